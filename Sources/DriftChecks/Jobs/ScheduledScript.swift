import Findings
import RunbookModel
import ServerFacts

/// The shell script that a job runs, with what its text says for certain.
struct ScheduledScript: Sendable {
  var schedule: Schedule
  var path: Located<String>
  var script: ShellScript
  var values: ShellValues
  private var startsWithErrexit: Bool

  init(
    _ schedule: Schedule, _ path: Located<String>, _ commands: ScriptCommands.Commands, home: String? = nil
  ) {
    self.schedule = schedule
    self.path = path
    script = commands.script
    values = ShellValues(commands.script, home: home)
    startsWithErrexit = commands.firstLine.split(separator: " ").dropFirst().contains { Self.sets("e", $0) }
  }

  var commands: [ShellCommand] { script.commands }

  func evidence(_ command: ShellCommand) -> Evidence {
    let assignments = command.assignments.flatMap { assignment in
      assignment.values.map { "\(assignment.name)=\($0.text)" }
    }
    let redirects = command.redirects.map { redirect in
      let isUsual =
        redirect.sign.hasPrefix("&") || redirect.descriptor == (redirect.sign.hasPrefix("<") ? 0 : 1)
      return "\(isUsual ? "" : "\(redirect.descriptor)")\(redirect.sign)\(redirect.target.text)"
    }
    let text = assignments + command.words.map(\.text) + redirects
    return Evidence(source: "\(path.value):\(command.line)", text: text.joined(separator: " "))
  }

  /// `-e`, `-euo`: the letter among those of one word.
  private static func sets(_ letter: Character, _ word: some StringProtocol) -> Bool {
    word.hasPrefix("-") && !word.hasPrefix("--") && word.contains(letter)
  }

  private func isOn(_ letter: Character?, _ name: String, at index: Int, from start: Bool) -> Bool {
    var isOn = start
    for command in commands[..<index] where command.name == "set" {
      let words = command.words.dropFirst().compactMap(\.literal)
      for (place, word) in words.enumerated() {
        if let letter, Self.sets(letter, word) { isOn = true }
        if let letter, word.hasPrefix("+"), word.contains(letter) { isOn = false }
        if word == name, place > 0 { isOn = words[place - 1].hasPrefix("-") }
      }
    }
    return isOn
  }

  /// Whether a command that fails ends the run there (`set -e`).
  func hasErrexit(at index: Int) -> Bool { isOn("e", "errexit", at: index, from: startsWithErrexit) }

  func hasPipefail(at index: Int) -> Bool { isOn(nil, "pipefail", at: index, from: false) }

  /// Whether the script does not end where this command fails, though `set -e` is on: something asks for its status.
  /// What stands in a function is counted so, since its callers decide.
  func isGuarded(_ index: Int) -> Bool {
    let command = commands[index]
    if command.isNegated || command.after == .and || command.after == .or { return true }
    if command.after == .background || command.after == .pipe && !hasPipefail(at: index) { return true }
    return command.scopes.map { script.scopes[$0] }.contains { scope in
      if scope.isNegated || [.and, .or, .background].contains(scope.after) { return true }
      switch scope.kind {
      case .condition, .function: return true
      default: return false
      }
    }
  }

  /// Whether it is run whatever was found before: it stands in no condition and behind no `&&`.
  func isUnconditional(_ index: Int) -> Bool {
    let command = commands[index]
    guard command.before == .end || command.before == .pipe else { return false }
    return command.scopes.allSatisfy {
      switch script.scopes[$0].kind {
      case .group, .subshell: script.scopes[$0].after != .or
      default: false
      }
    }
  }

  static let dumpers: Set<String> = ["pg_dump", "pg_dumpall", "mysqldump", "mariadb-dump", "mongodump"]

  /// The places of the commands that dump a database.
  var dumps: [Int] { commands.indices.filter { Self.dumpers.contains(commands[$0].program ?? "") } }

  /// Where a dump goes: the file of its own option or of its pipe's last redirect.
  func target(ofDump index: Int) -> (word: ShellWord, command: ShellCommand)? {
    let dump = commands[index]
    let words = dump.words
    for (place, word) in words.enumerated() {
      if ["-f", "--file"].contains(word.literal), place + 1 < words.count { return (words[place + 1], dump) }
      guard case .literal(let first) = word.parts.first, first.hasPrefix("--file=") else { continue }
      var target = word
      target.parts[0] = .literal(String(first.dropFirst("--file=".count)))
      return (target, dump)
    }
    var place = index
    while commands[place].after == .pipe, place + 1 < commands.count { place += 1 }
    guard let redirect = commands[place].redirects.last(where: { $0.sign == ">" }) else { return nil }
    return (redirect.target, commands[place])
  }
}

extension ShellCommand {
  /// The program behind `sudo`, `env`, `nice`, `timeout` and the like, without its folder.
  var program: String? { invocation?.program }

  /// The same with the words behind it.
  var invocation: (program: String, arguments: ArraySlice<ShellWord>)? {
    var rest = words[...]
    while let name = rest.first?.literal?.split(separator: "/").last.map(String.init) {
      guard let valued = Self.prefixes[name] else { return (name, rest.dropFirst()) }
      rest = rest.dropFirst()
      while let word = rest.first?.literal, word.hasPrefix("-") || (name == "env" && word.contains("=")) {
        rest = rest.dropFirst(valued.contains(word) ? 2 : 1)
      }
      if name == "timeout" { rest = rest.dropFirst() }
    }
    return nil
  }

  private static let prefixes: [String: Set<String>] = [
    "sudo": ["-u", "-g", "--user", "--group"], "env": ["-u"], "nice": ["-n"], "ionice": ["-c", "-n"],
    "timeout": ["-k", "-s"], "nohup": [], "command": [], "time": [], "exec": [], "builtin": [],
  ]

  /// The literal words behind the program.
  var literals: [String] { invocation?.arguments.compactMap(\.literal) ?? [] }
}

/// What a check finds in a script.
enum ScriptJudgement: Sendable {
  /// The script does nothing of the kind.
  case unconcerned
  case sound
  case unseen(Blindness)
  case flawed(fact: String, lines: [ShellCommand], advice: String)
}

extension Check {
  /// Reads each job's script once and judges it; no verdict where it is none for a shell, or not understood.
  func judgeScripts(
    _ runbook: Runbook, by facts: Facts, _ judge: (ScheduledScript) async -> ScriptJudgement
  ) async -> [Verdict] {
    var verdicts: [Verdict] = []
    var done: Set<String> = []
    for schedule in runbook.schedules {
      guard let path = schedule.script, done.insert(path.value).inserted else { continue }
      let claim = schedule.address.field("command")
      switch await facts.ask(ScriptCommands(path: path.value)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(nil): continue
      case .seen(let commands?):
        let script = ScheduledScript(schedule, path, commands)
        switch await judge(script) {
        case .unconcerned: continue
        case .sound: verdicts.append(holds(claim, at: path.range))
        case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
        case .flawed(let fact, let lines, let advice):
          verdicts.append(
            drifts(
              claim, at: path.range, "the runbook runs \(path.value); \(WorldText.clean(fact))",
              evidence: lines.map(script.evidence), remedy: .advice(WorldText.clean(advice))))
        }
      }
    }
    return verdicts
  }
}
