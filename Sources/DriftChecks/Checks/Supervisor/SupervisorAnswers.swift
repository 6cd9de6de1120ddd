import Findings
public import RunbookModel
public import ServerFacts

/// supervisord runs and answers on its socket, where the runbook names programs of it.
public struct SupervisorAnswers: Check {
  public static let card = CheckCard(
    id: "supervisor-answers",
    summary: "supervisord runs and answers",
    why: "Nothing restarts a site that dies, and no command of the runbook reaches one.",
    fix: "Start supervisord; if it runs without answering, read its log.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let program = runbook.supervisedServices.first?.program else { return [] }
    let settings = runbook.entries(SupervisorSettings.self).first
    let claim = Address(SupervisorSettings.kind, "supervisord", "answers")
    let range = settings?.name.range ?? program.range
    let (programs, processes) = await facts.ask(SupervisedPrograms(), Processes())
    switch programs {
    case .seen: return [holds(claim, at: range)]
    case .unseen(let blindness):
      let isExpected = runbook.runners.mentionsSupervisor(runbook)
      guard isExpected, blindness.reason == .unreachable || blindness.reason == .timeout else {
        return [unknown(claim, at: range, blindness)]
      }
      switch processes {
      case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
      case .seen(let table):
        let runs = table.processes.contains { $0.name == "supervisord" }
        return [
          drifts(
            claim, at: range,
            "the runbook keeps its services running by supervisord; it \(runs ? "runs and does not answer" : "does not run")",
            evidence: [Evidence(source: "supervisord", text: blindness.text)],
            remedy: .advice(
              runs
                ? "read /var/log/supervisor/supervisord.log, then: sudo service supervisor restart"
                : "start it: sudo service supervisor start"))
        ]
      }
    }
  }

  private static let text =
    "| App | Program |\n|---|---|\n| luci | site-luci |\n\n## Supervisor\n- Use supervisorctl"

  private static let closed = RecordedServer(
    at: ExampleServer.noon,
    looks: ExampleServer.healthy.recorded.looks.merging([
      .supervisor(socket: ExampleServer.socket, call: .allProcesses): .unseen(
        Blindness(.unreachable, "/var/run/supervisor.sock: No such file or directory"))
    ]) { $1 })

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .drifts,
      "| App | Program |\n|---|---|\n| luci | site-luci |\n\n   ↓\n## Supervisor\n- Use supervisorctl",
      closed),
    CheckExample(
      .unknown, text,
      .with { $0.refused = [.supervisor(socket: ExampleServer.socket, call: .allProcesses)] }),
  ]
}
