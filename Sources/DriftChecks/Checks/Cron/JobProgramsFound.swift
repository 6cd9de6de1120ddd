import Findings
public import RunbookModel
public import ServerFacts

/// The programs that a job's script names without a folder lie where cron looks for them.
public struct JobProgramsFound: Check {
  public static let card = CheckCard(
    id: "job-programs-found",
    summary: "cron's PATH finds the programs of every job",
    why: "cron looks in /usr/bin and /bin alone: what runs by hand is not found at night.",
    fix: "Name the program with its folder, or set PATH in the crontab.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let crontabs = Crontabs(facts)
    for schedule in runbook.schedules {
      guard let user = schedule.user, let path = schedule.script else { continue }
      let claim = schedule.address.field("command")
      let (asked, owner) = await facts.ask(ScriptCommands(path: path.value), AccountNamed(user))
      switch (asked, owner, await crontabs.lines(of: user)) {
      case (.seen(nil), _, _), (_, .seen(nil), _): continue
      case (.seen(let commands?), .seen(let account?), .seen(let lines)):
        let script = ScheduledScript(schedule, path, commands, home: account.home)
        let line = lines?.running(schedule).first { !$0.job.isCommentedOut }
        guard let folders = Self.path(script, line, account) else { continue }
        verdicts.append(await judge(script, claim, folders, account, facts))
      case (.unseen(let blindness), _, _), (_, .unseen(let blindness), _), (_, _, .unseen(let blindness)):
        verdicts.append(unknown(claim, at: path.range, blindness))
      }
    }
    return verdicts
  }

  private func judge(
    _ script: ScheduledScript, _ claim: Address, _ folders: [String], _ account: Account, _ facts: Facts
  ) async -> Verdict {
    let range = script.path.range
    var blindness: Blindness?
    for (name, command) in Self.programs(script) {
      switch await Self.place(of: name, in: folders, facts) {
      case .seen(_?): continue
      case .unseen(let unseen): blindness = blindness ?? unseen
      case .seen(nil):
        let others = Self.usual + ["\(account.home)/.local/bin", "\(account.home)/bin"]
        switch await Self.place(of: name, in: others.filter { !folders.contains($0) }, facts) {
        case .unseen(let unseen): blindness = blindness ?? unseen
        // Found nowhere: a function of another file, or a slip that we cannot tell from one.
        case .seen(nil): continue
        case .seen(let place?):
          return drifts(
            claim, at: range,
            "the runbook runs \(script.path.value) from cron; cron's PATH does not find \(name), which is \(place)",
            evidence: [
              script.evidence(command), Evidence(source: "PATH", text: folders.joined(separator: ":")),
            ],
            remedy: .advice("write \(place) in the script, or set PATH in the crontab"))
        }
      }
    }
    return blindness.map { unknown(claim, at: range, $0) } ?? holds(claim, at: range)
  }

  private static let usual = [
    "/usr/bin", "/bin", "/usr/local/bin", "/usr/local/sbin", "/usr/sbin", "/sbin", "/snap/bin",
  ]

  private static func place(of name: String, in folders: [String], _ facts: Facts) async -> Observation<
    String?
  > {
    var blindness: Blindness?
    for folder in folders {
      switch await facts.ask(TargetAttributes(path: "\(folder)/\(name)")) {
      case .seen(let file?) where file.kind == .file && file.mode & 0o111 != 0:
        return .seen("\(folder)/\(name)")
      case .seen: continue
      case .unseen(let unseen): blindness = blindness ?? unseen
      }
    }
    return blindness.map { .unseen($0) } ?? .seen(nil)
  }

