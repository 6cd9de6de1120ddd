import Findings
import MarkdownDocument

/// A paragraph right below a heading each line of which is a command: a block that its writer put no fence around.
enum UnfencedBlock {
  static func read(_ passage: Passage, _ passages: Passages, _ schedules: Set<SourceRange>) -> FenceReading? {
    let text = passage.text
    guard passage.kind == .paragraph, passage.standing == .meant, text.codeSpans.isEmpty,
      text.text.utf8.count <= longest,
      let before = passage.before, passages.all[before].kind == .heading, mayBegin(text.text)
    else { return nil }
    var lines: [Located<String>] = []
    var start = 0
    for line in text.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let offsets = start..<(start + line.count)
      start = offsets.upperBound + 1
      let words = Located(text.text.part(offsets), at: text.range(ofUTF8: offsets))
      // Where Markdown took marks away, `rm *.log *.tmp`, the text is not what was written.
      let place = words.range
      guard place.line == place.endLine, place.endColumn - place.column + 1 == line.count,
        isTyped(words.value)
      else {
        return nil
      }
      lines.append(words)
    }
    return FenceReading(lines, language: "", schedules: schedules)
  }

  private static let longest = 2000

  /// A look at the first word: most paragraphs begin with a capital.
  private static func mayBegin(_ text: String) -> Bool {
    let word = text.utf8.prefix { $0 != 0x20 && $0 != 0x0A }
    guard word.count < text.utf8.count, word.count <= 32, let first = word.first else { return false }
    return (0x61...0x7A).contains(first) && isProgram(String(decoding: word, as: UTF8.self))
  }

  private static func isProgram(_ word: String) -> Bool {
    word == "cd" || word == "source" || EffectCatalogue.program(word) != nil || CommandPrefix.isPrefix(word)
  }

  /// Nothing that could be the beginning of a sentence: the catalogue knows all of it, and a program with an everyday name
  /// has an option or a path behind it.
  private static func isTyped(_ text: String) -> Bool {
    if let blank = text.firstIndex(of: " "), ["cd", "source"].contains(text[..<blank]) {
      return text[blank...].dropFirst().utf8.allSatisfy { $0 > 0x20 }
    }
    let line = CommandLine(text)
    guard line.judgement.isKnown, let first = line.commands.first, let program = first.program else {
      return false
    }
    return !BareCommand.everyday.contains(program)
      || first.arguments.contains { $0.text.hasPrefix("-") || $0.text.contains("/") || $0.text.contains("@") }
  }
}
