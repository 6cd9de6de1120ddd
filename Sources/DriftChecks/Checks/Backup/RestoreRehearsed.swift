import Findings
public import RunbookModel
public import ServerFacts

/// The record of rehearsed restores ends in a good one that is not long ago.
public struct RestoreRehearsed: Check {
  public static let card = CheckCard(
    id: "restore-rehearsed",
    summary: "the record of rehearsals holds a good restore of the last 80 days",
    why: "A backup that was never restored is a hope.",
    fix: "Rehearse the restore, and let it write its line into the record.")

  public init() {}

  private static let warnDays = 80, errorDays = 100
  private static let bytes = 65_536

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for restore in runbook.entries(DatabaseRestore.self) {
      guard let record = restore.rehearsals, record.value.hasPrefix("/"), !record.value.contains(" ")
      else { continue }
      let claim = restore.address.field("rehearsals")
      switch await facts.ask(FileTail(path: record.value, bytes: Self.bytes)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: record.range, blindness))
      case .seen(nil):
        verdicts.append(
          drifts(
            claim, at: record.range,
            "the runbook records rehearsals in \(record.value); there is no such file",
            remedy: .advice("rehearse the restore, and let it write its line into \(record.value)")))
      case .seen(let text?): verdicts.append(judge(text, record, claim, await facts.now()))
      }
    }
    return verdicts
  }

  private func judge(_ text: String, _ record: Located<String>, _ claim: Address, _ now: Instant) -> Verdict {
    let stated = "the runbook records rehearsals in \(record.value)"
    let remedy = Remedy.advice("rehearse the restore, and mend what it stumbles over")
    let lines = text.split(whereSeparator: \.isNewline).map(String.init)
      .filter { !$0.hasPrefix("#") && $0.contains { !$0.isWhitespace } }
    guard let last = lines.last else {
      return drifts(claim, at: record.range, "\(stated); it holds none", remedy: remedy)
    }
    if Self.failed(last) {
      return drifts(
        claim, at: record.range, "\(stated); the last one failed",
        evidence: [Evidence(source: record.value, text: last)], remedy: remedy)
    }
    guard let good = lines.last(where: { !Self.failed($0) && Self.time($0) != nil }),
      let time = Self.time(good)
    else {
      return unknown(
        claim, at: record.range, Blindness(.malformed, "\(record.value): its lines hold no day"))
    }
    let days = (now.seconds - time.seconds) / 86_400
    let measure = Measure(.rehearsalAgeSeconds, Double(now.seconds - time.seconds), of: claim.entry)
    guard days > Self.warnDays else { return holds(claim, at: record.range).measuring(measure) }
    return drifts(
      claim, at: record.range, "\(stated); the last good one is \(days) days ago",
      severity: days > Self.errorDays ? .error : .warning,
      evidence: [Evidence(source: record.value, text: good)], remedy: remedy
    ).measuring(measure)
  }

  private static func failed(_ line: String) -> Bool {
    let words = line.lowercased().split { !$0.isLetter }
    return words.contains { ["failed", "fail", "error", "broken", "mismatch"].contains($0) }
  }

  private static func time(_ line: String) -> Instant? {
    let word = String(line.split(whereSeparator: { $0 == " " || $0 == "\t" }).first ?? "")
    return Instant(iso8601: word) ?? Instant(dayInName: line)
  }

  private static let runbook = "## Database Restore\n- Rehearsals: /srv/rehearsals.log"
  private static let marked = "## Database Restore\n              ↓\n- Rehearsals: /srv/rehearsals.log"
  private static let look = Look.tail(path: "/srv/rehearsals.log", bytes: bytes)

  private static func with(_ line: String) -> ExampleServer {
    .with { $0.looks[look] = .tail(text: line, size: line.utf8.count) }
  }

  public static let examples = [
    CheckExample(.holds, runbook, with("2026-11-01T04:10:07Z appdb rows=630 ok\n")),
    CheckExample(.drifts, marked, with("2026-08-20T04:10:07Z appdb rows=630 ok\n")),
    CheckExample(.drifts, marked, with("2026-11-01T04:10:07Z appdb ok\n2026-11-20T04:10:07Z appdb failed\n")),
    CheckExample(.drifts, marked, .with { $0.looks[look] = .absent }),
    CheckExample(.unknown, runbook, .with { $0.refused = [look] }),
  ]
}