  /// The PATH that the script runs with; nil where its text does not say for certain.
  private static func path(_ script: ScheduledScript, _ line: JobLine?, _ account: Account) -> [String]? {
    let readsOthers = script.commands.contains { [".", "source", "eval"].contains($0.name) }
    guard let line, !line.job.command.contains("PATH="), !line.job.command.contains("bash -l"),
      !line.job.command.contains("bin/env "), !readsOthers, !line.job.command.contains(" -lc ")
    else { return nil }
    let given = line.job.settings["PATH"] ?? "/usr/bin:/bin"
    let isSet = script.commands.contains { command in
      command.assignments.contains { $0.name == "PATH" }
        || command.words.contains { $0.text.hasPrefix("PATH=") }
    }
    return isSet ? nil : given.split(separator: ":").map(String.init)
  }

  /// The plain names of programs, each with the first command that names it.
  private static func programs(_ script: ScheduledScript) -> [(name: String, command: ShellCommand)] {
    var functions: Set<String> = []
    for scope in script.script.scopes { if case .function(let name) = scope.kind { functions.insert(name) } }
    if script.commands.contains(where: { $0.name == "alias" }) { return [] }
    var found: [(String, ShellCommand)] = []
    var done: Set<String> = []
    for command in script.commands {
      for part in [command] + inner(command) {
        // What sudo runs is looked for on sudo's own PATH.
        var part = part
        if let first = part.words.first.flatMap({ script.values.firstWord(of: $0) }) { part.words[0] = first }
        guard let first = part.name, first != "sudo", let name = part.program,
          part.words.contains(where: { $0.literal == name }),
          !functions.contains(name), !builtins.contains(name), name.utf8.allSatisfy(isNamePart),
          done.insert(name).inserted
        else { continue }
        found.append((name, command))
      }
    }
    return found
  }

  /// The commands of `$(…)` in a command's words.
  private static func inner(_ command: ShellCommand) -> [ShellCommand] {
    let words = command.words + command.assignments.flatMap(\.values)
    return words.flatMap(\.parts).flatMap { part -> [ShellCommand] in
      if case .command(let text) = part { ShellScript(text)?.commands ?? [] } else { [] }
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || [0x2D, 0x5F, 0x2E, 0x2B].contains(byte)
  }

  private static let builtins: Set<String> = [
    ".", ":", "[", "alias", "bg", "bind", "break", "builtin", "caller", "cd", "command", "compgen",
    "complete",
    "continue", "declare", "dirs", "disown", "echo", "enable", "eval", "exec", "exit", "export", "false",
    "fc",
    "fg", "getopts", "hash", "help", "history", "jobs", "kill", "let", "local", "logout", "mapfile", "popd",
    "printf", "pushd", "pwd", "read", "readarray", "readonly", "return", "set", "shift", "shopt", "source",
    "suspend", "test", "time", "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias",
    "unset",
    "wait",
  ]

  private static func server(_ folder: String, crontab: String = ExampleServer.oneJob) -> ExampleServer {
    .crontab(crontab) {
      $0.files["/home/deploy/nightly.sh"]?.text =
        "say() { echo x; }\nsay 'rsync a'\nlist=$(rclone lsf r2:b)\n"
      for place in usual + ["/usr/bin", "/bin", "/home/deploy/bin", "/home/deploy/.local/bin"] {
        let file = FileAttributes(kind: .file, mode: 0o755)
        $0.looks[.attributes(path: "\(place)/rclone")] = place == folder ? .attributes(file) : .absent
      }
    }
  }

  public static let examples = [
    CheckExample(.holds, ExampleServer.scriptClaim, server("/usr/bin")),
    CheckExample(.holds, ExampleServer.scriptClaim, server("/opt/rclone")),
    CheckExample(
      .holds, ExampleServer.scriptClaim,
      server("/usr/local/bin", crontab: "PATH=/usr/local/bin:/usr/bin\n" + ExampleServer.oneJob)),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, server("/usr/local/bin")),
    CheckExample(.drifts, ExampleServer.markedScriptClaim, server("/home/deploy/.local/bin")),
    CheckExample(.unknown, ExampleServer.scriptClaim, .scriptUnseen),
  ]
}
