import Findings
import MarkdownDocument

/// A line `Key: value`, `Key = value` or `` `key` - value ``, with the place of both.
struct KeyValue {
  var key: Located<String>
  var value: Located<String>
  /// Where the value stands in the text, in UTF-8 bytes.
  var valueOffsets: Range<Int>

  /// A key is a few words; a longer one is a sentence that has a colon in it.
  private static let longestKey = 60

  /// Reads the first line of a list item. The key is short and holds no full stop; `03:00 nightly: /path`
  /// splits at
  /// the colon that a space follows, so a time of day stays whole.
  init?(_ text: InlineText) {
    self.init(text, line: 0..<text.text.withBytes { $0.firstIndex(of: UInt8(ascii: "\n")) ?? $0.count })
  }

  /// Reads one line of a text of several.
  init?(_ text: InlineText, line: Range<Int>) {
    let found = text.text.withBytes { bytes -> (key: Range<Int>, value: Range<Int>)? in
      guard let split = Self.split(bytes, line) ?? Self.dash(bytes, line, text) else { return nil }
      let key = bytes.trimmed(split.key), value = bytes.trimmed(split.value)
      // "set `dns: x`": the colon is the code's own.
      if let span = text.codeSpans(in: split.key.upperBound..<split.key.upperBound + 1).first,
        span.offsets.lowerBound > key.lowerBound
      {
        return nil
      }
      guard !key.isEmpty, !value.isEmpty, key.count <= Self.longestKey || Self.isRemarked(bytes, key, value)
      else {
        return nil
      }
      for index in key.dropLast() where bytes[index] == UInt8(ascii: ".") && bytes[index + 1] == 0x20 {
        return nil
      }
      return (key, bytes.withoutFullStop(Self.first(bytes, Self.withoutTick(bytes, value), text)))
    }
    guard let found else { return nil }
    key = Located(text.text.part(found.key), at: text.range(ofUTF8: found.key))
    value = Located(text.text.part(found.value), at: text.range(ofUTF8: found.value))
    valueOffsets = found.value
  }

  /// A remark in parentheses makes no sentence of a key where the value is short.
  private static func isRemarked(
    _ bytes: UnsafeBufferPointer<UInt8>, _ key: Range<Int>, _ value: Range<Int>
  ) -> Bool {
    guard key.count <= 2 * longestKey, value.count <= longestKey / 2,
      bytes[key.upperBound - 1] == UInt8(ascii: ")"),
      let open = key.first(where: { bytes[$0] == UInt8(ascii: "(") })
    else { return false }
    return open - key.lowerBound <= longestKey
  }

  /// `✅ Everything` says what the words say.
  private static func withoutTick(_ bytes: UnsafeBufferPointer<UInt8>, _ value: Range<Int>) -> Range<Int> {
    guard bytes[value.lowerBound] == 0xE2 else { return value }
    for tick in ["✅ ", "✔ ", "✔️ ", "✓ "] where bytes[value].starts(with: tick.utf8) {
      return (value.lowerBound + tick.utf8.count)..<value.upperBound
    }
    return value
  }

  /// `` Health: `/up`. The proxy terminates TLS. ``: where one word of code or of letters is a sentence by itself, the
  /// value is that.
  private static func first(
    _ bytes: UnsafeBufferPointer<UInt8>, _ value: Range<Int>, _ text: InlineText
  ) -> Range<Int> {
    let span = text.codeSpans(in: value.lowerBound..<value.lowerBound + 1).first?.offsets.upperBound
    let end = span ?? value.first { bytes[$0] == 0x20 }.map { $0 - 1 } ?? value.upperBound
    let isEnded =
      end > value.lowerBound && end + 1 < value.upperBound && bytes[end] == UInt8(ascii: ".")
      && bytes[end + 1] == 0x20
    return isEnded && end - value.lowerBound > 1 ? value.lowerBound..<end : value
  }

