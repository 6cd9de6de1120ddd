/// The words that a command hands on to be executed: another command, a shell's text, a script's name, SQL.
enum InnerCommand {
  case command(SimpleCommand)
  case text(String)
  case name(Word, arguments: [Word])
  case statements([Word])
  case several([SimpleCommand])
  /// Nothing fixed: a shell or a prompt that takes whatever comes.
  case open
  /// Nothing to run, and nothing comes by itself: `xargs` alone, `ssh host`.
  case nothing

  init(_ runs: CatalogueRule.Runs, _ arguments: Arguments, _ command: SimpleCommand) {
    switch runs {
    case .words(let count):
      let rest = Array(arguments.behind(count))
      self = rest.isEmpty ? .open : .command(SimpleCommand(words: rest, isPiped: command.isFed))
    case .optionalWords(let count):
      let rest = Array(arguments.behind(count))
      self = rest.isEmpty ? .nothing : .command(SimpleCommand(words: rest, isPiped: command.isFed))
    case .text:
      self = RemoteText.of(command).map { .text($0) } ?? (Self.opensSession(command) ? .nothing : .open)
    case .value(let options):
      let texts = options.flatMap { arguments.values(of: $0) }
      // Of two the last one counts, and `--arg` is `--args` in short.
      self = texts.count == 1 && arguments.knowsLongOptions ? .text(texts[0]) : .open
    case .name(let count):
      guard let name = arguments.operand(count), name.text != "-" else {
        self = .open
        return
      }
      self = .name(name, arguments: Array(arguments.behind(count + 1)))
    case .sql(let options, let operand):
      let texts = options.flatMap { arguments.values(of: $0) }.map { Word(parts: [.literal($0)]) }
      let found = texts.isEmpty ? [arguments.operand(operand)].compactMap { $0 } : texts
      self = found.isEmpty || command.isFed ? .open : .statements(found)
    case .actions:
      self = .several(Self.actions(arguments.words))
    }
  }

  /// `ssh host`: a person types there what that person wants, and nothing happens before.
  private static func opensSession(_ command: SimpleCommand) -> Bool {
    guard command.program == "ssh", !command.isFed else { return false }
    let parts = RemoteText.ssh(command.arguments)
    return parts.host != nil && parts.options.allSatisfy { plain.contains($0.name) }
  }

  /// ssh's options that say no more than where and as whom.
  private static let plain: Set<String> = [
    "-p", "-i", "-l", "-J", "-t", "-tt", "-T", "-v", "-q", "-4", "-6", "-C",
  ]

  /// `-exec rm {} \;`, each as a command.
  private static func actions(_ words: [Word]) -> [SimpleCommand] {
    let starts: Set<String> = ["-exec", "-execdir", "-ok", "-okdir"]
    var commands: [SimpleCommand] = []
    var current: [Word]?
    for word in words {
      let text = word.text
      if text == ";" || text == "+", let finished = current {
        commands.append(SimpleCommand(words: finished))
        current = nil
      } else if starts.contains(text) {
        current = []
      } else {
        current?.append(word)
      }
    }
    if let current { commands.append(SimpleCommand(words: current)) }
    return commands
  }

  func judgements(_ outer: SimpleCommand, _ program: CatalogueProgram, _ depth: Int) -> [Judgement] {
    switch self {
    case .command(let command): return [EffectJudge.judge(command, depth: depth)]
    case .several(let commands): return commands.map { EffectJudge.judge($0, depth: depth) }
    case .text(let text):
      guard depth < ShellReader.deepest else { return [.unknown("it is nested too deeply to be judged")] }
      var reader = ShellReader(text, depth: depth, findsPlaceholders: false)
      reader.followsRemoteText = false
      reader.read()
      guard !reader.commands.isEmpty else { return [.unknown("no command can be seen in it")] }
      return reader.commands.map { EffectJudge.judge($0, depth: depth) }
    case .name(let word, let arguments):
      guard word.literal != nil || ScriptName.hasWords(word) else {
        return [.unknown("it runs whatever name is put into it", source: program.source)]
      }
      return [ScriptName.judge(word.text, arguments: arguments)]
    case .statements(let words): return words.map { SQLEffect.judge($0.text, source: program.source) }
    case .nothing: return []
    case .open:
      let reason =
        outer.isFed ? "it carries out whatever is fed to it" : "it carries out whatever is typed into it"
      return [Judgement(effect: .destroys, reason: reason, source: program.source, isKnown: true)]
    }
  }
}
