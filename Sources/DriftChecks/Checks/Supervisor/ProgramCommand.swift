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
    after: ["program-known", "program-runs", "program-directory"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.services.filter { $0.program != nil }
    guard !services.isEmpty else { return [] }
    let loaded = await facts.ask(LoadedPrograms())
    switch loaded {
    case .unseen(let blindness):
      return services.compactMap { service in
        service.program.map { unknown(Self.claim(service), at: Self.range(service, $0), blindness) }
      }
    case .seen(let programs):
      let byName = Dictionary(programs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      let known = services.compactMap { service -> (Service, LoadedProgram)? in
        service.program.flatMap { byName[$0.value] }.map { (service, $0) }
      }
      let usual = Self.usual(known)
      return await withTaskGroup(of: (Int, Verdict?).self) { group in
        for (index, (service, program)) in known.enumerated() {
          group.addTask { (index, await judge(service, program, usual: usual, facts)) }
        }
        var verdicts: [Int: Verdict] = [:]
        for await (index, verdict) in group { verdicts[index] = verdict }
        return known.indices.compactMap { verdicts[$0] }
      }
    }
  }

  private func judge(
    _ service: Service, _ program: LoadedProgram, usual: String?, _ facts: Facts
  ) async -> Verdict? {
    guard let name = service.program else { return nil }
    let claim = Self.claim(service), range = Self.range(service, name)
    let words = program.command.split(separator: " ").map(String.init)
    let evidence = [Evidence(source: "supervisord", text: "command=\(program.command)")]
    if let stated = service.command, stated.value.split(separator: " ").map(String.init) != words {
      return drifts(
        claim, at: range,
        "the runbook starts \(service.name.value) by \(stated.value); supervisord starts otherwise",
        evidence: evidence,
        remedy: .advice(
          "correct command= of \(name.value) and run supervisorctl update, or correct the runbook"))
    }
    for path in Self.files(words, in: program.directory) {
      switch await facts.ask(PathAttributes(path: path)) {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let attributes):
        guard attributes?.resolvedKind != .file else { continue }
        return drifts(
          claim, at: range,
          "the runbook keeps \(service.name.value) running by \(name.value); \(path), which that starts, is not there",
          evidence: evidence, remedy: .advice("restore \(path) before anything restarts \(name.value)"))
      }
    }
    if let usual, service.command == nil, Self.shape(service, program) != usual {
      return drifts(
        claim, at: range, "the other services are started alike; \(service.name.value) is started otherwise",
        severity: .warning, evidence: evidence,
        remedy: .advice("compare command= of \(name.value) with the others', then: sudo supervisorctl update")
      )
    }
    return holds(claim, at: range)
  }

  private static func claim(_ service: Service) -> Address {
    service.address.field(service.command == nil ? "program" : "command")
  }

  private static func range(_ service: Service, _ program: Located<String>) -> SourceRange {
    service.command?.range ?? program.range
  }

  private static let interpreters: Set<String> = [
    "node", "python", "python3", "ruby", "php", "bash", "sh", "bun",
  ]

  /// The program file and, behind an interpreter, the script: what the next start needs.
  private static func files(_ words: [String], in directory: String?) -> [String] {
    guard let first = words.first else { return [] }
    var files = first.hasPrefix("/") ? [first] : []
    let program = first.split(separator: "/").last.map(String.init) ?? first
    if interpreters.contains(program), words.count > 1, !words[1].hasPrefix("-"), words[1].contains("."),
      words[1].contains("/")
    {
      if words[1].hasPrefix("/") {
        files.append(words[1])
      } else if let directory {
        files.append("\(directory)/\(words[1])")
      }
    }
    return files
  }

  /// The one form of at least three commands out of which one alone stands, with the same program and the same script.
  private static func usual(_ known: [(Service, LoadedProgram)]) -> String? {
    let shapes = known.map { shape($0.0, $0.1) }
    let counts = Dictionary(grouping: shapes) { $0 }.mapValues(\.count)
    guard known.count >= 3, let most = counts.first(where: { $0.value == known.count - 1 })?.key,
      let other = shapes.first(where: { $0 != most })
    else { return nil }
    let words = most.split(separator: " "), others = Set(other.split(separator: " "))
    return words.allSatisfy(others.contains) ? most : nil
  }

  /// The command with the service's own words taken out.
  private static func shape(_ service: Service, _ program: LoadedProgram) -> String {
    var text = program.command
    if let port = service.port?.value { text = text.replacing("\(port)", with: "PORT") }
    return text.replacing(service.name.value, with: "NAME")
  }

  private static let text = "| App | Program |\n|---|---|\n| luci | site-luci |"
  private static let server = "/var/www/luci/dist/server.js"

  public static let examples = [
    CheckExample(.holds, text, .supervised(SupervisorExamples.luci)),
    CheckExample(
      .drifts, "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |",
      .supervised(SupervisorExamples.luci) { $0.looks[.attributes(path: server)] = .absent }),
    CheckExample(
      .drifts,
      "| App | Program | Command |\n|---|---|---|\n                     ↓\n| luci | site-luci | node server.js |",
      .supervised(SupervisorExamples.luci)),
    CheckExample(
      .unknown, text, .supervised(SupervisorExamples.luci) { $0.refused = [.attributes(path: server)] }),
  ]
}
