import Findings
public import RunbookModel
public import ServerFacts

/// No job leaves a dump where every local user can read it.
public struct DumpsPrivate: Check {
  public static let card = CheckCard(
    id: "dumps-private",
    summary: "no dump is written where every local user can read it",
    why: "A compromised site reads the whole database out of /tmp.",
    fix: "Write dumps to a folder of the job's own user, under umask 077.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      guard !script.dumps.isEmpty else { return .unconcerned }
      for index in script.dumps {
        guard let (word, command) = script.target(ofDump: index), !Self.isClosed(script, index) else {
          continue
        }
        let path = script.values.written(word)
        guard Self.isCertain(word, script), Self.open.contains(where: { path.hasPrefix($0) }) else {
          continue
        }
        return .flawed(
          fact: "its dump \(path) is readable for every local user",
          lines: [command],
          advice:
            "put \"umask 077\" in front, and write the dump to a folder of \(script.schedule.user ?? "the user")'s own"
        )
      }
      return .sound
    }
  }

  private static let open = ["/tmp/", "/var/tmp/", "/dev/shm/", "/var/www/"]

  /// The folder is certain where the name begins with plain text.
  private static func isCertain(_ word: ShellWord, _ script: ScheduledScript) -> Bool {
    !script.values.written(word).contains("mktemp")
  }

  private static func isClosed(_ script: ScheduledScript, _ index: Int) -> Bool {
    script.commands.enumerated().contains { place, command in
      switch command.program {
      case "umask": place < index && command.literals.contains { $0.hasSuffix("7") || $0.contains("o=") }
      case "chmod":
        command.literals.contains {
          ["600", "0600", "400", "0400", "640", "0640", "go-rwx", "o-rwx", "go=", "go-r"].contains($0)
        }
      case "install", "setfacl": true
      default: false
      }
    }
  }

  private static let flawed = "D=\"/tmp/app_$(date +%F).gz\"\npg_dump app | gzip > \"$D\"\n"

  public static let examples = [
    CheckExample(.holds, ExampleServer.scriptClaim, .script("umask 077\n" + flawed)),
    CheckExample(
      .holds, ExampleServer.scriptClaim, .script("D=$(mktemp -d)\npg_dump app > \"$D/app.sql\"\n")),
    CheckExample(.holds, ExampleServer.scriptClaim, .script("pg_dump --file ~/backups/app.sql app\n")),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, .script(flawed)),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim, .script("umask 022\npg_dump -f /tmp/app.sql app\n")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
