import Findings
import MarkdownDocument

/// Finds a time in the middle of a sentence: "every night at 01:15" in "Every night at 01:15 `x` copies the mail".
enum TimePhrase {
  /// A longer sentence tells of more than a time.
  private static let longest = 400
  /// No time has more words.
  private static let mostWords = 10

  /// Where the longest run of words stands that is a time with a clock, in UTF-8 bytes of the text.
  static func find(in sentence: Range<Int>, of text: String) -> Range<Int>? {
    let part = text.part(sentence)
    guard part.utf8.count <= longest, hasClock(part) else { return nil }
    let words = words(part)
    for count in stride(from: min(mostWords, words.count), through: 2, by: -1) {
      for first in 0...(words.count - count) {
        let run = words[first].lowerBound..<words[first + count - 1].upperBound
        let phrase = part.part(run)
        guard
          !asides.contains(where: {
            words[first].count == $0.count && phrase.lowercased().hasPrefix($0 + " ")
          }),
          hasClock(phrase), CronTime(fields: phrase) == nil, CronTime(words: phrase) != nil
        else {
          continue
        }
        return (run.lowerBound + sentence.lowerBound)..<(run.upperBound + sentence.lowerBound)
      }
    }
    return nil
  }

  /// "Every 5 minutes", "alle 30 Sekunden", "every hour": how often something is done, at no time of day.
  static func interval(in sentence: Range<Int>, of text: String) -> Range<Int>? {
    let part = text.part(sentence)
    guard part.utf8.count <= longest else { return nil }
    let ranges = words(part), said = ranges.map { part.part($0).lowercased() }
    for start in said.indices.dropLast() where quantifiers.contains(said[start]) {
      var end = start + 1
      if said[end] == "les" { end += 1 }
      if end < said.count, !said[end].isEmpty, said[end].utf8.allSatisfy({ $0 &- 0x30 < 10 }) { end += 1 }
      guard end < said.count, units.contains(said[end]) else { continue }
      return (ranges[start].lowerBound + sentence.lowerBound)..<(ranges[end].upperBound + sentence.lowerBound)
    }
    return nil
  }

  /// Whether some word of a text may begin an interval.
  static func mayRepeat(_ text: String) -> Bool { repeating.isIn(text) }

  private static let repeating = PhraseSet(quantifying.split(separator: " ").map { $0 + " " })
  /// "Every" in the languages that runbooks are written in.
  static let quantifiers = WordTable(quantifying)
  private static let quantifying =
    "every alle jede jeden cada chaque toutes tous todos todas ogni elke каждые каждый каждую"
  private static let units = WordTable(
    """
    second seconds sec minute minutes min mins hour hours day days night week weeks month months
    sekunden minuten stunde stunden tage woche wochen segundos minuto minutos hora horas dias días semana semanas
    secondes heure heures jours semaines secondi minuti ora ore giorni seconden uur dagen
    секунд секунды минут минуты минуту час часа часов день дней неделю
    """)

  /// Words that stand in front of a time and are none of it.
  private static let asides = ["runs", "run", "and", "local", "time", "the"]

  /// A figure with a colon or an hour's letter behind it, `4 am`, `3 Uhr`.
  static func hasClock(_ text: String) -> Bool {
    text.withBytes { bytes in
      bytes.indices.dropLast().contains { index in
        guard (0x30...0x39).contains(bytes[index]) else { return false }
        if [0x3A, 0x68, 0x61, 0x70].contains(bytes[index + 1]) { return true }
        let rest = bytes[(index + 1)...].prefix(9)
        return rest.first == 0x20 && clocks.contains { rest.starts(with: $0.utf8) }
      }
    }
  }

  private static let clocks = [
    " am", " pm", " Uhr", " h ", " de la ma", " de la ta", " de la no", " da manh", " da tard", " da noit",
    " du mati", " du soir",
  ]

  /// The words without the marks around them.
  private static func words(_ text: String) -> [Range<Int>] {
    text.withBytes { bytes in
      var words: [Range<Int>] = []
      var start: Int?
      for index in 0...bytes.count {
        let isGap = index == bytes.count || " \n\t,;()".utf8.contains(bytes[index])
        if isGap, let first = start {
          var end = index
          while end > first, ".!?:".utf8.contains(bytes[end - 1]) { end -= 1 }
          if end > first { words.append(first..<end) }
          start = nil
        } else if !isGap, start == nil {
          start = index
        }
      }
      return words
    }
  }
}
