import Findings
public import RunbookModel
public import ServerFacts

/// supervisord has loaded what its files say: a change that was not taken over acts at some later restart, unasked.
public struct ProgramConfigurationLoaded: Check {
  public static let card = CheckCard(
    id: "program-configuration-loaded",
    summary: "supervisord has loaded what its files say",
    why: "The next boot or update brings another configuration into force than the one that was tried.",
    fix: "Run supervisorctl update, or take the change back.", severity: .warning,
    after: ["configuration-folder-exists", "program-known", "program-configuration-readable"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.supervisedServices
    guard !services.isEmpty else { return [] }
    let ((files, processes), (loaded, running)) = await atOnce(
      { await facts.ask(SupervisorConfiguration(), Processes()) },
      { await facts.ask(LoadedPrograms(), SupervisedPrograms()) })
    switch (files, loaded, running, processes) {
    case (.unseen(let blindness), _, _, _), (_, .unseen(let blindness), _, _),
      (_, _, .unseen(let blindness), _), (_, _, _, .unseen(let blindness)):
      return services.compactMap { service in
        service.program.map { unknown(service.address.field("program"), at: $0.range, blindness) }
      }
    case (.seen(let files), .seen(let loaded), .seen(let running), .seen(let table)):
      // What cannot be read at all is another check's affair.
      guard files.mistakes.isEmpty else { return [] }
      let known = running.byName, byName = loaded.byName
      let used = services.compactMap { service in
        service.program.flatMap { known[$0.value] }.map { (service, $0) }
      }
      let verdicts = await used.together { service, program in
        await judge(
          service, files.programs[program.name], byName[program.name], program.pid.flatMap(table.process),
          facts)
      }
      return verdicts.compactMap(\.self) + unread(files, Set(known.keys), services)
    }
  }

  private func judge(
    _ service: Service, _ file: ConfiguredProgram?, _ loaded: LoadedProgram?, _ process: RunningProcess?,
    _ facts: Facts
  ) async -> Verdict? {
    guard let name = service.program else { return nil }
    let claim = service.address.field("program")
    let stated = "the runbook keeps \(service.name.value) running by \(name.value)"
    guard let file else {
      return drifts(
        claim, at: name.range, "\(stated); no file of supervisord has that program any more",
        severity: .error,
        evidence: [Evidence(source: "supervisord", text: "\(name.value) is still there")],
        remedy: .advice("restore its file: the next update or boot ends it"))
    }
    guard let loaded else {
      return drifts(
        claim, at: name.range, "\(stated); supervisord read its files when they did not have that program",
        evidence: [Evidence(source: "\(file.file):\(file.line)", text: "[program:\(name.value)]")],
        remedy: .advice("let supervisord read it again: sudo supervisorctl reread"))
    }
    switch await ConfigurationDifferences(file: file, loaded: loaded, process: process).evidence(facts) {
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

  /// Programs in files that supervisord has not taken over yet, and that the runbook does not name.
  private func unread(
    _ files: SupervisorConfiguration.Fact, _ known: Set<String>, _ services: [Service]
  ) -> [Verdict] {
    guard let range = services.last?.program?.range else { return [] }
    let named = Set(services.compactMap { $0.program?.value })
    return files.programs.values.filter { !known.contains($0.name) && !named.contains($0.name) }
      .sorted { $0.name < $1.name }.map { program in
        let name = WorldText.clean(program.name)
        return drifts(
          Address("supervisor", name), at: range,
          "the runbook lists \(services.count) programs; a file has \(name) too, which supervisord has not read yet",
          evidence: [Evidence(source: "\(program.file):\(program.line)", text: name)],
          remedy: .advice("add a row for \(name) and run supervisorctl update, or remove \(program.file)"))
      }
  }

  private static let text = "| App | Program |\n|---|---|\n| luci | site-luci |"
  private static let marked = "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |"

  private static func changed(_ old: String, _ new: String) -> ExampleServer {
    .supervised(SupervisorExamples.luci.replacing(old, with: new))
  }

  public static let examples = [
    CheckExample(
      .holds, text,
      .supervised("; a remark\n" + SupervisorExamples.luci + "startsecs = 1 # one\nautostart=yes\n")),
    CheckExample(.drifts, marked, changed("3004", "3999")),
    CheckExample(.drifts, marked, changed("dist/", "build/")),
    CheckExample(.drifts, marked, changed("user=deploy\n", "")),
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci + "autostart=false\n")),
    CheckExample(.drifts, marked, .supervised("")),
    // Read and not taken over: what is loaded is what the file says, and the process has the old account.
    CheckExample(.drifts, marked, .supervised(SupervisorExamples.luci) { $0.processes[2].uid = 0 }),
    CheckExample(
      .drifts, marked, .supervised(SupervisorExamples.luci + "[program:other]\ncommand=/bin/x\n")),
    CheckExample(
      .unknown, text,
      .supervised(SupervisorExamples.luci) { $0.refused = [SupervisorExamples.environment] }),
  ]
}
