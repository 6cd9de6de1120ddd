import Findings
public import RunbookModel
public import ServerFacts

/// A cron daemon runs where the runbook relies on a crontab.
public struct CronRuns: Check {
  public static let card = CheckCard(
    id: "cron-runs",
    summary: "cron runs",
    why: "Without the daemon no crontab is read, and nothing says that the jobs stay away.",
    fix: "Start it: systemctl enable --now cron.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let first = runbook.schedules.first(where: { $0.user != nil }) else { return [] }
    let claim = Address("cron", "cron"), range = first.words.range
    switch await facts.ask(Processes()) {
    case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
    case .seen(let table):
      if table.processes.contains(where: { Self.daemons.contains($0.name) }) {
        return [holds(claim, at: range)]
      }
      // Where /proc hides the processes of others, even the first one is missing.
      guard table.processes.contains(where: { $0.pid == 1 }) else {
        return [
          unknown(claim, at: range, Blindness(.permission, "/proc: the processes of others are hidden"))
        ]
      }
      return [
        drifts(
          claim, at: range, "the runbook has jobs in crontabs; no cron runs",
          evidence: [Evidence(source: "/proc", text: "no process named cron or crond")],
          remedy: .advice("systemctl enable --now cron"))
      ]
    }
  }

  private static let daemons: Set<String> = ["cron", "crond", "fcron"]

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let first = RunningProcess(pid: 1, parent: 0, uid: 0, name: "systemd", startTicks: 1)

  public static let examples = [
    CheckExample(
      .holds, text,
      .with {
        $0.processes += [first, RunningProcess(pid: 400, parent: 1, uid: 0, name: "cron", startTicks: 9)]
      }),
    CheckExample(
      .drifts, "## Cron (deploy user)\n  ↓\n- 03:00 nightly: /home/deploy/nightly.sh",
      .with { $0.processes.append(first) }),
    CheckExample(.unknown, text, .healthy),
    CheckExample(.unknown, text, .with { $0.refused = [.processTable] }),
  ]
}
