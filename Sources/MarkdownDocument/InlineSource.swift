/// The bytes that cmark read as running text, put together as it does, with the place in the file of each.
///
/// A paragraph's lines are joined without their quotation marks; a table cell loses the backslash before each
/// bar. The indent of lines is kept: cmark drops it from most lines but not from lazy ones, so only its nodes
/// can tell.
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
  static func lines(
    _ paragraph: ParagraphLines, from first: Int, _ start: Int, mostBlanks: Int, of source: SourceLines
  ) -> InlineSource {
    var content = InlineSource()
    let last = max(paragraph.last, first)
    for line in first...last {
      let end = source.text(line).upperBound
      let begin =
        line == first
        ? start : source.indentStart(line, quotes: paragraph.quotes, mostBlanks: mostBlanks)
      let text = min(begin, end)..<end
      if paragraph.isAboveTable {
        content.appendWithoutBarEscapes(source, line: line, text)
      } else {
        content.append(source, line: line, text)
      }
      guard line < last else { break }
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
    content.appendWithoutBarEscapes(source, line: line, range)
    return content
  }

  private mutating func appendWithoutBarEscapes(_ source: SourceLines, line: Int, _ range: Range<Int>) {
    var start = range.lowerBound
    var offset = start
    while offset + 1 < range.upperBound {
      if source.bytes[offset] == UInt8(ascii: "\\"), source.bytes[offset + 1] == UInt8(ascii: "|") {
        append(source, line: line, start..<offset)
        start = offset + 1
        offset += 1
      }
      offset += 1
    }
    append(source, line: line, start..<range.upperBound)
  }

  func startsLine(_ offset: Int) -> Bool {
    offset > 0 && offset <= bytes.count && bytes[offset - 1] == UInt8(ascii: "\n")
  }

  private mutating func append(_ source: SourceLines, line: Int, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    stretches.append(
      Stretch(
        start: bytes.count, line: line, column: source.column(line, range.lowerBound), endingLength: nil))
    bytes += source.bytes[range]
  }
}
