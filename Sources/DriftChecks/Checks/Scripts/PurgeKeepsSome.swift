import Findings
public import RunbookModel
public import ServerFacts

/// Old backups are purged only where newer ones are left.
public struct PurgeKeepsSome: Check {
  public static let card = CheckCard(
    id: "purge-keeps-some",
    summary: "no job purges backups by age alone",
    why: "When backups stop, age goes on: in the end the last good one is deleted.",
    fix: "Keep a number of the newest whatever their age, or purge only behind a backup that was checked.",
    severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      let purges = script.commands.indices.filter { index in
        Self.purgesByAge(script.commands[index]) && Self.isOfBackups(script.commands[index], script)
      }
      guard !purges.isEmpty else { return .unconcerned }
      let bare = purges.filter { script.isUnconditional($0) && !Self.followsGoodDump($0, script) }
      guard !bare.isEmpty else { return .sound }
      return .flawed(
        fact: "it purges backups by their age, however few are left", lines: bare.map { script.commands[$0] },
        advice: "keep the newest by number: sort the names, and delete all but the last 14")
    }
  }

  static func purgesByAge(_ command: ShellCommand) -> Bool {
    let words = command.literals
    switch command.program {
    case "rclone":
      return words.contains("delete") && words.contains { $0 == "--min-age" || $0.hasPrefix("--min-age=") }
        && !words.contains("--dry-run")
    case "find":
      return words.contains { ["-mtime", "-mmin", "-ctime"].contains($0) }
        && (words.contains("-delete") || (words.contains("-exec") && words.contains("rm")))
    default: return false
    }
  }

  private static func isOfBackups(_ command: ShellCommand, _ script: ScheduledScript) -> Bool {
    if !script.dumps.isEmpty { return true }
    let text = command.words.map { script.values.written($0) }.joined(separator: " ").lowercased()
    return ["backup", "dump", ".sql", ".tar", ".zst"].contains { text.contains($0) }
  }

  /// Where a dump that fails ends the run, a purge behind it always leaves that run's dump.
  private static func followsGoodDump(_ index: Int, _ script: ScheduledScript) -> Bool {
    script.dumps.contains { dump in
      guard dump < index else { return false }
      if script.commands[dump].after == .or { return true }
      return script.hasErrexit(at: dump) && !script.isGuarded(dump)
    }
  }

  private static let purge = "rclone delete --min-age 30d r2:backups/postgres/\n"

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script("set -euo pipefail\npg_dump app | gzip > /b/$(date +%F).gz\n" + purge)),
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script("if [ \"$(ls /b | wc -l)\" -gt 7 ]; then find /b -name '*.sql' -mtime +30 -delete; fi\n")),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, .script(purge)),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script("set -e\npg_dump app | gzip > /b/a.gz\nfind /b -name '*.gz' -mtime +7 -delete\n")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
