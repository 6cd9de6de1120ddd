/// Whether a bar joins commands or separates alternatives.
///
/// Decided by the catalogue alone, never by what is installed: the same file reads the same everywhere.
public enum Alternation {
  public enum Reading: Hashable, Sendable {
    case one(CommandLine)
    case several([CommandLine])
    /// Both readings hold, or neither; `edit` says how to write it so that it is clear.
    case ambiguous(text: String, readings: [String], edit: String)
  }

  /// The commands that one line states.
  public static func read(_ text: String) -> Reading {
    // Nothing that separates or joins.
    guard text.utf8.contains(where: { $0 == 0x7C || $0 == 0x2F }) else { return .one(CommandLine(text)) }
    let pieces = BarredText.pieces(text)
    if pieces.count > 1 { return barred(text, pieces) }
    if let several = glued(text) { return .several(several.map { CommandLine($0) }) }
    return .one(CommandLine(text))
  }

  /// A look at the bytes alone: whether the text may be anything but one command.
  static func mayRead(_ text: String) -> Bool { text.utf8.contains(0x7C) || mayBeGlued(text) }

  /// Behind its first word the text has one with a bar or a slash between letters.
  private static func mayBeGlued(_ text: String) -> Bool {
    text.withBytes { bytes in
      var start = 0, isFirst = true
      while start < bytes.count {
        var end = start, isJoined = false, isPlain = true
        while end < bytes.count, bytes[end] != 0x20 {
          switch bytes[end] {
          case 0x7C, 0x2F:
            isJoined = true
            isPlain = isPlain && end > start && end + 1 < bytes.count && bytes[end + 1] != 0x20
          case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: break
          case 0x2D, 0x3A, 0x28, 0x29, 0x5B, 0x5D, 0x7B, 0x7D: break
          default: isPlain = false
          }
          end += 1
        }
        if isJoined, isPlain, !isFirst { return true }
        if end > start { isFirst = false }
        start = end + 1
      }
      return false
    }
  }

  private enum Vote { case pipe, alternative, both, neither }

  private static func barred(_ text: String, _ pieces: [String]) -> Reading {
    if let several = glued(text) { return .several(several.map { CommandLine($0) }) }
    guard let front = Front(pieces[0]) else { return .one(CommandLine(text)) }
    let votes = pieces.dropFirst().map { vote($0, front) }
    if votes.allSatisfy({ $0 == .pipe }) { return .one(CommandLine(text)) }
    // One word that is plainly a subcommand settles those that could be either.
    let several = [pieces[0]] + pieces.dropFirst().map { front.words + " " + $0 }
    if votes.contains(.alternative), votes.allSatisfy({ $0 == .alternative || $0 == .both }) {
      return .several(several.map { CommandLine($0) })
    }
    return .ambiguous(
      text: text, readings: ["a pipe: \(text)", "one of: \(several.joined(separator: "; "))"],
      edit: "write each command on a line of its own: " + several.map { "`\($0)`" }.joined(separator: ", "))
  }

  private static func vote(_ piece: String, _ front: Front) -> Vote {
    let command = commands(piece).first
    guard let word = command?.words.first?.literal else { return .neither }
    let isPath = command?.programWord?.literal.map { ScriptName.isPath($0) } ?? false
    let isProgram =
      isPath || CommandPrefix.isPrefix(word)
      || command.map(EffectCatalogue.isKnown) ?? false
    switch (isProgram, front.program.hasSubcommand(word)) {
    case (true, false): return .pipe
    case (false, true): return .alternative
    case (true, true): return .both
    case (false, false): return .neither
    }
  }

  /// `status/restart/stop <unit>`, `start|stop|restart x`: one word whose parts are all subcommands.
  private static func glued(_ text: String) -> [String]? {
    guard mayBeGlued(text) else { return nil }
    var words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    guard words.count > 1, words.count <= 64 else { return nil }
    for (place, word) in words.enumerated().dropFirst().prefix(12) {
      guard word.utf8.count <= 120, let parts = parts(word) else { continue }
      let lead = words[..<place].joined(separator: " ")
      guard let front = Front(lead + " " + parts[0]), front.words == lead,
        parts.allSatisfy(front.program.hasSubcommand)
      else { continue }
      return parts.map { part in
        words[place] = part
        return words.joined(separator: " ")
      }
    }
    return nil
  }

  private static func parts(_ word: String) -> [String]? {
    var bare = word[...]
    for (open, close) in [("{", "}"), ("(", ")"), ("[", "]")]
    where bare.hasPrefix(open) && bare.hasSuffix(close) {
      bare = bare.dropFirst().dropLast()
    }
    for sign in ["|", "/"] as [Character] where bare.contains(sign) {
      let parts = bare.split(separator: sign, omittingEmptySubsequences: false).map(String.init)
      let isPlain = parts.allSatisfy {
        !$0.isEmpty && $0.allSatisfy { $0.isLetter || $0 == "-" || $0 == ":" }
      }
      return parts.count > 1 && isPlain ? parts : nil
    }
    return nil
  }

  /// The commands of a text, where nothing else of it is asked for.
  private static func commands(_ text: String) -> [SimpleCommand] {
    var reader = ShellReader(text)
    reader.read()
    return reader.commands
  }

  /// What stands in front of the subcommand: `sudo supervisorctl -c x`.
  private struct Front {
    var words: String
    var program: CatalogueProgram

    init?(_ text: String) {
      let commands = Alternation.commands(text)
      guard commands.count == 1, let command = commands.first,
        let (program, arguments) = EffectCatalogue.entry(command), let first = arguments.operands.first
      else { return nil }
      self.program = program
      let rest = arguments.words.count - first
      let kept = command.words.dropLast(rest)
      // The words as they are written, so that quotes survive.
      let written = text.split(separator: " ").prefix(kept.count).map(String.init)
      guard written.count == kept.count else { return nil }
      words = written.joined(separator: " ")
    }
  }
}
