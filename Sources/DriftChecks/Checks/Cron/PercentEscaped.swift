import Findings
public import RunbookModel
public import ServerFacts

/// No job's line is cut short by a percent sign, which ends the command for cron.
public struct PercentEscaped: Check {
  public static let card = CheckCard(
    id: "percent-escaped",
    summary: "no percent sign cuts a job's line short",
    why:
      "cron ends the command at the first % without a backslash: half a command is a syntax error every night.",
    fix: "Write \\% in the crontab, or move the line into a script.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let crontabs = Crontabs(facts)
    for schedule in runbook.schedules {
      guard let user = schedule.user else { continue }
      let claim = schedule.address.field("command"), range = schedule.command.range
      switch await crontabs.lines(of: user) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
      case .seen(let lines):
        let active = (lines?.running(schedule) ?? []).filter { !$0.job.isCommentedOut }
        guard !active.isEmpty else { continue }
        guard let cut = active.first(where: { $0.isCutShort }) else {
          verdicts.append(holds(claim, at: range))
          continue
        }
        verdicts.append(
          drifts(
            claim, at: range, "the runbook runs \(schedule.name.value); cron ends its command at the first %",
            evidence: [JobScheduled.evidence(cut)], remedy: .advice("write \\% for each % in that line")))
      }
    }
    return verdicts
  }

  private static let line = "0 3 * * * /home/deploy/nightly.sh >> /var/log/n-$(date +"

  public static let examples = [
    CheckExample(.holds, ExampleServer.scriptClaim, .crontab(line + "\\%F).log\n")),
    CheckExample(.holds, ExampleServer.scriptClaim, .crontab("0 3 * * * /home/deploy/nightly.sh%input\n")),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, .crontab(line + "%F).log\n")),
    CheckExample(
      .unknown, ExampleServer.scriptClaim, .with { $0.refused = [.text(path: ExampleServer.deploysCrontab)] }),
  ]
}
