/// The bytes that cmark read as running text, put together as it does, with the place in the file of each.
///
/// A paragraph's lines are joined without their indent and quotation marks; a table cell loses the backslash before
/// each bar.
struct InlineSource {
  private(set) var bytes: [UInt8] = []
  /// Stretches that lie side by side in the file, in order.
  private(set) var stretches: [Stretch] = []

  struct Stretch {
    /// Its first byte in `bytes`.
    let start: Int
    let line: Int
    let column: Int
    /// For a line ending, how many bytes it has in the file; nil for text.
    let endingLength: Int?
  }

  /// The lines of a paragraph or a heading. The first begins at `start`, an offset in the file.
  static func lines(_ range: ClosedRange<Int>, from start: Int, quotes: Int, of source: SourceLines)
    -> InlineSource
  {
    var content = InlineSource()
    for line in range {
      let end = source.text(line).upperBound
      let begin = line == range.lowerBound ? start : source.contentStart(line, quotes: quotes)
      content.append(source, line: line, min(begin, end)..<end)
      guard line < range.upperBound else { break }
      content.stretches.append(
        Stretch(
          start: content.bytes.count, line: line, column: source.column(line, end),
          endingLength: source.endingLength(line)))
      content.bytes.append(UInt8(ascii: "\n"))
    }
    return content
  }

  /// The text of a table cell.
  static func cell(_ range: Range<Int>, line: Int, of source: SourceLines) -> InlineSource {
    var content = InlineSource()
    var start = range.lowerBound
    var offset = start
    while offset + 1 < range.upperBound {
      if source.bytes[offset] == UInt8(ascii: "\\"), source.bytes[offset + 1] == UInt8(ascii: "|") {
        content.append(source, line: line, start..<offset)
        start = offset + 1
        offset += 1
      }
      offset += 1
    }
    content.append(source, line: line, start..<range.upperBound)
    return content
  }

  private mutating func append(_ source: SourceLines, line: Int, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    stretches.append(
      Stretch(
        start: bytes.count, line: line, column: source.column(line, range.lowerBound), endingLength: nil))
    bytes += source.bytes[range]
  }
}
