import Findings
public import RunbookModel
public import ServerFacts

/// A failure at one turn of a job's loop does not end the run for the others.
public struct FailuresStayApart: Check {
  public static let card = CheckCard(
    id: "failures-stay-apart",
    summary: "a service whose update fails does not keep a job from the others",
    why: "Under set -e the first failure in a loop ends the run: the later services are not even tried.",
    fix: "Put the body into a function and call it with ||, or into a subshell whose failure is counted.",
    severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      var isConcerned = false
      let functions = Self.functions(script)
      for (number, scope) in script.script.scopes.enumerated() {
        guard case .loop(_?, let words) = scope.kind else { continue }
        let inside = script.commands.indices.filter { script.commands[$0].scopes.contains(number) }
        let risky = inside.filter { Self.canFail(script.commands[$0], functions) }
        guard let any = risky.first, Self.isSeveral(words, script, script.commands[any]) else { continue }
        isConcerned = true
        let bare = risky.filter { script.hasErrexit(at: $0) && !script.isGuarded($0) }
        guard let first = bare.first else { continue }
        return .flawed(
          fact: "under set -e one failure in its loop ends the run for all that come later",
          lines: [script.commands[first]],
          advice:
            "make the loop's body a function, and call it with || so that a failure is told and the loop goes on"
        )
      }
      return isConcerned ? .sound : .unconcerned
    }
  }

  private static func isSeveral(_ words: [ShellWord], _ script: ScheduledScript, _ inside: ShellCommand)
    -> Bool
  {
    if words.count > 1 { return true }
    guard let word = words.first else { return false }
    if !word.isQuoted, word.literal?.contains("*") == true { return true }
    return (script.values.values(of: word, in: inside)?.count ?? 0) > 1
  }

  private static func canFail(_ command: ShellCommand, _ functions: Set<String>) -> Bool {
    guard let program = command.program else { return false }
    return programs.contains(program) || functions.contains(program)
  }

  /// The functions of the script in which something can fail.
  private static func functions(_ script: ScheduledScript) -> Set<String> {
    var names: Set<String> = []
    for command in script.commands where command.program.map(programs.contains) ?? false {
      for scope in command.scopes {
        if case .function(let name) = script.script.scopes[scope].kind { names.insert(name) }
      }
    }
    return names
  }

  private static let programs: Set<String> = [
    "git", "npm", "npx", "yarn", "pnpm", "node", "make", "cargo", "go", "docker", "supervisorctl",
    "systemctl",
    "pm2", "curl", "rsync", "composer", "pip", "pip3", "bundle", "php", "python3", "pg_dump", "rclone",
  ]

  private static let flawed = "set -e\nfor site in a b; do\n  cd /var/www/$site\n  git pull\ndone\n"

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script("set -e\nfor site in a b; do\n  ( cd /var/www/$site && git pull ) || echo failed\ndone\n")),
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script("set -e\nf() { git -C $1 pull; }\nfor site in a b; do f $site || n=1; git gc || :; done\n")),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, .script(flawed)),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script("#!/bin/bash -eu\nfor dir in /var/www/*/; do\n  make -C \"$dir\" && git pull\ndone\n")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
