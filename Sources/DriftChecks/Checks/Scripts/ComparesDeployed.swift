import Findings
public import RunbookModel
public import ServerFacts

/// A job that updates a checkout asks what was deployed last, not what was pulled last.
public struct ComparesDeployed: Check {
  public static let card = CheckCard(
    id: "compares-deployed",
    summary: "a job skips an update only when upstream is what was deployed, not what HEAD is",
    why:
      "The pull moves HEAD before the build: after a failed one HEAD is upstream, and it is skipped for ever.",
    fix: "Write the commit down once it serves, and compare upstream with that.", severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      let pulls = script.commands.indices.filter { Self.moves(script.commands[$0]) }
      guard !pulls.isEmpty else { return .unconcerned }
      // A script that takes HEAD back after a failure is another affair.
      guard !script.commands.contains(where: { Self.takesBack($0) }) else { return .sound }
      for (index, command) in script.commands.enumerated() where Self.compares(command, script) {
        guard let pull = pulls.first(where: { $0 > index }),
          script.commands[(pull + 1)...].contains(where: { Self.builds($0) })
        else { continue }
        return .flawed(
          fact:
            "it skips what HEAD has already, and pulls before it builds: after a failed build it skips for ever",
          lines: [command, script.commands[pull]],
          advice: "compare upstream with the commit that was last seen to serve, kept in a file of its own")
      }
      return .sound
    }
  }

  private static func moves(_ command: ShellCommand) -> Bool {
    command.program == "git"
      && !["pull", "merge", "rebase", "reset"].filter(command.literals.contains).isEmpty
  }

  private static func takesBack(_ command: ShellCommand) -> Bool {
    guard command.program == "git",
      command.literals.contains("reset") || command.literals.contains("checkout")
    else { return false }
    let texts = command.words.map(\.text)
    return !texts.contains { $0.contains("origin") || $0.contains("@{u") || $0.contains("FETCH_HEAD") }
  }

  private static func builds(_ command: ShellCommand) -> Bool {
    ["npm", "npx", "yarn", "pnpm", "node", "make", "cargo", "go", "docker", "composer", "bundle"]
      .contains(command.program ?? "")
  }

  /// A test that has HEAD on one side and upstream on the other.
  private static func compares(_ command: ShellCommand, _ script: ScheduledScript) -> Bool {
    let head = command.words.first?.text ?? ""
    guard head == "[" || head == "test" || head.hasPrefix("[[ ") else { return false }
    let sides =
      head.hasPrefix("[[")
      ? [head] + script.values.named(in: head) : command.words.map { script.values.written($0) }
    let text = sides.joined(separator: "\n")
    return text.contains("rev-parse HEAD")
      && ["@{u", "origin/", "FETCH_HEAD", "ls-remote"].contains { text.contains($0) }
  }

  private static func text(_ test: String) -> String {
    "cd /var/www/luci\ngit fetch\nif \(test); then\n  exit 0\nfi\ngit pull\nnpm ci && npm run build\n"
  }

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.scriptClaim, .script(text("[ \"$(git rev-parse @{u})\" = \"$(< deployed)\" ]"))),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script(text("[ \"$(git rev-parse HEAD)\" = \"$(git rev-parse '@{u}')\" ]"))),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script("L=$(git rev-parse HEAD)\nR=$(git rev-parse origin/main)\n" + text("[[ $L == \"$R\" ]]"))),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
