import Findings
public import RunbookModel
public import ServerFacts

/// Each schedule stands in its user's crontab: once, at that time, not commented out.
public struct JobScheduled: Check {
  public static let card = CheckCard(
    id: "job-scheduled",
    summary: "every job stands in its user's crontab at the stated time",
    why: "A backup that is not scheduled is missed on the day it is needed.",
    fix: "Correct the line with crontab -e, or the time in the runbook.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for schedule in runbook.entries(Schedule.self) {
      // A time that is not exact cannot be held against a crontab.
      guard let time = schedule.time else { continue }
      let claim = schedule.address.field("time")
      guard let user = schedule.user else {
        let blindness = Blindness(
          .malformed, "the runbook does not say whose crontab \(schedule.name.value) is in")
        verdicts.append(unknown(claim, at: time.range, blindness))
        continue
      }
      switch await facts.ask(Crontab(user: user)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: time.range, blindness))
      case .seen(let jobs): verdicts.append(judge(schedule, time, user, jobs))
      }
    }
    return verdicts
  }

  private func judge(
    _ schedule: Schedule, _ time: Located<CronTime>, _ user: String, _ jobs: [CronJob]
  ) -> Verdict {
    let claim = schedule.address.field("time"), range = time.range
    let path = schedule.script?.value ?? schedule.command.value, wanted = time.value
    let stated = "the runbook runs \(schedule.name.value) at \(schedule.words.value)"
    let ours = jobs.filter { job in
      job.command == path || job.command.split { " \t;&|\"'".contains($0) }.contains(path[...])
    }
    let active = ours.filter { !$0.isCommentedOut }
    let line = "\(wanted.fields) \(path)"
    if active.count > 1 {
      return drifts(
        claim, at: range, "\(stated); \(user)'s crontab runs it \(active.count) times",
        evidence: active.map { Evidence(source: $0.source, text: $0.time) },
        remedy: .advice("keep one line in \(user)'s crontab: \(line)"))
    }
    guard let job = active.first else {
      let fact = ours.isEmpty ? "has no line for it" : "has it commented out"
      return drifts(
        claim, at: range, "\(stated); \(user)'s crontab \(fact)",
        evidence: ours.map { Evidence(source: $0.source, text: "# \($0.time) \($0.command)") },
        remedy: .advice("add to \(user)'s crontab: \(line)"))
    }
    if CronTime(fields: job.time) == wanted { return holds(claim, at: range) }
    return drifts(
      claim, at: range, "\(stated); \(user)'s crontab runs it at \"\(job.time)\"\(Self.swapped(job, wanted))",
      evidence: [Evidence(source: job.source, text: job.time)],
      remedy: .advice("write \"\(wanted.fields)\" there, or correct the time in the runbook"))
  }

  private static func swapped(_ job: CronJob, _ wanted: CronTime) -> String {
    guard let time = CronTime(fields: job.time), time.minute == wanted.hour, time.hour == wanted.minute else {
      return ""
    }
    return " (minute and hour are swapped)"
  }

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(.drifts, "## Cron (deploy user)\n  ↓\n- 03:30 nightly: /home/deploy/nightly.sh", .healthy),
    CheckExample(.unknown, text, .with { $0.refused = [.text(path: "/var/spool/cron/crontabs/deploy")] }),
  ]
}
