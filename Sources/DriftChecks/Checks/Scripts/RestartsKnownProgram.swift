import Findings
public import RunbookModel
public import ServerFacts

/// A job's script restarts programs by the names under which supervisord knows them.
public struct RestartsKnownProgram: Check {
  public static let card = CheckCard(
    id: "restarts-known-program",
    summary: "every program that a job restarts is known to supervisord by that name",
    why:
      "A restart by another name does nothing: the new build is on the disk, the old process keeps running.",
    fix: "Restart by the name that supervisorctl status shows.", after: ["program-known"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let programs = Dictionary(
      runbook.services.compactMap { service in service.program.map { (service.name.value, $0.value) } },
      uniquingKeysWith: { first, _ in first })
    return await judgeScripts(runbook, by: facts) { script in
      var names: [(name: String, command: ShellCommand)] = []
      for command in script.commands {
        for word in Self.restarted(by: command) {
          names += (script.values.values(of: word, in: command) ?? []).sorted().map { ($0, command) }
        }
      }
      names.removeAll { $0.name == "all" || $0.name.hasSuffix(":*") || $0.name.isEmpty }
      guard !names.isEmpty else { return .unconcerned }
      switch await facts.ask(SupervisedPrograms()) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(let list): return Self.judge(names, list, programs)
      }
    }
  }

  private static func restarted(by command: ShellCommand) -> ArraySlice<ShellWord> {
    guard let (program, arguments) = command.invocation, program == "supervisorctl",
      let verb = arguments.firstIndex(where: { $0.literal == "restart" })
    else { return [] }
    return arguments[(verb + 1)...]
  }

  private static func judge(
    _ names: [(name: String, command: ShellCommand)], _ list: [SupervisedProgram],
    _ programs: [String: String]
  ) -> ScriptJudgement {
    var known: Set<String> = []
    for program in list {
      known.insert(program.name)
      for part in program.name.split(separator: ":") { known.insert(String(part)) }
    }
    let strange = names.filter { !known.contains($0.name) }
    guard let first = strange.first else { return .sound }
    let told = strange.map(\.name).joined(separator: ", ")
    let right = strange.compactMap { programs[$0.name] }
    let names = right.isEmpty ? "the names that supervisorctl status shows" : right.joined(separator: ", ")
    return .flawed(
      fact: "it restarts \(told), and supervisord knows no such program", lines: [first.command],
      advice: "restart by the names that supervisord knows: \(names)")
  }

  private static let flawed = """
    #!/bin/bash
    for dir in /var/www/luci; do
      name=$(basename "$dir")
      sudo -n supervisorctl restart "$name"
    done
    """

  public static let examples = [
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script(flawed.replacing("restart \"$name\"", with: "restart \"site-$name\""))),
    CheckExample(.drifts, ExampleServer.services + ExampleServer.markedScriptClaim, .script(flawed)),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script(
        "sites=(luci:3004)\nfor s in \"${sites[@]}\"; do\n"
          + "supervisorctl restart ${s%:*}\ndone\n")),
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      .script(
        "r() { supervisorctl restart \"site-$1\"; }\nu() {\n  local name=$1\n  r \"$name\"\n}\nu luci || x=1\n"
      )),
    CheckExample(
      .drifts, ExampleServer.markedScriptClaim,
      .script("r() { supervisorctl restart \"$1\"; }\nfor s in luci:1; do r \"${s%:*}\" \"${s#*:}\"; done\n")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
