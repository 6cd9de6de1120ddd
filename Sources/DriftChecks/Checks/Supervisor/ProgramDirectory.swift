public import Findings
public import RunbookModel
public import ServerFacts

/// The process of each service works in its folder: the one that the runbook names, else the one of supervisord.
public struct ProgramDirectory: Check {
  public static let card = CheckCard(
    id: "program-directory",
    summary: "every program works in its folder",
    why:
      "An update of the folder changes nothing, and a folder that is gone ends the program at its next start.",
    fix:
      "Restart the service; if it still works elsewhere, set directory= to its folder or correct the runbook.",
    after: ["program-known", "program-configuration-readable", "program-configuration-loaded"],
    identifies: [Service.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judge(runbook.servicesOfOwnProgram, facts)
  }

  public func judge(_ runbook: Runbook, only entry: Address, by facts: Facts) async -> [Verdict] {
    await judge(runbook.servicesOfOwnProgram.filter { $0.address == entry }, facts)
  }

  private func judge(_ services: [Service], _ facts: Facts) async -> [Verdict] {
    guard !services.isEmpty else { return [] }
    switch await facts.ask(SupervisedPrograms(), LoadedPrograms()) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)):
      return services.map { unknown(Self.claim($0), at: Self.range($0), blindness) }
    case (.seen(let running), .seen(let configured)):
      let programs = running.byName, loaded = configured.byName
      return await services.together { service -> Verdict? in
        guard let name = service.program?.value, let program = programs[name] else { return nil }
        return await judge(service, program, loaded[name], facts)
      }.compactMap(\.self)
    }
  }

  private func judge(
    _ service: Service, _ program: SupervisedProgram, _ loaded: LoadedProgram?, _ facts: Facts
  ) async -> Verdict? {
    let claim = Self.claim(service), range = Self.range(service)
    guard let path = Self.stated(service) ?? loaded?.directory.map(Self.withoutSlash) else { return nil }
    switch await facts.ask(PathAttributes(path: path)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let attributes):
      guard attributes?.resolvedKind == .folder else {
        return drifts(
          claim, at: range, "\(Self.words(service, path)); there is no such folder",
          remedy: .advice("restore \(path) before anything restarts \(program.name)"))
      }
    }
    guard let pid = program.pid else { return nil }
    switch await facts.ask(ProcessNumbered(pid)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(nil): return nil
    case .seen(let fields?):
      guard let folder = fields.folder else {
        return unknown(claim, at: range, Blindness(.permission, "/proc/\(pid)/cwd: permission denied"))
      }
      return await judge(service, path, folder, pid, loaded, facts)
    }
  }

  private func judge(
    _ service: Service, _ path: String, _ folder: String, _ pid: Int, _ loaded: LoadedProgram?, _ facts: Facts
  ) async -> Verdict? {
    let claim = Self.claim(service), range = Self.range(service)
    if Self.isIn(folder, path) { return holds(claim, at: range) }
    switch await facts.ask(ResolvedPath(path)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let real):
      if let real, Self.isIn(folder, real) { return holds(claim, at: range) }
      // A program that names its files whole may work anywhere, and so may one that goes somewhere itself.
      let command = loaded?.command ?? ""
      if command.contains(path) || ["cd ", "chdir", "--cwd", "--prefix"].contains(where: command.contains) {
        return holds(claim, at: range)
      }
      if folder == "/", Self.stated(service) == nil { return holds(claim, at: range) }
      return drifts(
        claim, at: range,
        "\(Self.words(service, path)); its process \(pid) works in \(WorldText.clean(folder))",
        evidence: [Evidence(source: "/proc/\(pid)/cwd", text: folder)],
        remedy: .advice(
          loaded?.directory.map(Self.withoutSlash) == path
            ? "restart it where it belongs: runbook run restart-service \(service.name.value)"
            : "set directory=\(path) and run supervisorctl update, or correct the runbook"))
    }
  }

  private static func stated(_ service: Service) -> String? {
    guard let path = service.directory?.value, path.hasPrefix("/"), !path.contains(where: \.isWhitespace)
    else {
      return nil
    }
    return withoutSlash(path)
  }

  private static func words(_ service: Service, _ path: String) -> String {
    stated(service) == nil
      ? "supervisord starts \(service.name.value) in \(path)"
      : "the runbook puts \(service.name.value) in \(path)"
  }

  private static func claim(_ service: Service) -> Address {
    service.address.field(stated(service) == nil ? "program" : "directory")
  }

  private static func range(_ service: Service) -> SourceRange? {
    stated(service) == nil ? service.program?.range : service.directory?.range
  }

  /// A folder that was deleted under its process ends in ` (deleted)`.
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
  private static let short = "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |"
  private static let releases = "/var/www/.runbook/luci"

  private static func working(in folder: String, linked: Bool = false) -> ExampleServer {
    .supervised(SupervisorExamples.luci) { server in
      server.looks[.process(pid: 812)] = .process(ProcessFields(program: "/usr/bin/node", folder: folder))
      guard linked else { return }
      server.looks[.attributes(path: "/var/www/luci")] = .attributes(
        FileAttributes(kind: .link, mode: 0o777, target: ".runbook/luci/3", resolvedKind: .folder))
      for path in ["/var/www/.runbook", releases, "\(releases)/3"] {
        server.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .folder, mode: 0o755))
      }
    }
  }

  public static let examples = [
    CheckExample(.holds, text, .supervised(SupervisorExamples.luci)),
    CheckExample(.holds, text, working(in: "\(releases)/3", linked: true)),
    CheckExample(.drifts, marked, working(in: "\(releases)/2", linked: true)),
    CheckExample(.drifts, marked, working(in: "/srv/old")),
    CheckExample(.drifts, short, working(in: "/var/www/luci (deleted)")),
    CheckExample(
      .drifts, marked,
      .supervised(SupervisorExamples.luci) { $0.looks[.attributes(path: "/var/www/luci")] = .absent }),
    CheckExample(
      .unknown, text,
      .supervised(SupervisorExamples.luci) { $0.refused = [.process(pid: 812)] }),
  ]
}
