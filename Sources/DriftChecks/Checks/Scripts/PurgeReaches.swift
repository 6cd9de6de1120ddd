import Findings
public import RunbookModel
public import ServerFacts

/// A purge in a folder that all share does not end the run before the lines that follow.
public struct PurgeReaches: Check {
  public static let card = CheckCard(
    id: "purge-reaches",
    summary: "no find in a shared folder ends a job before its last lines",
    why:
      "In /tmp find meets folders it may not enter and exits with 1; under set -e the rest of the job never runs.",
    fix: "Keep dumps in a folder of their own, or give find -maxdepth 1.", severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judgeScripts(runbook, by: facts) { script in
      let finds = script.commands.indices.filter { Self.walksSharedFolder(script.commands[$0], script) }
      guard !finds.isEmpty else { return .unconcerned }
      for index in finds where script.schedule.user != "root" {
        let hasMore = index + 1 < script.commands.count
        let isBounded = script.commands[index].literals.contains { $0 == "-maxdepth" || $0 == "-prune" }
        guard hasMore, !isBounded, script.hasErrexit(at: index), !script.isGuarded(index) else { continue }
        return .flawed(
          fact: "under set -e its find ends the run at the first folder it may not enter",
          lines: [script.commands[index], script.commands[index + 1]],
          advice: "add -maxdepth 1 to find, or keep the files in a folder of their own")
      }
      return .sound
    }
  }

  private static let shared: Set<String> = ["/tmp", "/var/tmp", "/var", "/home", "/"]

  private static func walksSharedFolder(_ command: ShellCommand, _ script: ScheduledScript) -> Bool {
    guard let (program, arguments) = command.invocation, program == "find",
      command.words.first?.literal != "sudo",
      let folder = arguments.first(where: { $0.literal?.hasPrefix("-") != true }),
      let paths = script.values.values(of: folder, in: command)
    else { return false }
    return paths.contains { path in
      var path = path
      while path.count > 1, path.hasSuffix("/") { path.removeLast() }
      return shared.contains(path)
    }
  }

  private static let flawed = "set -e\nfind /tmp -name '*.sql.gz' -mtime +7 -delete\nrclone copy /b r2:b/\n"

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.scriptClaim, .script(flawed.replacing("/tmp", with: "/tmp -maxdepth 1"))),
    CheckExample(
      .holds, ExampleServer.scriptClaim, .script(flawed.replacing("-delete", with: "-delete || true"))),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, .script(flawed)),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
