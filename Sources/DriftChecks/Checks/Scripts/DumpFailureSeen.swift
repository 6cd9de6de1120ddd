import Findings
public import RunbookModel
public import ServerFacts

/// A dump that fails ends the run, or is told.
public struct DumpFailureSeen: Check {
  public static let card = CheckCard(
    id: "dump-failure-seen",
    summary: "a dump that fails does not count as a success",
    why:
      "In a pipe only the last command counts: a pg_dump that fails leaves a valid archive with nothing in it.",
    fix: "Set pipefail in front, or dump into a file and pack that.", severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      guard !script.dumps.isEmpty else { return .unconcerned }
      let asksLater = script.commands.contains { command in
        ["PIPESTATUS", "$?"].contains { sign in command.words.contains { $0.text.contains(sign) } }
          || command.assignments.contains {
            $0.values.contains { $0.text.contains("$?") || $0.text.contains("PIPESTATUS") }
          }
      }
      for index in script.dumps where !asksLater {
        let dump = script.commands[index]
        guard dump.after == .pipe, !script.hasPipefail(at: index) else { continue }
        return .flawed(
          fact:
            "a \(dump.program ?? "dump") that fails counts as a success, since only the end of its pipe is asked",
          lines: [dump],
          advice: "put \"set -o pipefail\" in front of it, or dump into a file first and pack that")
      }
      return .sound
    }
  }

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script("set -euo pipefail\npg_dump app | gzip > /var/backups/a.gz\n")),
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script("pg_dump app | gzip > a.gz\n[ \"${PIPESTATUS[0]}\" = 0 ] || exit 1\n")),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script("set -e\nsudo -u postgres pg_dump app | gzip > a.gz\n")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
