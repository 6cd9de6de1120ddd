import Findings
public import RunbookModel
public import ServerFacts

/// supervisord has loaded what its files say: a change that was not read yet acts at some later restart, unasked.
public struct ProgramConfigurationLoaded: Check {
  public static let card = CheckCard(
    id: "program-configuration-loaded",
    summary: "supervisord has loaded what its files say",
    why: "The next boot or update brings another configuration into force than the one that was tried.",
    fix: "Run supervisorctl update, or take the change back.", severity: .warning,
    after: ["program-known", "program-listed", "program-configuration-readable"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.services.filter { $0.program != nil }
    guard !services.isEmpty else { return [] }
    async let files = facts.ask(SupervisorConfiguration())
    async let loaded = facts.ask(LoadedPrograms())
    async let running = facts.ask(SupervisedPrograms())
    switch (await files, await loaded, await running) {
    case (.unseen(let blindness), _, _), (_, .unseen(let blindness), _), (_, _, .unseen(let blindness)):
      return services.compactMap { service in
        service.program.map { unknown(service.address.field("program"), at: $0.range, blindness) }
      }
    case (.seen(let files), .seen(let loaded), .seen(let running)):
      let byName = Dictionary(loaded.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      let pids = running.byName
      var verdicts: [Verdict] = []
      for service in services {
        guard let name = service.program, let program = byName[name.value] else { continue }
        verdicts.append(await judge(service, name, program, files, pids[name.value]?.pid, facts))
      }
      return verdicts + unread(files, byName, services)
    }
  }

  private func judge(
    _ service: Service, _ name: Located<String>, _ program: LoadedProgram,
    _ files: SupervisorConfiguration.Fact,
    _ pid: Int?, _ facts: Facts
  ) async -> Verdict {
    let claim = service.address.field("program")
    let stated = "the runbook keeps \(service.name.value) running by \(name.value)"
    guard let file = files.programs[name.value] else {
      // A file that cannot be read at all is another check's affair.
      if !files.mistakes.isEmpty { return holds(claim, at: name.range) }
      return drifts(
        claim, at: name.range, "\(stated); no file of supervisord has that program any more",
        severity: .error,
        evidence: [Evidence(source: "supervisord", text: "\(name.value) is still loaded")],
        remedy: .advice("restore its file: the next update or boot ends it"))
    }
    switch await Self.differences(file, program, pid, facts) {
    case .unseen(let blindness): return unknown(claim, at: name.range, blindness)
    case .seen(let differences):
      guard !differences.isEmpty else { return holds(claim, at: name.range) }
      return drifts(
        claim, at: name.range, "\(stated); its file was changed and supervisord has not taken that over",
        evidence: differences,
        remedy: .advice(
          "take it over: sudo supervisorctl update \(name.value) (that restarts it), or undo the change"))
    }
  }

  private static func differences(
    _ file: ConfiguredProgram, _ program: LoadedProgram, _ pid: Int?, _ facts: Facts
  ) async -> Observation<[Evidence]> {
    var found: [Evidence] = []
    func compare(_ name: String, _ loaded: String?) {
      guard let setting = file.settings[name], let loaded, setting.value != loaded else { return }
      found.append(
        Evidence(source: "\(file.file):\(setting.line)", text: "\(name)=\(setting.value), loaded: \(loaded)"))
    }
    compare("command", program.command)
    compare("directory", program.directory ?? "none")
    for (name, loaded) in program.settings.sorted(by: { $0.key < $1.key }) {
      guard let setting = file.settings[name] else { continue }
      let value =
        ConfiguredProgram.flag(loaded) != nil && Int(loaded) == nil
        ? ConfiguredProgram.flag(setting.value).map { $0 ? "true" : "false" } ?? setting.value : setting.value
      guard value != loaded, name != "stdout_logfile" || setting.value.hasPrefix("/") else { continue }
      compare(name, loaded)
    }
    if let user = file.settings["user"] {
      switch await facts.ask(AccountNamed(user.value)) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(let account):
        if let account, account.uid != program.uid {
          compare("user", program.uid.map { "uid \($0)" } ?? "none")
        }
      }
    }
    switch await environment(file, pid, facts) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(let evidence): return .seen(found + evidence)
    }
  }

  /// What the file would set, against what the process was started with. Secrets are masked on both sides and alike.
  private static func environment(
    _ file: ConfiguredProgram, _ pid: Int?, _ facts: Facts
  ) async -> Observation<[Evidence]> {
    guard let pid, let setting = file.settings["environment"],
      let wanted = ConfiguredProgram.environment(setting.value), !wanted.isEmpty
    else { return .seen([]) }
    switch await facts.ask(EnvironmentValues(pid: pid, names: wanted.keys.sorted())) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(nil): return .seen([])
    case .seen(let values?):
      return .seen(
        wanted.sorted { $0.key < $1.key }.compactMap { name, value in
          guard values[name] != value, !value.contains(SecretMask.dots),
            values[name]?.contains(SecretMask.dots) != true
          else { return nil }
          return Evidence(
            source: "\(file.file):\(setting.line)",
            text: "\(name)=\(value), in force: \(values[name] ?? "not set")")
        })
    }
  }

  /// Programs in files that supervisord has not read yet, and that the runbook does not name.
  private func unread(
    _ files: SupervisorConfiguration.Fact, _ loaded: [String: LoadedProgram], _ services: [Service]
  ) -> [Verdict] {
    guard files.mistakes.isEmpty, let range = services.last?.program?.range else { return [] }
    let named = Set(services.compactMap { $0.program?.value })
    return files.programs.values.filter { loaded[$0.name] == nil && !named.contains($0.name) }
      .sorted { $0.name < $1.name }.map { program in
        let name = WorldText.clean(program.name)
        return drifts(
          Address("supervisor", name), at: range,
          "the runbook lists \(services.count) programs; a file has \(name) too, which supervisord has not read yet",
          evidence: [Evidence(source: "\(program.file):\(program.line)", text: "[program:\(name)]")],
          remedy: .advice("add a row for \(name) and run supervisorctl update, or remove \(program.file)"))
      }
  }

  private static let text = "| App | Program |\n|---|---|\n| luci | site-luci |"
  private static let marked = "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |"

  public static let examples = [
    CheckExample(
      .holds, text, .supervised("; a remark\n" + SupervisorExamples.luci + "startsecs = 1 # one\n")),
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci.replacing("3004", with: "3999"))),
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci.replacing("dist/", with: "build/"))),
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci + "autostart=false\n")),
    CheckExample(.drifts, marked, .supervised("")),
    CheckExample(
      .drifts, marked, .supervised(SupervisorExamples.luci + "[program:other]\ncommand=/bin/x\n")),
    CheckExample(
      .unknown, text,
      .supervised(SupervisorExamples.luci) {
        $0.refused = [.environment(pid: 812, names: ["NODE_ENV", "PORT"])]
      }),
  ]
}
