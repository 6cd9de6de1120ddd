import Findings
public import RunbookModel
public import ServerFacts

/// A job builds beside the folder that a service runs from, not in it.
public struct BuildsBeside: Check {
  public static let card = CheckCard(
    id: "builds-beside",
    summary: "no job takes away or rebuilds what a running service reads",
    why:
      "A running process loses the files it loads lazily: errors while a good build runs, for good after a bad one.",
    fix: "Build into another folder and rename it into place when the build has succeeded.",
    severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let folders = Set(runbook.services.compactMap(\.directory?.value))
    let names = Set(runbook.services.map(\.name.value))
    return await judgeScripts(runbook, by: facts) { script in
      var isLive = false, isConcerned = false
      for (index, command) in script.commands.enumerated() {
        if command.name == "cd" {
          let targets =
            command.words.dropFirst().first.flatMap { script.values.values(of: $0, in: command) } ?? []
          isLive = !targets.isEmpty && targets.allSatisfy { Self.isLive($0, folders, names) }
        }
        guard Self.rebuilds(command) else { continue }
        isConcerned = true
        // What is renamed into place afterwards was built beside.
        let later = script.commands[(index + 1)...].prefix { $0.name != "cd" }
        guard isLive, !later.contains(where: { $0.program == "mv" || $0.program == "ln" }) else { continue }
        return .flawed(
          fact: "it rebuilds in the folder that the service runs from", lines: [command],
          advice: "build into another folder, and rename it into place once the build has succeeded")
      }
      return isConcerned ? .sound : .unconcerned
    }
  }

  private static func isLive(_ path: String, _ folders: Set<String>, _ names: Set<String>) -> Bool {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if folders.contains(path) { return true }
    return folders.isEmpty && path.hasPrefix("/")
      && path.split(separator: "/").last.map { names.contains(String($0)) } ?? false
  }

  private static func rebuilds(_ command: ShellCommand) -> Bool {
    let words = command.literals
    switch command.program {
    case "npm", "yarn", "pnpm":
      return words == ["ci"] || words == ["install"] || words == ["run", "build"] || words == ["build"]
    case "rm":
      return words.contains { $0.hasPrefix("-") && $0.lowercased().contains("r") }
        && words.contains {
          outputs.contains($0) || outputs.contains(String($0.dropLast())) && $0.hasSuffix("/")
        }
    default: return false
    }
  }

  private static let outputs: Set<String> = [
    "dist", "build", "out", ".next", ".output", ".nuxt", "node_modules", "./dist", "./build",
  ]

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.services + ExampleServer.scriptClaim,
      .script(
        "cd /var/www/luci\nrm -rf dist.new\nnpm ci\nnode build.js dist.new && mv dist dist.old && mv dist.new dist\n"
      )),
    CheckExample(
      .holds, ExampleServer.services + ExampleServer.scriptClaim,
      .script("cd /srv/builds/luci && npm ci && npm run build\n")),
    CheckExample(
      .drifts, ExampleServer.services + ExampleServer.markedScriptClaim,
      .script("for d in /var/www/luci; do\n  cd \"$d\"\n  npm ci && npm run build\ndone\n")),
    CheckExample(
      .drifts, ExampleServer.services + ExampleServer.markedScriptClaim,
      .script("cd /var/www/luci/\nrm -rf dist && node build.js\n")),
    CheckExample(.unknown, ExampleServer.services + ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