  private static func split(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
  ) -> (key: Range<Int>, value: Range<Int>)? {
    let space = UInt8(ascii: " ")
    for index in line {
      let next = index + 1
      if bytes[index] == UInt8(ascii: ":"), next < line.upperBound, bytes[next] == space {
        return (line.lowerBound..<index, next..<line.upperBound)
      }
      if bytes[index] == UInt8(ascii: "="), index > line.lowerBound, bytes[index - 1] == space,
        next < line.upperBound, bytes[next] == space
      {
        return (line.lowerBound..<index, next..<line.upperBound)
      }
      // `Hostname ...... web01`
      if bytes[index] == UInt8(ascii: "."), index > line.lowerBound, bytes[index - 1] == space {
        let end = line[index...].first { bytes[$0] != UInt8(ascii: ".") } ?? line.upperBound
        if end - index >= 3, end < line.upperBound, bytes[end] == space {
          return (line.lowerBound..<index, end..<line.upperBound)
        }
      }
      // The full-width colon of Chinese and Japanese text, U+FF1A.
      if bytes[index] == 0xEF, index + 2 < line.upperBound, bytes[next] == 0xBC, bytes[index + 2] == 0x9A {
        return (line.lowerBound..<index, (index + 3)..<line.upperBound)
      }
    }
    return nil
  }

  /// `site.yml - the whole server`: the name of a file and what it is.
  private static func file(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>
  ) -> (key: Range<Int>, value: Range<Int>)? {
    guard let blank = line.first(where: { bytes[$0] == 0x20 }), blank - line.lowerBound < 48 else {
      return nil
    }
    let word = line.lowerBound..<blank
    guard let dot = word.last(where: { bytes[$0] == 0x2E }), (2...4).contains(blank - dot - 1),
      dot > word.lowerBound,
      bytes[(dot + 1)..<blank].allSatisfy({ (0x61...0x7A).contains($0) })
    else { return nil }
    for dash in [" - ", " – ", " — "] where bytes[blank..<line.upperBound].starts(with: dash.utf8) {
      return (word, (blank + dash.utf8.count)..<line.upperBound)
    }
    return nil
  }

  /// `` `npm start` - runs the server ``: what stands behind the dash describes the code in front of it; and
  /// `` Mail storage — `/var/vmail` ``: nothing but code stands behind it.
  private static func dash(
    _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ text: InlineText
  ) -> (key: Range<Int>, value: Range<Int>)? {
    guard let span = text.codeSpans(in: line).first else { return file(bytes, line) }
    let isNamed = span.offsets.lowerBound > line.lowerBound
    let end = isNamed ? span.offsets.lowerBound : span.offsets.upperBound
    for dash in [" - ", " – ", " — ", " -> ", " → "] {
      let mark = Array(dash.utf8)
      if isNamed {
        guard end - mark.count > line.lowerBound, bytes[(end - mark.count)..<end].elementsEqual(mark) else {
          continue
        }
        return (line.lowerBound..<(end - mark.count), end..<line.upperBound)
      }
      guard end + mark.count < line.upperBound, bytes[end..<(end + mark.count)].elementsEqual(mark) else {
        continue
      }
      return (line.lowerBound..<end, (end + mark.count)..<line.upperBound)
    }
    return nil
  }
}

extension Section {
  /// All bullets of the section, nested ones included, in the order of the file. Numbered items are not among
  /// them:
  /// they are the steps of a procedure, and what a step says is no claim.
  var bullets: [Item] {
    var found: [Item] = []
    var rest = Array(blocks.reversed())
    while let block = rest.popLast() {
      guard case .list(let list) = block, !list.ordered else { continue }
      for item in list.items.reversed() { rest += item.blocks.reversed() }
      found += list.items
    }
    return found.sorted { $0.range < $1.range }
  }

  var keyValues: [KeyValue] { bullets.compactMap { KeyValue($0.text) } }

  var tables: [Table] {
    blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  /// Whether a word stands in the section's own heading, as a whole word; the words are in lower case.
  func titleHas(_ words: StaticString...) -> Bool {
    title.withBytes { bytes in
      words.contains { word in
        word.withUTF8Buffer { Self.hasWord($0, in: bytes) }
      }
    }
  }

  private static func hasWord(_ word: UnsafeBufferPointer<UInt8>, in bytes: UnsafeBufferPointer<UInt8>)
    -> Bool
  {
    func isLetter(_ byte: UInt8) -> Bool {
      (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80 || (0x30...0x39).contains(byte)
    }
    var start = 0
    while start + word.count <= bytes.count {
      let end = start + word.count
      if (start == 0 || !isLetter(bytes[start - 1])) && (end == bytes.count || !isLetter(bytes[end])),
        zip(word, bytes[start..<end]).allSatisfy({
          $0 == ($1 < 0x80 && $1 >= 0x41 && $1 <= 0x5A ? $1 | 0x20 : $1)
        })
      {
        return true
      }
      start += 1
    }
    return false
  }
}
