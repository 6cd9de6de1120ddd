import Findings

/// The moment in the name of a copy, which is another in each copy's name.
extension Placeholder {
  /// `shop_20260401_0130.sql.gz`, `backup-2026-04-01.tar`: of the dumps that there are, one is shown.
  static func stamp(_ bytes: [UInt8], at start: Int) -> Found? {
    guard start > 0, "_-.".utf8.contains(bytes[start - 1]), let date = date(bytes, at: start) else {
      return nil
    }
    let end = time(bytes, behind: date)
    guard end > date || namesCopy(bytes, before: start) else { return nil }
    guard end == bytes.count || !isWordByte(bytes[end]), end < bytes.count, bytes[end] == 0x2E else {
      return nil
    }
    return Found(length: end - start, name: "stamp", form: .example)
  }

  /// `file.sql.gz`, `s3://bucket/`: a file that is called a file is any.
  static func anyFile(_ bytes: [UInt8], at start: Int) -> Found? {
    guard start > 0, anyLetters.contains(bytes[start]), " /\"'=".utf8.contains(bytes[start - 1]),
      start + 1 < bytes.count, secondLetters.contains(bytes[start + 1]),
      let word = anyWords.first(where: { matches(bytes, at: start, $0) })
    else { return nil }
    let end = start + word.utf8.count
    let isBucket = word == "bucket"
    guard end + 1 < bytes.count, bytes[end] == (isBucket ? 0x2F : 0x2E),
      isBucket
        ? start > 2 && bytes[(start - 3)..<start].elementsEqual("://".utf8) : isLetterByte(bytes[end + 1])
    else { return nil }
    return Found(length: word.utf8.count, name: word, form: .example)
  }

  private static func isLetterByte(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }

  private static let anyLetters = ByteSet("fadb"), secondLetters = ByteSet("iraeu")
  private static let anyWords = [
    "file", "filename", "archivo", "arquivo", "fichier", "datei", "bestand", "bucket",
  ]

  /// Where a date of this century ends: `20260401`, `2026-04-01`, `2026_04_01`.
  private static func date(_ bytes: [UInt8], at start: Int) -> Int? {
    guard let year = number(bytes, at: start, figures: 4), year / 100 == 20 else { return nil }
    let sign = start + 4 < bytes.count && (bytes[start + 4] == 0x2D || bytes[start + 4] == 0x5F) ? 1 : 0
    let month = start + 4 + sign, day = month + 2 + sign
    guard let monthNumber = number(bytes, at: month, figures: 2), (1...12).contains(monthNumber),
      let dayNumber = number(bytes, at: day, figures: 2), (1...31).contains(dayNumber),
      sign == 0 || bytes[day - 1] == bytes[month - 1]
    else { return nil }
    return day + 2
  }

  /// `_0130`, `-013000`, `T01-30-00`
  private static func time(_ bytes: [UInt8], behind end: Int) -> Int {
    guard end + 4 < bytes.count, "_-T".utf8.contains(bytes[end]) else { return end }
    var place = end + 1, figures = 0
    while place < bytes.count, figures < 6 {
      if (0x30...0x39).contains(bytes[place]) {
        figures += 1
      } else if figures == 0 || figures % 2 == 1 || bytes[place] != 0x2D || place + 1 == bytes.count
        || !(0x30...0x39).contains(bytes[place + 1])
      {
        break
      }
      place += 1
    }
    return figures == 4 || figures == 6 ? place : end
  }

  private static func number(_ bytes: [UInt8], at start: Int, figures: Int) -> Int? {
    guard start + figures <= bytes.count else { return nil }
    var number = 0
    for byte in bytes[start..<(start + figures)] {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int(byte) - 0x30
    }
    return number
  }

  /// Whether the name up to here says that it is a copy.
  private static func namesCopy(_ bytes: [UInt8], before end: Int) -> Bool {
    let name = bytes[max(0, end - longest)..<end].split { $0 == 0x2F || $0 == 0x20 }.last ?? []
    return copies.isIn(String(decoding: name, as: UTF8.self))
  }

  private static let copies = PhraseSet(
    ["backup", "dump", "snapshot", "sicherung", "respaldo", "sauvegarde", "copia"], insideWords: true)
}
