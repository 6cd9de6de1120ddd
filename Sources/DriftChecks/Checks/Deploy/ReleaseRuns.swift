import Findings
public import RunbookModel
public import ServerFacts

/// The running process of a service was started after its build was written.
public struct ReleaseRuns: Check {
  public static let card = CheckCard(
    id: "release-runs",
    summary: "the process of every service is younger than the build it serves",
    why:
      "The new build lies on the disk and the old one runs; what it loads lazily may be gone from under it.",
    fix: "Restart the service, and let the update restart it by the name its runner knows.",
    severity: .warning, after: ["program-known", "program-runs"])

  public init() {}

  /// The last file of a build and the start behind it fall into the same seconds.
  private static let allowance = 5

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let (deployed, answer) = await atOnce(
      { await DeployedService.all(runbook, facts) }, { await facts.ask(SupervisedPrograms()) })
    let programs: [String: SupervisedProgram] =
      if case .seen(let programs) = answer {
        Dictionary(programs.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      } else { [:] }
    return await deployed.together { await judge($0, answer, programs, facts) }.compactMap(\.self)
  }

  private func judge(
    _ deployed: DeployedService, _ answer: Observation<[SupervisedProgram]>,
    _ programs: [String: SupervisedProgram], _ facts: Facts
  ) async -> Verdict? {
    guard let program = deployed.service.program else { return nil }
    let claim = deployed.service.address.field("release"), range = program.range
    if case .unseen(let blindness) = answer { return unknown(claim, at: range, blindness) }
    guard let running = programs[program.value], running.pid != nil, running.started > 0 else { return nil }
    switch await NewestBuild.file(in: deployed.folder, facts) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(nil): return nil
    case .seen(let file?):
      guard file.time > running.started + Self.allowance else { return holds(claim, at: range) }
      return drifts(
        claim, at: range,
        "the runbook runs \(deployed.service.name.value) as \(program.value); its process is older than its build",
        evidence: [
          Evidence(source: file.path, text: "written \(Instant(seconds: file.time))"),
          Evidence(source: "supervisord", text: "started \(Instant(seconds: running.started))"),
        ],
        remedy: .operation(name: "restart-service", arguments: [deployed.service.name.value]))
    }
  }

  private static let runbook = """
    | App  | Supervisor name | Directory     |
    |------|-----------------|---------------|
    | luci | site-luci       | /var/www/luci |
    """
  private static let dist = Look.folder(path: "/var/www/luci/dist")

  /// The process was started an hour before noon.
  private static func built(minutesAgo: Int) -> ExampleServer {
    .with {
      let time = ExampleServer.noon.seconds - minutesAgo * 60
      $0.looks[dist] = .folder([
        FolderEntry(name: "server.js", attributes: FileAttributes(kind: .file, mode: 0o644, modified: time))
      ])
      $0.looks[.folder(path: "/var/www/luci/build")] = .absent
    }
  }

  public static let examples = [
    CheckExample(.holds, runbook, built(minutesAgo: 61)),
    CheckExample(.drifts, runbook.replacing("| luci", with: "         ↓\n| luci"), built(minutesAgo: 30)),
    CheckExample(.unknown, runbook, .with { $0.refused = [dist] }),
  ]
}
