import Findings
public import RunbookModel
public import ServerFacts

/// The newest dump is of a size like those before it, and is more than the packing of nothing.
public struct BackupSound: Check {
  public static let card = CheckCard(
    id: "backup-sound",
    summary: "the newest dump at the remote is about as large as those before it",
    why:
      "A dump that failed half-way is packed and uploaded all the same; of nothing gzip makes 20 valid bytes.",
    fix: "Run the backup by hand, read what pg_dump says, and let the script fail when pg_dump does.",
    after: ["backup-remote-reachable", "backup-fresh"])

  public init() {}

  /// The packing of nothing has 20 bytes with gzip and 32 with xz; a dump of an empty database has hundreds.
  private static let nothing = 100

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard !runbook.entries(DatabaseRestore.self).isEmpty else { return [] }
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
    let sized = dumps.filter { $0.size >= 0 && $0.written != nil }
      .sorted { ($0.written?.seconds ?? 0, $0.name) > ($1.written?.seconds ?? 0, $1.name) }
    guard let newest = sized.first else { return nil }
    let claim = place.claim, range = place.remote.range
    let stated = "the runbook restores from \(WorldText.clean(place.remote.value))"
    let remedy = Remedy.advice("run the backup by hand and read what pg_dump says")
    let others = sized.dropFirst().prefix(7).map(\.size).filter { $0 > Self.nothing }.sorted()
    let evidence = [Evidence(source: place.remote.value, text: "\(newest.name): \(newest.size) bytes")]
    if newest.size <= Self.nothing {
      return drifts(
        claim, at: range, "\(stated); the newest dump there has \(newest.size) bytes and holds nothing",
        evidence: evidence, remedy: remedy)
    }
    guard !others.isEmpty else { return holds(claim, at: range) }
    let median = others[others.count / 2]
    guard newest.size * 2 < median else { return holds(claim, at: range) }
    return drifts(
      claim, at: range,
      "\(stated); the newest dump there has \(newest.size) bytes, less than half of the usual \(median)",
      evidence: evidence, remedy: remedy)
  }

  private static func with(_ size: Int) -> ExampleServer {
    BackupExamples.server(
      BackupExamples.list(
        BackupExamples.dumps.dropLast()
          + [BackupExamples.dump("appdb-2026-11-28.sql.gz", daysAgo: 0, size: size)]))
  }

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, with(5000)),
    CheckExample(.drifts, BackupExamples.marked, with(20)),
    CheckExample(.drifts, BackupExamples.marked, with(1500)),
    CheckExample(.unknown, BackupExamples.runbook, BackupExamples.blind),
  ]
}
