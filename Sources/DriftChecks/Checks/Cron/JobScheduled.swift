import Findings
public import RunbookModel
public import ServerFacts

/// Each schedule stands in its user's crontab, or in one of the system's as this user, at that time and not commented
/// out.
public struct JobScheduled: Check {
  public static let card = CheckCard(
    id: "job-scheduled",
    summary: "every job stands in its user's crontab at the stated time",
    why: "A backup that is not scheduled is missed on the day it is needed.",
    fix: "Correct the line with crontab -e, or the time in the runbook.", after: ["crontab-read"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let crontabs = Crontabs(facts)
    var verdicts: [Verdict] = []
    for schedule in runbook.schedules {
      // A time that is not exact cannot be held against a crontab.
      guard let time = schedule.time, (try? CronPattern(time.value)) != nil else { continue }
      let claim = schedule.address.field("time")
      guard let user = schedule.user else {
        guard let script = schedule.script?.value else { continue }
        if await isFound(schedule, at: time.value, Self.owners(of: script), crontabs) {
          verdicts.append(holds(claim, at: time.range))
          continue
        }
        let blindness = Blindness(
          .malformed, "the runbook does not say whose crontab \(schedule.name.value) is in")
        verdicts.append(unknown(claim, at: time.range, blindness))
        continue
      }
      if let verdict = await judge(schedule, time, user, crontabs) { verdicts.append(verdict) }
    }
    return verdicts
  }

  private func judge(
    _ schedule: Schedule, _ time: Located<CronTime>, _ user: String, _ crontabs: Crontabs
  ) async -> Verdict? {
    let claim = schedule.address.field("time"), wanted = try? CronPattern(time.value)
    var found: [JobLine]
    switch await crontabs.lines(of: user) {
    case .unseen(let blindness): return unknown(claim, at: time.range, blindness)
    case .seen(let own): found = own?.running(schedule) ?? []
    }
    if found.contains(where: { Self.runs($0, at: wanted) }) { return holds(claim, at: time.range) }
    switch await crontabs.systemLines(of: user) {
    case .unseen(let blindness): return unknown(claim, at: time.range, blindness)
    case .seen(let lines): found += lines.running(schedule)
    }
    if found.contains(where: { Self.runs($0, at: wanted) }) { return holds(claim, at: time.range) }
    // What is only a job's name is in no crontab.
    guard schedule.isStated || !found.isEmpty else { return nil }
    if let active = found.first(where: { !$0.job.isCommentedOut }) {
      return elsewhen(schedule, time, user, active.job)
    }
    return await missing(schedule, time, user, found, crontabs)
  }

  /// Where the runbook names no user: root, and whose home the script lies in.
  private static func owners(of path: String) -> [String] {
    let parts = path.split(separator: "/")
    return ["root"] + (parts.count > 2 && parts[0] == "home" ? [String(parts[1])] : [])
  }

  private func isFound(
    _ schedule: Schedule, at time: CronTime, _ users: [String], _ crontabs: Crontabs
  ) async -> Bool {
    let wanted = try? CronPattern(time)
    for user in users {
      guard case .seen(let lines?) = await crontabs.lines(of: user) else { continue }
      if lines.running(schedule).contains(where: { Self.runs($0, at: wanted) }) { return true }
    }
    guard case .seen(let systems) = await crontabs.systemLines(of: nil) else { return false }
    return systems.running(schedule).contains { Self.runs($0, at: wanted) }
  }

  private static func runs(_ line: JobLine, at wanted: CronPattern?) -> Bool {
    !line.job.isCommentedOut && wanted != nil && (try? CronPattern(fields: line.job.time)) == wanted
  }

  private func elsewhen(
    _ schedule: Schedule, _ time: Located<CronTime>, _ user: String, _ job: CronJob
  ) -> Verdict {
    let fact = "\(user)'s crontab runs it at \"\(WorldText.clean(job.time))\"\(Self.swapped(job, time.value))"
    return drifts(
      schedule.address.field("time"), at: time.range, "\(Self.stated(schedule)); \(fact)",
      evidence: [Evidence(source: job.source, text: job.time)],
      remedy: .advice("write \"\(time.value.fields)\" there, or correct the time in the runbook"))
  }

  private func missing(
    _ schedule: Schedule, _ time: Located<CronTime>, _ user: String, _ commented: [JobLine],
    _ crontabs: Crontabs
  ) async -> Verdict {
    var lines = commented
    var fact = commented.isEmpty ? "has no line for it" : "has it commented out"
    if user != "root", case .seen(let roots?) = await crontabs.lines(of: "root") {
      let found = roots.running(schedule).filter { !$0.job.isCommentedOut }
      if !found.isEmpty { fact += "; root's runs it" }
      lines += found
    }
    if case .seen(let systems) = await crontabs.systemLines(of: nil) {
      let found = systems.running(schedule).filter { !$0.job.isCommentedOut && $0.job.user != user }
      if let other = found.first?.job.user {
        fact += "; a system crontab runs it as \(WorldText.clean(other))"
      }
      lines += found
    }
    return drifts(
      schedule.address.field("time"), at: time.range, "\(Self.stated(schedule)); \(user)'s crontab \(fact)",
      evidence: lines.map(Self.evidence),
      remedy: .advice("add to \(user)'s crontab: \(time.value.fields) \(schedule.crontabCommand)"))
  }

  static func evidence(_ line: JobLine) -> Evidence {
    let mark = line.job.isCommentedOut ? "# " : ""
    return Evidence(source: line.job.source, text: "\(mark)\(line.job.time) \(line.job.command)")
  }

  private static func stated(_ schedule: Schedule) -> String {
    "the runbook runs \(schedule.name.value) at \(schedule.words.value)"
  }

  private static func swapped(_ job: CronJob, _ wanted: CronTime) -> String {
    guard let time = CronTime(fields: job.time), time.minute == wanted.hour, time.hour == wanted.minute else {
      return ""
    }
    return " (minute and hour are swapped)"
  }

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let marked = "## Cron (deploy user)\n  ↓\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let wrapped =
    "MAILTO=\"\"\n00\t03 * * 0-6  env A=b flock -n /tmp/x nice ~/nightly.sh >> /tmp/log 2>&1 # nightly"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(.holds, text, .crontab(wrapped + "\n")),
    CheckExample(
      .holds, text,
      .crontab("") {
        $0.looks[.text(path: "/etc/crontab")] = .text("0 3 * * * deploy cd ~ && ./nightly.sh\n")
      }),
    CheckExample(.holds, "## Cron\n- 03:00 nightly: /home/deploy/nightly.sh", .healthy),
    CheckExample(.drifts, marked, .crontab("3 0 * * * /home/deploy/nightly.sh\n")),
    CheckExample(.drifts, marked, .crontab("0 3 * * 1-5 /home/deploy/nightly.sh\n")),
    CheckExample(.drifts, marked, .crontab("# 0 3 * * * /home/deploy/nightly.sh\n")),
    CheckExample(.drifts, marked, .crontab("0 3 * * * echo /home/deploy/nightly.sh\n")),
    CheckExample(
      .drifts, marked,
      .crontab("") { $0.looks[.text(path: "\(Crontab.folder)/root")] = .text(ExampleServer.oneJob) }),
    CheckExample(.unknown, text, .with { $0.refused = [.text(path: "/var/spool/cron/crontabs/deploy")] }),
    CheckExample(.unknown, text, .crontab("") { $0.refused = [.folder(path: SystemCrontabs.folder)] }),
  ]
}
