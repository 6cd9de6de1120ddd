import Findings
public import RunbookModel
public import ServerFacts

/// The program of each service works in the folder that the runbook names, and that folder is there.
public struct ProgramDirectory: Check {
  public static let card = CheckCard(
    id: "program-directory",
    summary: "every program works in the folder that the runbook names",
    why:
      "An update of the folder changes nothing, and a folder that is gone ends the program at its next start.",
    fix: "Set directory= to the folder of the runbook, or correct the runbook.",
    after: ["program-known", "program-configuration-readable"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.services.filter { $0.program != nil && $0.directory?.value.hasPrefix("/") == true }
    guard !services.isEmpty else { return [] }
    let programs = await facts.ask(SupervisedPrograms()).map(\.byName)
    return await withTaskGroup(of: (Int, Verdict?).self) { group in
      for (index, service) in services.enumerated() {
        group.addTask { (index, await judge(service, programs, facts)) }
      }
      var verdicts: [Int: Verdict] = [:]
      for await (index, verdict) in group { verdicts[index] = verdict }
      return services.indices.compactMap { verdicts[$0] }
    }
  }

  private func judge(
    _ service: Service, _ programs: Observation<[String: SupervisedProgram]>, _ facts: Facts
  ) async -> Verdict? {
    guard let name = service.program, let stated = service.directory else { return nil }
    let claim = service.address.field("directory"), range = stated.range
    let path = Self.withoutSlash(stated.value)
    switch await facts.ask(PathAttributes(path: path)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let attributes):
      guard let attributes, attributes.resolvedKind == .folder else {
        return drifts(
          claim, at: range, "the runbook puts \(service.name.value) in \(path); there is no such folder",
          remedy: .advice("restore \(path), or correct the folder in the runbook"))
      }
      switch programs {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let programs):
        guard let pid = programs[name.value]?.pid else { return nil }
        return await judge(service, stated, in: path, attributes, pid, facts)
      }
    }
  }

  private func judge(
    _ service: Service, _ stated: Located<String>, in path: String, _ attributes: FileAttributes, _ pid: Int,
    _ facts: Facts
  ) async -> Verdict? {
    let claim = service.address.field("directory"), range = stated.range
    async let configuration = facts.ask(LoadedPrograms())
    switch await facts.ask(ProcessNumbered(pid)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let fields):
      guard let folder = fields?.folder else { return nil }
      if Self.isIn(folder, path)
        || attributes.target.map({ Self.isIn(folder, Self.withoutSlash($0)) }) == true
      {
        return holds(claim, at: range)
      }
      switch await configuration {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let loaded):
        // A program that names its files whole may work anywhere.
        let own = loaded.first { $0.name == service.program?.value }
        if own?.command.contains(path) == true { return holds(claim, at: range) }
        return drifts(
          claim, at: range,
          "the runbook puts \(service.name.value) in \(path); its process \(pid) works in \(WorldText.clean(folder))",
          evidence: [Evidence(source: "/proc/\(pid)/cwd", text: folder)],
          remedy: .advice("set directory=\(path) and run supervisorctl update, or correct the runbook"))
      }
    }
  }

  private static func isIn(_ folder: String, _ path: String) -> Bool {
    folder == path || folder.hasPrefix(path + "/") && !folder.hasSuffix(" (deleted)")
  }

  private static func withoutSlash(_ path: String) -> String {
    path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  }

  private static let text =
    "| App | Program | Directory |\n|---|---|---|\n| luci | site-luci | /var/www/luci |"
  private static let marked =
    "| App | Program | Directory |\n|---|---|---|\n                     ↓\n| luci | site-luci | /var/www/luci |"

  public static let examples = [
    CheckExample(.holds, text, .supervised(SupervisorExamples.luci)),
    CheckExample(
      .drifts, marked,
      .supervised(SupervisorExamples.luci) {
        $0.looks[.process(pid: 812)] = .process(ProcessFields(program: "/usr/bin/node", folder: "/srv/old"))
      }),
    CheckExample(
      .drifts, marked,
      .supervised(SupervisorExamples.luci) { $0.looks[.attributes(path: "/var/www/luci")] = .absent }),
    CheckExample(
      .unknown, text,
      .supervised(SupervisorExamples.luci) { $0.refused = [.process(pid: 812)] }),
  ]
}
