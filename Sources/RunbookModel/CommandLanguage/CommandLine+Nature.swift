/// What kind of command it is: whether its program is known, whole, endless, wants a person, or runs any
/// words.
extension CommandLine {
  /// The first command with words; a `cd` in front is seen through.
  var first: SimpleCommand? {
    commands.first { !$0.words.isEmpty && $0.program != "cd" } ?? commands.first { !$0.words.isEmpty }
  }

  /// Whether the first word is a program.
  public var head: Head {
    guard let command = first else { return .none }
    guard let program = command.program, let word = command.programWord?.literal else {
      return command.programWord.map(Self.parameterHead) ?? .unknown(command.words[0].text)
    }
    if EffectCatalogue.isKnown(command) || CommandPrefix.isPrefix(word) { return .known(program) }
    return ScriptName.isPath(word) ? .path(word) : .unknown(word)
  }

  /// `<path>/deploy.sh`
  private static func parameterHead(_ word: Word) -> Head {
    ScriptName.isPath(word.text) ? .path(word.text) : .unknown(word.text)
  }

  /// Whether what the program needs is there: a bare `launchctl` or `nssm restart` is named, not stated.
  public var isComplete: Bool {
    var hasWords = false
    for command in commands where !command.words.isEmpty {
      guard Completeness.isComplete(command) else { return false }
      hasWords = true
    }
    return hasWords
  }

  /// It never ends by itself: `tail -f`, `journalctl -f`, `watch`.
  public var isEndless: Bool { commands.contains { TerminalUse.isEndless($0) } }

  /// It wants a person at a terminal: an editor, `psql` without a statement, `ssh host`.
  public var isInteractive: Bool { commands.contains { TerminalUse.isInteractive($0) } }

  /// It hands any words on to be executed: `bun run <script>`, `ssh host <cmd>`, `eval`.
  public var isEscapeHatch: Bool { commands.contains { EscapeHatch.isOne($0) } }
}
