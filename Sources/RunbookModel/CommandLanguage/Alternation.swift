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
    let command = CommandLine(piece).commands.first
    guard let word = command?.words.first?.literal else { return .neither }
    let isPath = command?.programWord?.literal.map { ScriptName.isPath($0) } ?? false
    let isProgram =
      isPath || CommandPrefix.isPrefix(word)
      || command.map { EffectCatalogue.entry($0) != nil } ?? false
    switch (isProgram, front.program.hasSubcommand(word)) {
    case (true, false): return .pipe
    case (false, true): return .alternative
    case (true, true): return .both
    case (false, false): return .neither
    }
  }

  /// `status/restart/stop <unit>`, `start|stop|restart x`: one word whose parts are all subcommands.
  private static func glued(_ text: String) -> [String]? {
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

  /// What stands in front of the subcommand: `sudo supervisorctl -c x`.
  private struct Front {
    var words: String
    var program: CatalogueProgram

    init?(_ text: String) {
      let line = CommandLine(text)
      guard line.commands.count == 1, let command = line.commands.first,
        let (program, arguments) = EffectCatalogue.entry(command), let first = arguments.operands.first
      else { return nil }
      self.program = program
      let rest = arguments.words.count - first
      let kept = command.words.dropLast(rest)
      // The words as they are written, so that quotes survive.
      words = text.split(separator: " ").prefix(kept.count).joined(separator: " ")
      guard words.split(separator: " ").count == kept.count else { return nil }
    }
  }
}
