import Findings
public import RunbookModel
public import ServerFacts

/// Behind a restart in a job's script something asks whether the service runs.
public struct ProvesRestart: Check {
  public static let card = CheckCard(
    id: "proves-restart",
    summary: "a job that restarts a service looks afterwards whether it serves",
    why:
      "A restart exits with 0 and the process is dead three seconds later; nobody hears of it until morning.",
    fix: "Ask the service for an answer after the restart, and say so when there is none.", severity: .warning
  )

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      let restarts = script.commands.indices.filter { Self.restarts(script.commands[$0]) }
      guard let first = restarts.first else { return .unconcerned }
      // In a function it is the callers that look; and what is not known could look as well.
      let isProved = script.commands.enumerated().contains { index, command in
        index > first && !restarts.contains(index) && !Self.isSilent(command)
      }
      let isInFunction = script.commands[first].scopes.contains {
        if case .function = script.script.scopes[$0].kind { true } else { false }
      }
      guard !isProved, !isInFunction else { return .sound }
      return .flawed(
        fact: "nothing in it asks after the restart whether the service runs",
        lines: [script.commands[first]],
        advice:
          "ask the service for an answer after the restart, as with curl --fail, and tell it when there is none"
      )
    }
  }

  private static func restarts(_ command: ShellCommand) -> Bool {
    ["supervisorctl", "systemctl", "pm2"].contains(command.program ?? "")
      && !["restart", "reload", "start"].filter(command.literals.contains).isEmpty
  }

  /// What looks at nothing.
  private static func isSilent(_ command: ShellCommand) -> Bool {
    guard let program = command.program else { return command.words.isEmpty }
    return [
      "echo", "printf", "exit", "return", "continue", "break", "true", ":", "date", "sleep", "cd", "set",
      "rm", "logger",
    ]
    .contains(program)
  }

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script(
        "supervisorctl restart site-luci\nsleep 3\ncurl -fsS localhost:3004/health || echo 'luci is down'\n")),
    CheckExample(
      .holds, ExampleServer.scriptClaim, .script("supervisorctl restart site-luci && ~/bin/serves luci\n")),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script("for s in luci; do\n  sudo supervisorctl restart \"site-$s\"\ndone\necho done\n")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
