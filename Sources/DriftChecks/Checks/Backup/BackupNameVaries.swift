import Findings
public import RunbookModel
public import ServerFacts

/// Each dump at the remote has a name of its own.
public struct BackupNameVaries: Check {
  public static let card = CheckCard(
    id: "backup-name-varies",
    summary: "the dumps at the remote have names that hold their day",
    why: "Under one name each dump replaces the last good one: a broken night leaves nothing to go back to.",
    fix: "Put the day into the dump's name: appdb-$(date -u +%F).sql.gz.", after: ["dump-named"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard runbook.backupJob?.time != nil else { return [] }
    var verdicts: [Verdict] = []
    for place in await DumpPlace.all(runbook, facts) {
      switch await place.files(facts) {
      case .unseen(let blindness): verdicts.append(unknown(place.claim, at: place.remote.range, blindness))
      case .seen(.files(let files)):
        if let verdict = judge(place, place.dumps(among: files)) { verdicts.append(verdict) }
      case .seen: continue
      }
    }
    return verdicts
  }

  /// nil where there is no dump: that is `backup-fresh`'s affair.
  private func judge(_ place: DumpPlace, _ dumps: [RemoteFile]) -> Verdict? {
    guard let only = dumps.first else { return nil }
    let isFixed = dumps.count == 1 && !only.name.contains(where: \.isNumber)
    guard isFixed else { return holds(place.claim, at: place.remote.range) }
    return drifts(
      place.claim, at: place.remote.range,
      "the runbook keeps dumps at \(WorldText.clean(place.remote.value)); "
        + "one lies there, under a name that is the same every night",
      evidence: [Evidence(source: place.remote.value, text: only.name)],
      remedy: .advice("let the backup put the day into the dump's name: appdb-$(date -u +%F).sql.gz"))
  }

  private static let fixed = BackupExamples.list([BackupExamples.dump("db_backup_STAMP.sql.gz", daysAgo: 0)])

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, BackupExamples.server),
    CheckExample(.drifts, BackupExamples.marked, BackupExamples.server(fixed)),
    CheckExample(.unknown, BackupExamples.runbook, BackupExamples.blind),
  ]
}
