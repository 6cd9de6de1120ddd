import Findings
import MarkdownDocument

/// A bullet `Key: value` or `Key = value`, with the place of both.
struct KeyValue {
  var key: Located<String>
  var value: Located<String>

  /// Reads a list item. The key is short and holds no full stop; `03:00 nightly: /path` splits at the colon that a
  /// space follows, so a time of day stays whole.
  init?(_ text: InlineText) {
    let bytes = Array(text.text.utf8)
    let lineEnd = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    guard let split = Self.split(bytes[..<lineEnd]) else { return nil }
    let key = split.key, value = split.value
    guard !key.isEmpty, !value.isEmpty, key.count <= 60 else { return nil }
    let keyText = String(decoding: bytes[key], as: UTF8.self)
    guard !keyText.contains(". ") else { return nil }
    self.key = Located(keyText, at: text.range(ofUTF8: key))
    self.value = Located(String(decoding: bytes[value], as: UTF8.self), at: text.range(ofUTF8: value))
  }

  private static func split(_ bytes: ArraySlice<UInt8>) -> (key: Range<Int>, value: Range<Int>)? {
    let space = UInt8(ascii: " ")
    for index in bytes.indices {
      let isColon =
        bytes[index] == UInt8(ascii: ":") && bytes.indices.contains(index + 1) && bytes[index + 1] == space
      let isEqual =
        bytes[index] == UInt8(ascii: "=") && index > 0 && bytes[index - 1] == space
        && bytes.indices.contains(index + 1) && bytes[index + 1] == space
      guard isColon || isEqual else { continue }
      return (trim(bytes, bytes.startIndex..<index), trim(bytes, (index + 1)..<bytes.endIndex))
    }
    return nil
  }

  private static func trim(_ bytes: ArraySlice<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, bytes[first] == UInt8(ascii: " ") {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, bytes[last] == UInt8(ascii: " ") { range = range.lowerBound..<last }
    return range
  }
}

extension Section {
  /// All bullets of the section, nested ones included, in the order of the file. Numbered items are not among them:
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

  /// Whether a word stands in the section's own heading, as a whole word.
  func titleHas(_ words: String...) -> Bool {
    let title = " " + TableReading.normal(title) + " "
    return words.contains { title.contains(" \($0) ") }
  }
}

extension Located where Value == String {
  /// The first absolute path in the value, with its own place.
  var path: Located<String>? {
    let bytes = Array(value.utf8)
    let stops = Set(" \t\n`'\",;()<>".utf8)
    for start in bytes.indices where bytes[start] == UInt8(ascii: "/") {
      guard start == 0 || stops.contains(bytes[start - 1]) else { continue }
      var end = start
      while end < bytes.count, !stops.contains(bytes[end]) { end += 1 }
      while end > start + 1, ".:".utf8.contains(bytes[end - 1]) { end -= 1 }
      guard end - start > 1 else { continue }
      let text = String(decoding: bytes[start..<end], as: UTF8.self)
      return Located(
        text,
        at: SourceRange(file: range.file, line: range.line, column: range.column + start, length: end - start)
      )
    }
    return nil
  }
}
