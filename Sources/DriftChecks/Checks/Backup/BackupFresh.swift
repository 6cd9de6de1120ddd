import Findings
public import RunbookModel
public import ServerFacts

/// The newest dump at the remote is no older than the backup job's schedule allows.
///
/// Ages are compared and not times of day, since a crontab is read in the machine's own zone.
public struct BackupFresh: Check {
  public static let card = CheckCard(
    id: "backup-fresh",
    summary: "the newest dump at the remote comes from the last time the backup was due",
    why: "A backup that stopped is noticed on the day it is needed; what was written since is lost.",
    fix: "Run the backup by hand and look at what it says, then at its line in the crontab.",
    after: ["crontab-read", "backup-remote-reachable", "job-scheduled", "script-runnable"])

  public init() {}

  /// How long a dump may take, and a clock may be off.
  private static let allowance = 2 * 3600

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let job = runbook.backupJob, let time = job.time else { return [] }
    let now = await facts.now()
    guard let gap = DueTimes(time.value).longestGap(before: now) else { return [] }
    var verdicts: [Verdict] = []
    for place in await DumpPlace.all(runbook, facts) {
      switch await place.files(facts) {
      case .unseen(let blindness): verdicts.append(unknown(place.claim, at: place.remote.range, blindness))
      case .seen(.files(let files)):
        verdicts.append(judge(place, job, place.dumps(among: files), now, gap))
      case .seen: continue
      }
    }
    return verdicts
  }

  private func judge(
    _ place: DumpPlace, _ job: Schedule, _ dumps: [RemoteFile], _ now: Instant, _ gap: Int
  ) -> Verdict {
    let claim = place.claim, range = place.remote.range
    let stated = "the runbook backs up to \(WorldText.clean(place.remote.value)) at \(job.words.value)"
    let remedy = Remedy.advice("run \(job.script?.value ?? job.command.value) by hand and read what it says")
    guard !dumps.isEmpty else {
      return drifts(claim, at: range, "\(stated); no dump lies there", remedy: remedy)
    }
    let dated = dumps.compactMap { dump in dump.written.map { (dump: dump, time: $0) } }
    guard let newest = dated.max(by: { $0.time < $1.time }) else {
      return unknown(
        claim, at: range, Blindness(.malformed, "\(place.remote.value): the remote tells no times"))
    }
    let evidence = [Evidence(source: place.remote.value, text: "\(newest.dump.name), \(newest.time)")]
    if newest.time.seconds > now.seconds + Self.allowance {
      return drifts(
        claim, at: range, "\(stated); the newest dump there is from the future", severity: .warning,
        evidence: evidence,
        remedy: .advice("set the clock of this machine, and name dumps by the day they are made"))
    }
    let seconds = now.seconds - newest.time.seconds
    let measure = Measure(.backupAgeSeconds, Double(seconds), of: claim.entry)
    guard seconds > gap + Self.allowance else { return holds(claim, at: range).measuring(measure) }
    let hours = seconds / 3600
    let age = hours < 72 ? "\(hours) hours" : "\(hours / 24) days"
    return drifts(
      claim, at: range, "\(stated); the newest dump there is \(age) old", evidence: evidence, remedy: remedy
    ).measuring(measure)
  }

  private static let old = (20...24).map {
    BackupExamples.dump("appdb-2026-11-\($0).sql.gz", daysAgo: 28 - $0)
  }
  /// An old dump that was copied anew: its name tells.
  private static let copied = [BackupExamples.dump("appdb-2026-11-20.sql.gz", daysAgo: 0)]
  private static let future = [BackupExamples.dump("appdb-2027-11-28.sql.gz", daysAgo: -2)]

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, BackupExamples.server),
    CheckExample(
      .drifts, BackupExamples.marked, BackupExamples.server(BackupExamples.list(old))),
    CheckExample(
      .drifts, BackupExamples.marked, BackupExamples.server(BackupExamples.list(copied))),
    CheckExample(
      .drifts, BackupExamples.marked, BackupExamples.server(BackupExamples.list(future))),
    CheckExample(.drifts, BackupExamples.marked, BackupExamples.server(BackupExamples.list([]))),
    CheckExample(.unknown, BackupExamples.runbook, BackupExamples.blind),
  ]
}

extension RemoteFile {
  /// When the dump was made: what the remote says, but no later than the end of the day that its name holds.
  var written: Instant? {
    guard let modified, let day = Instant(dayInName: name) else { return modified }
    // The name may be in a zone of its own, ahead or behind by up to 14 hours.
    let end = Instant(seconds: day.seconds + 86_400 + 14 * 3600)
    return modified > end ? day : modified
  }
}
