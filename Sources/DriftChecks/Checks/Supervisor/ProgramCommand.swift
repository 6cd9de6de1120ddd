import Findings
public import RunbookModel
public import ServerFacts

/// What supervisord starts for each service is what the runbook names, and its files are there for the next start.
public struct ProgramCommand: Check {
  public static let card = CheckCard(
    id: "program-command",
    summary: "what supervisord starts for every service is what is meant, and is there",
    why: "It runs from memory now and fails at its next start, or something else runs under its name.",
    fix: "Restore the file, or correct command= and run supervisorctl update.",
    after: ["program-runs", "program-known", "program-configuration-loaded", "program-directory"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.servicesOfOwnProgram
    guard !services.isEmpty else { return [] }
    switch await facts.ask(LoadedPrograms()) {
    case .unseen(let blindness):
      return services.map { unknown(Self.claim($0), at: Self.range($0), blindness) }
    case .seen(let programs):
      let byName = programs.byName
      let known = services.compactMap { service in
        service.program.flatMap { byName[$0.value] }.map { (service, StartCommand($0)) }
      }
      let usual = Self.usual(known)
      return await known.together { await judge($0, $1, usual: usual, facts) }
    }
  }

  private func judge(
    _ service: Service, _ command: StartCommand, usual: [String]?, _ facts: Facts
  ) async -> Verdict {
    let claim = Self.claim(service), range = Self.range(service), name = service.program?.value ?? ""
    let evidence = [Evidence(source: "supervisord", text: "command=\(command.program.command)")]
    if let stated = service.command, command.isOther(than: stated.value) {
      return drifts(
        claim, at: range,
        "the runbook starts \(service.name.value) by \(stated.value); supervisord starts otherwise",
        evidence: evidence,
        remedy: .advice("correct command= of \(name) and run supervisorctl update, or correct the runbook"))
    }
    for file in command.files {
      switch await facts.ask(TargetAttributes(path: file.path)) {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let attributes):
        guard let fault = Self.fault(attributes, file, command.program.uid) else { continue }
        return drifts(
          claim, at: range,
          "the runbook keeps \(service.name.value) running by \(name); \(file.path), which that starts, \(fault)",
          evidence: evidence,
          remedy: .advice(
            attributes == nil
              ? "restore \(file.path) before anything restarts \(name)"
              : "let its account execute it: chmod +x \(file.path)"))
      }
    }
    if let usual, service.command == nil, command.shape(of: service) != usual {
      return drifts(
        claim, at: range, "the other services are started alike; \(service.name.value) is started otherwise",
        severity: .warning, evidence: evidence,
        remedy: .advice("compare command= of \(name) with the others', then: sudo supervisorctl update"))
    }
    return holds(claim, at: range)
  }

  /// What keeps a file from being started; nil where nothing does that can be told from its mode.
  private static func fault(
    _ attributes: FileAttributes?, _ file: StartCommand.File, _ uid: Int?
  ) -> String? {
    guard let attributes else { return "is not there" }
    if attributes.kind != .file { return "is no file" }
    guard file.isProgram else { return nil }
    let owner = attributes.uid == uid
    // Groups are left out: any bit that could let the account in counts.
    let bits = owner ? 0o100 : 0o011
    return attributes.mode & (uid == nil || uid == 0 ? 0o111 : bits) == 0 ? "may not be executed" : nil
  }

  private static func claim(_ service: Service) -> Address {
    service.address.field(service.command == nil ? "program" : "command")
  }

  private static func range(_ service: Service) -> SourceRange? {
    service.command?.range ?? service.program?.range
  }

  /// The one form of all commands but one, of at least three, where that one gives the same program another word in the
  /// place of one of theirs: another program, or more words, is somebody's intention.
  private static func usual(_ known: [(Service, StartCommand)]) -> [String]? {
    let shapes = known.map { $0.1.shape(of: $0.0) }
    let counts = Dictionary(grouping: shapes) { $0 }.mapValues(\.count)
    guard known.count >= 3, let most = counts.first(where: { $0.value == known.count - 1 })?.key,
      let other = shapes.first(where: { $0 != most }), other.first == most.first, other.count == most.count
    else { return nil }
    return most
  }

  private static let text = "| App | Program |\n|---|---|\n| luci | site-luci |"
  private static let marked = "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |"
  private static let server = "/var/www/luci/dist/server.js"

  public static let examples = [
    CheckExample(.holds, text, .supervised(SupervisorExamples.luci)),
    CheckExample(
      .holds,
      "| App | Program | Command |\n|---|---|---|\n| luci | site-luci | node /var/www/luci/dist/server.js |",
      .supervised(SupervisorExamples.luci)),
    CheckExample(
      .drifts, marked,
      .supervised(SupervisorExamples.luci) { $0.looks[.attributes(path: server)] = .absent }),
    CheckExample(
      .drifts, marked,
      .supervised(SupervisorExamples.luci) {
        $0.looks[.attributes(path: "/usr/bin/node")] = .attributes(FileAttributes(kind: .file, mode: 0o644))
      }),
    CheckExample(
      .drifts,
      "| App | Program | Command |\n|---|---|---|\n                     ↓\n| luci | site-luci | node server.js |",
      .supervised(SupervisorExamples.luci)),
    CheckExample(
      .unknown, text, .supervised(SupervisorExamples.luci) { $0.refused = [.attributes(path: server)] }),
  ]
}
