/// Judges one command by the catalogue; in doubt the stronger effect.
enum EffectJudge {
  static func judge(_ command: SimpleCommand, depth: Int = 0, in folder: String? = nil) -> Judgement {
    let own = restored(command, folder) ?? ArgumentShape.judge(command) ?? program(command, depth)
    var written = command.redirects.compactMap(redirect)
    if command.program == "tee" {
      written += command.arguments.prefix(64).compactMap {
        redirect(Redirect(descriptor: 1, kind: .write, target: $0))
      }
    }
    return ([own] + written).strongest ?? own
  }

  private static let copiers: Set<String> = ["cp", "mv", "rsync", "scp", "install"]
  private static let kept = ["backup", "snapshot", "dump", "archive", "restore"]

  /// Copying out of a backup, or unpacking one over a folder, writes over what is there now: that is a restore.
  private static func restored(_ command: SimpleCommand, _ folder: String?) -> Judgement? {
    guard let program = command.program, !command.arguments.contains(where: { $0.text.hasSuffix("dry-run") })
    else { return nil }
    let operands = command.arguments.map { $0.text.lowercased() }.filter { !$0.hasPrefix("-") }
    let isRestore: Bool
    if copiers.contains(program), operands.dropLast().contains("/dev/null") {
      return Judgement(
        effect: .destroys, reason: "a copy of /dev/null empties what is there", source: "null(4)",
        isKnown: true)
    }
    if copiers.contains(program), operands.count > 1, let target = operands.last, isSecrets(target),
      !operands.dropLast().contains(where: {
        ExampleValue.isTemplate($0) || isSecrets($0) && target.hasPrefix($0)
      })
    {
      return Judgement(
        effect: .destroys, reason: "it writes over \(target), which holds secrets", source: "cp(1)",
        isKnown: true)
    }
    if copiers.contains(program), operands.count > 1, let target = operands.last {
      let isInCopy = folder.map { isKept($0.lowercased()) } ?? false && !isRelative(target)
      isRestore =
        operands.dropLast().contains { source in
          // All that a copy holds goes where it came from; one file of it may only be looked at.
          (isKept(source) || isInCopy && isRelative(source))
            && (!isScratch(target) || isHere(target) && (source.hasSuffix("/*") || source.hasSuffix("/.")))
        } && !isKept(target)
    } else if program == "tar" {
      let unpacks =
        command.arguments.first.map {
          $0.text.hasPrefix("-") || !$0.text.contains("/") ? $0.text.contains("x") : false
        } ?? false
      let folder = zip(command.arguments, command.arguments.dropFirst()).first { $0.0.text == "-C" }?.1.text
      let archive = operands.first { $0.contains(".t") || isKept($0) }
      isRestore =
        unpacks && (folder.map { $0.hasPrefix("/") && !isScratch($0) } ?? archive.map(isKept) ?? false)
    } else {
      return nil
    }
    guard isRestore else { return nil }
    return Judgement(
      effect: .destroys, reason: "it writes a copy over what is there", source: "cp(1), rsync(1), tar(1)",
      isKnown: true)
  }

  private static func isRelative(_ path: String) -> Bool {
    path.first.map { !"/~$".contains($0) } ?? false && !path.contains(":")
  }

  private static func isKept(_ path: String) -> Bool { kept.contains(where: path.contains) }

  private static func isScratch(_ path: String) -> Bool {
    path.hasPrefix("/tmp") || path.hasPrefix("/var/tmp") || path == "." || path.hasPrefix("./")
  }

  private static func isHere(_ path: String) -> Bool { path == "." || path == "./" }

  /// `.env`, `.env.production`
  private static func isSecrets(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? ""
    return (name == ".env" || name.hasPrefix(".env.")) && !ExampleValue.isTemplate(name)
  }

  private static func program(_ command: SimpleCommand, _ depth: Int) -> Judgement {
    guard !command.words.isEmpty else {
      return Judgement(
        effect: .observes, reason: "it only sets a variable of the shell", source: "sh(1)", isKnown: true)
    }
    guard depth < ShellReader.deepest else { return .unknown("it is nested too deeply to be judged") }
    guard command.program != nil else { return .unknown("which program it runs is not known") }
    if let (program, arguments) = EffectCatalogue.entry(command) {
      return byRules(program, arguments, command, depth)
    }
    guard let word = command.programWord?.literal else {
      return .unknown("which program it runs is not known")
    }
    if ScriptName.isPath(word) { return ScriptName.judge(word, arguments: command.arguments) }
    return .unknown("nobody knows the program \(word)")
  }

  private static func byRules(
    _ program: CatalogueProgram, _ arguments: Arguments, _ command: SimpleCommand, _ depth: Int
  ) -> Judgement {
    if isQuestion(program, arguments.words) {
      return Judgement(
        effect: .observes, reason: "it only prints its help or version", source: program.source, isKnown: true
      )
    }
    guard let rule = program.rules.first(where: arguments.matches) else {
      let word = arguments.operand(0)?.text ?? program.name
      return .unknown("nobody knows what \(word) does here", source: program.source)
    }
    let own = Judgement(effect: rule.effect, reason: rule.reason, source: program.source, isKnown: true)
    guard let runs = rule.runs else { return own }
    let inner = InnerCommand(runs, arguments, command)
    return ([own] + inner.judgements(command, program, depth + 1)).strongest ?? own
  }

  /// `--help` and `--version` where nothing is run by the words in front of it.
  private static func isQuestion(_ program: CatalogueProgram, _ words: [Word]) -> Bool {
    guard let last = words.last?.literal, last == "--help" || last == "--version" else { return false }
    return words.count == 1 || !program.rules.contains { $0.runs != nil }
  }

  private static func redirect(_ redirect: Redirect) -> Judgement? {
    guard redirect.kind == .write || redirect.kind == .append, let target = redirect.target else {
      return nil
    }
    let path = target.text
    if ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty"].contains(path) || path == "-" { return nil }
    if redirect.kind == .write, isSecrets(path) {
      return Judgement(
        effect: .destroys, reason: "> writes over \(path), which holds secrets", source: "sh(1), Redirection",
        isKnown: true)
    }
    let isSystem = ["/dev/", "/etc/", "/boot/", "/proc/", "/sys/"].contains { path.hasPrefix($0) }
    let reason = isSystem ? "> writes over \(path), which the system rests on" : "> writes to \(path)"
    return Judgement(
      effect: isSystem ? .destroys : .interrupts, reason: reason, source: "sh(1), Redirection", isKnown: true)
  }
}
