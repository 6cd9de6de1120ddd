import Findings
import MarkdownDocument

/// A paragraph each line of which is a command: a block that its writer put no fence around. It stands right below a heading,
/// or below its own first line, which says what it is for as a comment would.
enum UnfencedBlock {
  static func read(_ passage: Passage, _ passages: Passages, _ schedules: Set<SourceRange>) -> FenceReading? {
    let text = passage.text
    guard passage.kind == .paragraph, passage.standing == .meant, text.codeSpans.isEmpty,
      text.text.utf8.count <= longest
    else { return nil }
    let isLed = mayLead(text.text)
    guard isLed || mayBegin(text.text) && isBelowHeading(passage, passages) else { return nil }
    var lead: Located<String>?
    var lines: [Located<String>] = []
    var start = 0
    for line in text.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let offsets = start..<(start + line.count)
      start = offsets.upperBound + 1
      let words = Located(text.text.part(offsets), at: text.range(ofUTF8: offsets))
      // Where Markdown took marks away, `rm *.log *.tmp`, the text is not what was written.
      let place = words.range
      if isLed, lead == nil {
        lead = words
        continue
      }
      guard place.line == place.endLine, place.endColumn - place.column + 1 == line.count,
        isTyped(words.value)
      else {
        return nil
      }
      lines.append(words)
    }
    return FenceReading(lines, language: "", below: lead, schedules: schedules)
  }

  private static let longest = 2000

  private static func isBelowHeading(_ passage: Passage, _ passages: Passages) -> Bool {
    passage.before.map { passages.all[$0].kind == .heading } ?? false
  }

  /// "Restart the app (safe)" on a line of its own, and a command below it.
  private static func mayLead(_ text: String) -> Bool {
    guard let end = text.utf8.firstIndex(of: 0x0A), let first = text.first, first.isUppercase else {
      return false
    }
    let lead = String(text[..<end]).trimmed
    return lead.utf8.count <= 60 && lead.split(separator: " ").count <= 8
      && !".,;!".contains(lead.last ?? ".")
      && mayBegin(String(text[end...].dropFirst()))
  }

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
