import Findings
public import RunbookModel
public import ServerFacts

/// A script that the runbook schedules once is run by one line of all crontabs, not by a second one elsewhere.
public struct JobRunsOnce: Check {
  public static let card = CheckCard(
    id: "job-runs-once",
    summary: "no job stands in the crontabs more often than the runbook says",
    why: "A second line, often root's, runs the job twice, at another time or as another user.",
    fix: "Take the line that is too much out of its crontab.", after: ["job-scheduled"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let schedules = runbook.schedules.filter { $0.script != nil && $0.user != nil }
    guard !schedules.isEmpty else { return [] }
    let crontabs = Crontabs(facts)
    var users: [String] = []
    for user in schedules.compactMap(\.user) + ["root"] where !users.contains(user) { users.append(user) }
    var all: [JobLine] = []
    var blindness: Blindness?
    for user in users {
      switch await crontabs.lines(of: user) {
      case .seen(let lines?): all += lines.lines
      case .seen(nil): continue
      case .unseen(let unseen): blindness = blindness ?? unseen
      }
    }
    switch await crontabs.systemLines(of: nil) {
    case .seen(let lines): all += lines.lines
    case .unseen(let unseen): blindness = blindness ?? unseen
    }
    let merged = JobLines(all)
    let stated = Dictionary(grouping: schedules) { $0.script?.value }
    return schedules.compactMap { schedule in
      guard let same = stated[schedule.script?.value], same.first?.words.range == schedule.words.range else {
        return nil
      }
      return judge(schedule, same.count, merged, blindness)
    }
  }

  private func judge(
    _ schedule: Schedule, _ stated: Int, _ all: JobLines, _ blindness: Blindness?
  ) -> Verdict {
    let claim = schedule.address.field("time"), range = schedule.words.range
    let found = all.running(schedule).filter { !$0.job.isCommentedOut }
    guard found.count > stated else {
      return blindness.map { unknown(claim, at: range, $0) } ?? holds(claim, at: range)
    }
    let times = stated == 1 ? "once" : "\(stated) times"
    return drifts(
      claim, at: range,
      "the runbook runs \(schedule.name.value) \(times); the crontabs run it \(found.count) times",
      evidence: found.map(JobScheduled.evidence),
      remedy: .advice("keep what the runbook says, in \(schedule.user ?? "its user")'s crontab alone"))
  }

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let marked = "## Cron (deploy user)\n  ↓\n- 03:00 nightly: /home/deploy/nightly.sh"

  public static let examples = [
    CheckExample(.holds, text, .crontab("#0 4 * * * /home/deploy/nightly.sh\n" + ExampleServer.oneJob)),
    CheckExample(.drifts, marked, .crontab(ExampleServer.oneJob + "0 4 * * * bash ~/nightly.sh\n")),
    CheckExample(
      .drifts, marked,
      .crontab(ExampleServer.oneJob) {
        $0.looks[.text(path: "\(Crontab.folder)/root")] = .text("30 3 * * * /home/deploy/nightly.sh\n")
      }),
    CheckExample(
      .unknown, text,
      .crontab(ExampleServer.oneJob) { $0.refused = [.text(path: "\(Crontab.folder)/root")] }),
  ]
}
