/// Whether a command runs whatever words are put into it.
enum EscapeHatch {
  static func isOne(_ command: SimpleCommand, depth: Int = 0) -> Bool {
    guard depth < ShellReader.deepest, !command.words.isEmpty else { return false }
    guard let word = command.programWord else { return false }
    if command.program == "eval" || isOpen(word) { return true }
    guard let (program, arguments) = EffectCatalogue.entry(command),
      let rule = program.rules.first(where: arguments.matches), let runs = rule.runs
    else { return false }
    switch InnerCommand(runs, arguments, command) {
    case .command(let inner): return isOne(inner, depth: depth + 1)
    case .several(let inner): return inner.contains { isOne($0, depth: depth + 1) }
    case .name(let name, _): return isOpen(name)
    case .statements(let words): return words.contains { $0.text.hasPrefix("‹") && $0.text.hasSuffix("›") }
    case .text(let text):
      guard depth + 1 < ShellReader.deepest else { return true }
      var reader = ShellReader(text, depth: depth + 1, findsPlaceholders: false)
      reader.followsRemoteText = false
      reader.read()
      return reader.commands.contains { isOne($0, depth: depth + 1) }
    case .open, .nothing: return false
    }
  }

  /// The word is a parameter, or begins with one that could be a path: nothing fixed says which program it
  /// is.
  private static func isOpen(_ word: Word) -> Bool { word.isParameter }
}
