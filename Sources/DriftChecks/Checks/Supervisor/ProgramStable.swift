import Findings
public import RunbookModel
public import ServerFacts

/// The program of each service has not died again and again in the last hour.
public struct ProgramStable: Check {
  public static let card = CheckCard(
    id: "program-stable",
    summary: "no program has died again and again in the last hour",
    why: "supervisord calls it RUNNING between two deaths, and visitors meet it in the gaps.",
    fix: "Read its log for why it ends.", after: ["program-known", "program-runs", "service-answers"])

  /// A deploy or a restart by hand ends a program once or twice.
  static let deaths = 3
  static let hour = 3600

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.supervisedServices
    guard !services.isEmpty else { return [] }
    let now = await facts.now().seconds
    switch await facts.ask(SupervisorLog(), SupervisedPrograms()) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)):
      return services.compactMap { service in
        service.program.map { unknown(service.address.field("program"), at: $0.range, blindness) }
      }
    case (.seen(let log), .seen(let programs)):
      guard let log else { return [] }
      let recent = Dictionary(grouping: log.deaths.filter { now - $0.seconds < Self.hour }) { $0.program }
      let known = programs.byName
      return services.compactMap { service in
        guard let name = service.program, known[name.value] != nil else { return nil }
        let claim = service.address.field("program")
        let process = name.value.split(separator: ":").last.map(String.init) ?? name.value
        let deaths = recent[process] ?? []
        guard deaths.count >= Self.deaths, let last = deaths.last else { return holds(claim, at: name.range) }
        return drifts(
          claim, at: name.range,
          "the runbook keeps \(service.name.value) running by \(name.value); it died \(deaths.count) times in the last hour",
          evidence: [Evidence(source: log.path, text: last.words)],
          remedy: .operation(name: "show-log", arguments: [service.name.value]))
      }
    }
  }

  private static let text = "| App | Program |\n|---|---|\n| luci | site-luci |"

  private static func log(_ lines: [String]) -> ExampleServer {
    .supervised(SupervisorExamples.luci) { server in
      let path = "/var/log/supervisor/supervisord.log", text = lines.joined(separator: "\n") + "\n"
      server.looks[.tail(path: path, bytes: SupervisorLog.bytes)] = .tail(text: text, size: text.utf8.count)
      server.looks[.attributes(path: path)] = .attributes(
        FileAttributes(kind: .file, mode: 0o644, modified: ExampleServer.noon.seconds - 60))
    }
  }

  private static func death(_ time: String) -> String {
    "2026-11-25 \(time),000 INFO exited: site-luci (exit status 1; not expected)"
  }

  public static let examples = [
    CheckExample(
      .holds, text,
      log([
        death("12:30:01"), "2026-11-25 12:31:01,000 INFO waiting for site-luci to stop",
        "2026-11-25 12:31:02,000 INFO stopped: site-luci (terminated by SIGTERM)", death("12:40:01"),
        "2026-11-25 12:59:00,000 INFO exited: site-luci (exit status 0; expected)",
      ])),
    // It could not start at all until an operator mended and started it: over.
    CheckExample(
      .holds, text,
      log([
        death("12:30:01"), death("12:31:01"), death("12:32:01"),
        "2026-11-25 12:32:01,000 INFO gave up: site-luci entered FATAL state, too many start retries too quickly",
        "2026-11-25 12:59:00,000 INFO spawned: 'site-luci' with pid 812",
      ])),
    CheckExample(
      .drifts, "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |",
      log([death("12:30:00"), death("12:40:00"), death("12:59:00")])),
    CheckExample(
      .unknown, text,
      .supervised(SupervisorExamples.luci) {
        $0.refused = [.tail(path: "/var/log/supervisor/supervisord.log", bytes: SupervisorLog.bytes)]
      }),
  ]
}
