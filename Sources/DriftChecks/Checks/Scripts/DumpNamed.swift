import Findings
public import RunbookModel
public import ServerFacts

/// Each run of a job that keeps several dumps gives its own a name of its own.
public struct DumpNamed: Check {
  public static let card = CheckCard(
    id: "dump-named",
    summary: "each run of a backup names its dump anew",
    why: "Under one name there is only ever one dump: a bad night overwrites the last good one.",
    fix: "Put the date into the name: $(date +%F).")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      let targets = script.dumps.compactMap { script.target(ofDump: $0) }
      guard !targets.isEmpty else { return .unconcerned }
      for (word, command) in targets where script.values.isConstant(word) {
        let name = script.values.written(word)
        // Elsewhere it may get the day's name after all.
        let isNamedLater = script.commands.contains { later in
          Self.carriers.contains(later.program ?? "")
            && later.words.dropFirst().contains { !script.values.isConstant($0) }
        }
        guard !isNamedLater, Self.standsForDate(name) || Self.keepsSeveral(script) else { continue }
        return .flawed(
          fact: "its dump has the same name in every run: \(name)",
          lines: [Self.origin(word, script) ?? command],
          advice: "put the day into the name, as in \"backup-$(date +%F).sql.gz\"")
      }
      return .sound
    }
  }

  private static let carriers: Set<String> = [
    "mv", "cp", "rclone", "aws", "s3cmd", "rsync", "scp", "gzip", "tar", "ln",
  ]

  /// Where the name is written, rather than where it is used.
  private static func origin(_ word: ShellWord, _ script: ScheduledScript) -> ShellCommand? {
    guard word.parts.count == 1, case .variable(let name) = word.parts[0] else { return nil }
    return script.commands.first { $0.assignments.contains { $0.name == name } }
  }

  /// A word that was meant to be a date.
  private static func standsForDate(_ name: String) -> Bool {
    let words = name.split { !$0.isLetter && $0 != "%" }
    return words.contains {
      ["STAMP", "TIMESTAMP", "DATE", "TODAY", "NOW", "DATETIME", "%F", "%Y", "YYYY"].contains($0)
    }
  }

  private static func keepsSeveral(_ script: ScheduledScript) -> Bool {
    script.commands.contains {
      PurgeKeepsSome.purgesByAge($0) || ($0.program == "head" && $0.before == .pipe)
    }
  }

  private static func text(_ name: String) -> String {
    "set -eo pipefail\nDUMP=\"/var/backups/\(name).sql.gz\"\npg_dump app | gzip > \"$DUMP\"\nrclone copy \"$DUMP\" r2:b/\n"
  }

  public static let examples = [
    CheckExample(.holds, ExampleServer.scriptClaim, .script("STAMP=$(date +%F)\n" + text("app_$STAMP"))),
    CheckExample(.holds, ExampleServer.scriptClaim, .script(text("latest"))),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, .script(text("app_STAMP"))),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script("db=app\n" + text("$db") + "find /var/backups -name '*.gz' -mtime +7 -delete\n")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
