/// An upper bound for how many lists and quotations are open at a line, from the columns of their marks.
///
/// A container starts further right than the one around it, so a mark closes all that began at its column or
/// beyond; no understanding of the text between is needed.
struct Nesting {
  private var open: [(column: Int, isQuote: Bool)] = []
  /// How many marks the last line had.
  private(set) var entered = 0

  var depth: Int { open.count }

  /// Takes in the marks at the start of a line and returns what stands behind them. It stops beyond `limit`.
  mutating func enter(_ text: Range<Int>, of source: SourceLines, limit: Int) -> Range<Int> {
    entered = 0
    if Self.isRule(text, in: source.bytes) { return text.upperBound..<text.upperBound }
    var offset = text.lowerBound
    var column = 0
    while offset < text.upperBound, depth <= limit {
      let byte = source.bytes[offset]
      if byte == 0x09 {
        column += 4 - column % 4
        offset += 1
      } else if byte.isBlank {
        column += 1
        offset += 1
      } else if byte == UInt8(ascii: ">") {
        open(column, isQuote: true, ends: true)
        column += 1
        offset += 1
      } else if let length = Self.bullet(offset, text.upperBound, in: source.bytes) {
        // A number other than 1 and a mark with nothing behind it may be words of the paragraph above
        // instead.
        let isSure =
          offset + length < text.upperBound && (!byte.isDigit || byte == UInt8(ascii: "1") && length == 2)
        open(column, isQuote: false, ends: isSure)
        column += length
        offset += length
      } else {
        break
      }
    }
    return offset..<text.upperBound
  }

  private mutating func open(_ column: Int, isQuote: Bool, ends: Bool) {
    entered += 1
    // A quotation goes on from line to line by its mark, and so does all that is open inside it.
    if isQuote, open.contains(where: { $0.column == column && $0.isQuote }) { return }
    if ends { while let last = open.last, last.column >= column { open.removeLast() } }
    guard open.last.map({ $0.column < column }) ?? true else { return }
    open.append((column, isQuote))
  }

  /// Whether a line is a thematic break such as `- - - -`, which opens nothing.
  private static func isRule(_ text: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard let mark = bytes[text].first(where: { !$0.isBlank }),
      mark == UInt8(ascii: "-") || mark == UInt8(ascii: "*")
    else { return false }
    var marks = 0
    for byte in bytes[text] {
      if byte == mark { marks += 1 } else if !byte.isBlank { return false }
    }
    return marks >= 3
  }

  /// The length of a list's mark: `-`, `+`, `*`, or up to nine digits with a dot or a parenthesis, before a
  /// blank.
  private static func bullet(_ start: Int, _ end: Int, in bytes: [UInt8]) -> Int? {
    var offset = start
    switch bytes[start] {
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): offset += 1
    case _ where bytes[start].isDigit:
      while offset < end, offset < start + 9, bytes[offset].isDigit { offset += 1 }
      guard offset < end, bytes[offset] == UInt8(ascii: ".") || bytes[offset] == UInt8(ascii: ")") else {
        return nil
      }
      offset += 1
    default: return nil
    }
    return offset == end || bytes[offset].isBlank ? offset - start : nil
  }
}
