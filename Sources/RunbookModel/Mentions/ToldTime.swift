import Findings
import MarkdownDocument

/// A time of day in running text: "`borgmatic` runs daily at 4 am".
struct ToldTime {
  /// Where the part of the sentence stands that tells it, and the time in it, in UTF-8 bytes of the passage.
  var clause: Range<Int>
  var time: Range<Int>?
  /// What is done then.
  var subject: String

  static func all(in passage: Passage, _ passages: Passages) -> [ToldTime] {
    let text = passage.text
    guard passage.standing == .meant, text.text.utf8.count <= 2000, TimePhrase.hasClock(text.text) else {
      return []
    }
    return RuleReading.sentences(text).flatMap { sentence in
      clauses(sentence, of: text.text).compactMap { clause in
        let words = text.text.part(clause)
        guard TimePhrase.hasClock(words), Shape.saysTime(words), words.utf8.count <= 300,
          !Sentence.isCondition(words), !isDated(words),
          !RuleWords.forbids(words), !Withdrawal.isPast(words), CronTime(fields: words) == nil
        else { return nil }
        let time = TimePhrase.find(in: clause, of: text.text)
        let before = text.text.part(clause.lowerBound..<(time?.lowerBound ?? clause.upperBound))
        let after = time.map { text.text.part($0.upperBound..<clause.upperBound) } ?? ""
        return ToldTime(
          clause: clause, time: time, subject: subject(before, after, passages.titles(passage.section)))
      }
    }
  }

  private static func subject(_ before: String, _ after: String, _ titles: [String]) -> String {
    let lead = subject(before)
    if !lead.isEmpty { return lead }
    return Spelling.words(before).isEmpty ? subject(after) : heading(titles)
  }

  /// "Runs at 4:00" says when of what the heading names, whether or not "Scheduling" stands between.
  private static func heading(_ titles: [String]) -> String {
    titles.last { !Concept.isSaid(.schedule, in: $0) && !subject($0).isEmpty }.map(subject) ?? ""
  }

  /// `2024-10-26 08:30` is one moment, and nothing that comes again.
  private static func isDated(_ clause: String) -> Bool {
    clause.withBytes { bytes in
      bytes.indices.dropLast(6).contains { index in
        bytes[index] == 0x32 && bytes[index + 1] == 0x30 && bytes[index + 4] == 0x2D
          && [2, 3, 5, 6].allSatisfy { (0x30...0x39).contains(bytes[index + $0]) }
      }
    }
  }

  private static func clauses(_ sentence: Range<Int>, of text: String) -> [Range<Int>] {
    var start = sentence.lowerBound
    return text.part(sentence).utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map
    { part in
      defer { start += part.count + 1 }
      return text.withBytes { $0.trimmedLines(start..<(start + part.count)) }
    }
    .filter { !$0.isEmpty }
  }

  /// The first words with a sense of their own: no clause has its subject behind them.
  private static func subject(_ clause: String) -> String {
    Spelling.words(clause).filter { word in
      !Fillers.words.contains(word.text) && !Fillers.foreign.contains(word.text)
        && !Fillers.generic.contains(word.text)
        && Concept.of(Stem.of(word.text)).isDisjoint(with: [.job, .schedule, .script])
    }
    .prefix(3).map(\.text).joined(separator: " ")
  }
}
