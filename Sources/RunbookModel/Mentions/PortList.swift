import Findings
import MarkdownDocument

/// Ports that stand beside the names of what listens there: `3000 (web)` in a list of ports, `` `api` (4000) `` behind
/// an arrow.
enum PortList {
  struct Entry {
    var name: String
    /// Where the number and the name stand in the text, in UTF-8 bytes.
    var port: Range<Int>
    var place: Range<Int>
  }

  /// An item of a list of ports that begins with its number.
  static func item(_ text: String, under titles: @autoclosure () -> [String]) -> Entry? {
    let line = text.firstLine
    guard let length = number(line.utf8[...]), titles().contains(where: speaksOfPorts) else { return nil }
    let rest = line.utf8.dropFirst(length)
    let marks = [" (", " - ", " – ", " — ", ": ", " → ", " -> "]
    guard let mark = marks.first(where: { rest.starts(with: $0.utf8) }) else { return nil }
    let tail = String(decoding: rest.dropFirst(mark.utf8.count), as: UTF8.self)
    let name = String(tail.prefix { !"(),;.".contains($0) }).trimmed
    guard (2...40).contains(name.utf8.count), name.contains(where: \.isLetter), !isNobody(name) else {
      return nil
    }
    let start = length + mark.utf8.count + tail.prefix { $0 == " " }.count
    return Entry(name: name, port: 0..<length, place: start..<(start + name.utf8.count))
  }

  /// `web (3000) + api (8080)`: nothing but names with the number of a port behind each.
  static func pairs(_ text: InlineText) -> [Entry] {
    let line = text.text.firstLine
    guard line.utf8.count == text.text.utf8.count, line.utf8.last == UInt8(ascii: ")"), line.contains(" (")
    else {
      return []
    }
    var start = KeyValue(text)?.valueOffsets.lowerBound ?? 0
    var entries: [Entry] = []
    for piece in text.text.part(start..<line.utf8.count).split(separator: ")") {
      let end = start + piece.utf8.count + 1
      defer { start = end }
      let name = piece.drop { " +,;/&|·".contains($0) }
      guard let open = name.firstRange(of: " ("), let figures = number(name[open.upperBound...].utf8),
        name[open.upperBound...].utf8.count == figures,
        (2...40).contains(name[..<open.lowerBound].utf8.count),
        name[..<open.lowerBound].contains(where: \.isLetter), !isNobody(String(name[..<open.lowerBound]))
      else { return [] }
      let place = end - 1 - name.utf8.count
      entries.append(
        Entry(
          name: String(name[..<open.lowerBound]), port: (end - 1 - figures)..<(end - 1),
          place: place..<(place + name[..<open.lowerBound].utf8.count)))
    }
    // Years, rooms and sizes stand so too.
    let numbers = entries.compactMap { Int(text.text.part($0.port)) }
    let isPlain =
      numbers.count > 1 && numbers.count { $0 > 999 && !(1900...2099).contains($0) } * 2 > numbers.count
    return isPlain ? entries : []
  }

  /// `` `web` (8080) `` in a line that says where something leads.
  static func spans(_ text: InlineText) -> [Entry] {
    guard !text.codeSpans.isEmpty, text.text.contains(" ("),
      (text.text.contains("->") || text.text.contains("→"))
    else { return [] }
    return text.codeSpans.compactMap { span in
      guard span.text.utf8.allSatisfy(isNameByte) else { return nil }
      let start = span.offsets.upperBound + 2
      let rest = text.text.part(span.offsets.upperBound..<min(start + 6, text.text.utf8.count))
      guard rest.hasPrefix(" ("), let length = number(rest.utf8.dropFirst(2)),
        rest.utf8.dropFirst(2 + length).first == UInt8(ascii: ")"),
        length > 2 || rest.hasPrefix(" (80)")
      else { return nil }
      return Entry(name: span.text, port: start..<(start + length), place: span.offsets)
    }
  }

  /// How many figures a number of a port has; nil where there is none.
  private static func number(_ text: Substring.UTF8View) -> Int? {
    let figures = text.prefix { (0x30...0x39).contains($0) }.count
    guard (2...5).contains(figures), text.first != 0x30 else { return nil }
    return figures
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F
  }

  /// What is only planned or still free listens nowhere.
  private static func speaksOfPorts(_ title: String) -> Bool {
    guard !plans.isIn(title) else { return false }
    return Spelling.words(title).contains { word in
      word.isWide
        ? word.text.contains("端口") || word.text.contains("ポート")
        : Concept.of(Stem.of(word.text)).contains(.port)
    }
  }

  private static let plans = PhraseSet([
    "planned", "future", "proposed", "free ", "available", "recommended", "old ", "example", "geplant",
    "frei ",
    "freie ", "künftig", "planeado", "previst", "libres", "prévus", "futur", "livres", "planejad", "gepland",
    "план", "свободн", "计划", "规划", "预留", "予定",
  ])

  private static func isNobody(_ name: String) -> Bool { nobodies.contains(name.lowercased()) }

  private static let nobodies = [
    "in use", "used", "free", "unused", "reserved", "available", "open", "closed", "blocked", "taken",
    "belegt",
    "frei", "reserviert", "offen", "libre", "ocupado", "reservado", "occupé", "réservé", "livre", "bezet",
    "vrij",
  ]
}
