import Findings
import MarkdownDocument

/// What stands behind a key, piece by piece, and the bounds of figures.
extension MentionReading {
  /// What a key says before its remark, `PM2` in `Process Manager: PM2 (portfolio process)`, and each piece
  /// of a list.
  mutating func core(_ passage: Passage, _ pair: KeyValue?, _ subject: String) {
    guard let pair,
      !passage.forbids || !RuleWords.forbids(pair.key.value)
    else { return }
    if let place = Self.place(pair) { claims.append(place) }
    var start = pair.valueOffsets.lowerBound
    for piece in Self.pieces(pair.value.value) {
      let length = piece.utf8.count
      defer { start += length }
      let ends = [" (", " → ", " -> ", " — ", " – ", " via "].compactMap {
        piece.firstRange(of: $0)?.lowerBound
      }
      let whole = ends.min().map { piece[..<$0] } ?? piece
      let text = String(whole).trimmed
      guard !text.isEmpty, text.utf8.count < pair.value.value.utf8.count,
        text.utf8.contains(where: { $0 >= 0x30 }), !text.hasSuffix("/") || text.hasPrefix("/")
      else { continue }
      let lead = piece.utf8.prefix { $0 == 0x20 || $0 == 0x2C || $0 == 0x3B || $0 == 0xC2 || $0 == 0xB7 }
        .count
      let first = start + lead,
        end =
          first + text.utf8.count
          - (text.hasPrefix(",") || text.hasPrefix(";") || text.hasPrefix("·") ? lead : 0)
      guard end > first, end <= pair.valueOffsets.upperBound else { continue }
      let offsets = first..<end
      if ExampleValue.isPlace(passage.text.text.part(offsets)) { continue }
      if start > pair.valueOffsets.lowerBound, let inner = KeyValue(passage.text, line: offsets) {
        // `PostgreSQL 15, user: app` under the key `Database`.
        claims.append(
          Claim(
            Address("mention", subject, TableReading.normal(inner.key.value)), label: inner.key.value,
            value: inner.value))
        continue
      }
      if let number = numbered(passage, offsets, pair.key.value) { claims.append(number) }
      bound(passage, offsets)
      claims.append(
        Claim(
          Address("mention", subject, TableReading.normal(pair.key.value)), label: pair.key.value,
          value: Located(passage.text.text.part(offsets), at: passage.text.range(ofUTF8: offsets))))
    }
  }

  /// `` `conf/web.yml`: the settings of the web `` says where those are.
  private static func place(_ pair: KeyValue) -> Claim? {
    let path = pair.key.value
    guard path.utf8.contains(0x2F), path.utf8.count > 3, pair.value.value.utf8.count <= 80,
      !pair.value.value.utf8.contains(0x2F),
      path.withBytes({ PathShape.kind($0, $0.indices) }) != nil
    else { return nil }
    return Claim(Address("mention", pair.value.value, "path"), label: "path", value: pair.key)
  }

  /// `etcd 2379` under the key `Ports`: the number, and what it is of.
  private func numbered(_ passage: Passage, _ offsets: Range<Int>, _ key: String) -> Claim? {
    let text = passage.text.text.part(offsets)
    guard let blank = text.lastIndex(of: " "), text[..<blank].utf8.count <= 40 else { return nil }
    let number = text[text.index(after: blank)...]
    guard number.allSatisfy(\.isNumber), text[..<blank].contains(where: \.isLetter), !text.contains("/"),
      MentionScanner.namesPorts(key)
    else {
      return nil
    }
    let start = offsets.upperBound - number.utf8.count
    return Claim(
      Address("mention", String(text[..<blank]), TableReading.normal(key)), label: key,
      value: Located(String(number), at: passage.text.range(ofUTF8: start..<offsets.upperBound)))
  }

  /// `a · b · c` and `a, b` outside parentheses and brackets; each piece keeps the mark in front of it.
  private static func pieces(_ value: String) -> [Substring] {
    var pieces: [Substring] = []
    let scalars = value.unicodeScalars
    var depth = 0, start = value.startIndex
    for index in scalars.indices {
      switch scalars[index] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case ",", ";", "·":
        guard depth == 0, pieces.count < 12 else { continue }
        let next = scalars.index(after: index)
        guard next < value.endIndex, scalars[next] == " ", !isDate(value, index) else { continue }
        pieces.append(value[start..<index])
        start = index
      default: break
      }
    }
    pieces.append(value[start...])
    return pieces
  }

  /// `June 3, 2024`
  private static func isDate(_ value: String, _ comma: String.Index) -> Bool {
    let year = value[comma...].dropFirst(2).prefix { $0.isNumber }
    return year.utf8.count == 4 && year.hasPrefix("20")
      && value[..<comma].utf8.last.map { (0x30...0x39).contains($0) } ?? false
  }

  /// `30 days rolling (volume backups)` in a row that is called "Retention".
  mutating func retention(_ passage: Passage, _ subject: String) {
    guard passage.kind == .cell, passage.text.text.utf8.first.map({ $0 &- 0x30 < 10 }) ?? false,
      let span = MentionScanner.span(opening: passage.text.text), Concept.isSaid(.keep, in: subject)
    else { return }
    let value = Located(passage.text.text.part(span), at: passage.text.range(ofUTF8: span))
    append(Mention(kind: .keeps, offsets: span), value, subject)
  }

  /// `API error rate > 50% for 1 minute`, `Latency < 3x baseline`: a bound and what it is of.
  mutating func bound(_ passage: Passage) {
    guard passage.isItem else { return }
    let end = passage.text.text.utf8.firstIndex(of: 0x0A).map {
      passage.text.text.utf8.distance(from: passage.text.text.startIndex, to: $0)
    }
    bound(passage, 0..<(end ?? passage.text.text.utf8.count))
  }

  /// The same in a part of a line.
  private mutating func bound(_ passage: Passage, _ part: Range<Int>) {
    let text = passage.text.text.part(part)
    let marks = [" > ", " < ", " >= ", " <= ", " ≥ ", " ≤ "].compactMap { text.firstRange(of: $0) }
    guard let mark = marks.min(by: { $0.lowerBound < $1.lowerBound }),
      text[mark.upperBound...].first?.isNumber == true
    else { return }
    let name = String(text[..<mark.lowerBound])
    guard name.utf8.count <= 60 else { return }
    let start = part.lowerBound + text.utf8.distance(from: text.startIndex, to: mark.lowerBound) + 1
    let value = start..<part.upperBound
    claims.append(
      Claim(
        Address("mention", name, "bound"), label: passages.titles(passage.section).last ?? "bound",
        value: Located(passage.text.text.part(value), at: passage.text.range(ofUTF8: value))))
  }
}
