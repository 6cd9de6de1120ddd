import Findings
public import RunbookModel
public import ServerFacts

/// What the backup's script means to delete at the remote by age is gone.
public struct BackupPurged: Check {
  public static let card = CheckCard(
    id: "backup-purged",
    summary: "no dump at the remote is older than the age at which the backup's script deletes them",
    why: "The script ends before its last lines, and the bucket grows for ever.",
    fix: "Run the script by hand and see at which line it ends.", severity: .note,
    after: ["backup-fresh", "backup-name-varies"])

  public init() {}

  /// A purge that runs once a night is a day late, and a missed night is told elsewhere.
  private static let allowance = 2

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let script = runbook.backupJob?.script?.value else { return [] }
    var verdicts: [Verdict] = []
    for place in await DumpPlace.all(runbook, facts) {
      let claim = place.restore.address.field("purge")
      let text = await facts.ask(ScriptText(path: script))
      switch (text, await place.files(facts)) {
      case (.unseen(let blindness), _), (_, .unseen(let blindness)):
        verdicts.append(unknown(claim, at: place.remote.range, blindness))
      case (.seen(let text?), .seen(.files(let files))):
        let dumps = place.dumps(among: files)
        if let days = Self.days(in: text, place.remote.value) {
          verdicts.append(judge(place, claim, dumps, days, await facts.now()))
        } else if let kept = Self.kept(in: text) {
          verdicts.append(judge(place, claim, dumps, kept: kept))
        }
      case (.seen, .seen): continue
      }
    }
    return verdicts
  }

  private func judge(
    _ place: DumpPlace, _ claim: Address, _ dumps: [RemoteFile], _ days: Int, _ now: Instant
  ) -> Verdict {
    let limit = now.seconds - (days + Self.allowance) * 86_400
    let old = dumps.filter { ($0.modified?.seconds ?? .max) < limit }
    guard let first = old.first else { return holds(claim, at: place.remote.range) }
    let count = old.count == 1 ? "one dump there is" : "\(old.count) dumps there are"
    return drifts(
      claim, at: place.remote.range,
      "the backup deletes what is \(days) days old at \(WorldText.clean(place.remote.value)); \(count) older",
      evidence: [Evidence(source: place.remote.value, text: first.name)],
      remedy: .advice("run the backup's script by hand and see at which line it ends"))
  }

  private func judge(_ place: DumpPlace, _ claim: Address, _ dumps: [RemoteFile], kept: Int) -> Verdict {
    if dumps.count <= kept + Self.allowance { return holds(claim, at: place.remote.range) }
    return drifts(
      claim, at: place.remote.range,
      "the backup keeps \(kept) dumps at \(WorldText.clean(place.remote.value)); \(dumps.count) are there",
      remedy: .advice("run the backup's script by hand and see at which line it ends"))
  }

  /// `… | sort | head -n "-$keep"`, with the number itself or a variable that is set to one.
  private static func kept(in script: String) -> Int? {
    let lines = script.split(whereSeparator: \.isNewline).filter {
      !$0.drop(while: \.isWhitespace).hasPrefix("#")
    }
    for line in lines where line.contains("head -n") {
      guard let mark = line.firstRange(of: "head -n") else { continue }
      let word = line[mark.upperBound...].drop { " \"'".contains($0) }.prefix { !" \"'|;)".contains($0) }
      guard word.hasPrefix("-") else { continue }
      if let number = Int(word.dropFirst()) { return number }
      let name = word.dropFirst().filter { $0.isLetter || $0.isNumber || $0 == "_" }
      for setting in lines where setting.drop(while: \.isWhitespace).hasPrefix("\(name)=") {
        return Int(setting.drop { $0 != "=" }.dropFirst().prefix { $0.isNumber })
      }
    }
    return nil
  }

  /// `rclone delete --min-age 30d r2:my-backups/postgres/`
  private static func days(in script: String, _ remote: String) -> Int? {
    for line in script.split(whereSeparator: \.isNewline) {
      let words = line.split { " \t\"'=".contains($0) }
      guard words.first != "#", words.contains("delete"), let place = words.firstIndex(of: "--min-age"),
        words.contains(where: { $0 == remote || $0 == remote + "/" }), place + 1 < words.count,
        words[place + 1].hasSuffix("d")
      else { continue }
      return Int(words[place + 1].dropLast())
    }
    return nil
  }

  private static func with(days: Int) -> ExampleServer {
    var server = BackupExamples.server
    server.looks[.text(path: "/home/deploy/db-backup.sh")] = .text(
      "#!/bin/bash\nrclone delete --min-age \(days)d r2:my-backups/postgres/\n")
    return server
  }

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, with(days: 30)),
    CheckExample(.drifts, BackupExamples.marked, with(days: 1)),
    CheckExample(
      .unknown, BackupExamples.runbook, .with { $0.refused = [.text(path: "/home/deploy/db-backup.sh")] }),
  ]
}
