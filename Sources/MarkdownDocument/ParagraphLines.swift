import CMarkGFM
import Findings

/// Which lines of the file a paragraph or a heading is made of.
struct ParagraphLines {
  let first: Int
  /// The last line with text: the underline of a heading is none.
  let last: Int
  /// The offset where the text begins on the first line.
  let start: Int
  /// Whether it is a heading of the form with dashes below.
  let isUnderlined: Bool
  /// Whether a table follows at once. cmark has taken the backslash from `\|` in such a paragraph, as in
  /// cells.
  let isAboveTable: Bool
  private let source: SourceLines
  /// The quotations around it.
  let quotes: Int

  /// Each beginning costs one attempt to read all that follows. A definition rarely takes more than one line.
  private static let mostAttempts = 16

  init(_ node: OpaquePointer, in source: SourceLines, quotes: Int) {
    self.source = source
    self.quotes = quotes
    var first = Int(cmark_node_get_start_line(node))
    var column = Int(cmark_node_get_start_column(node))
    var last = Int(cmark_node_get_end_line(node))
    isAboveTable = first == 0
    // A paragraph right before a table has lost its place; the table has it.
    if first == 0, let table = cmark_node_next(node) {
      first = Int(cmark_node_get_start_line(table))
      column = Int(cmark_node_get_start_column(table))
      last = TableReader.headerLine(of: table, in: source, quotes: quotes) - 1
    }
    first = min(max(first, 1), max(source.count, 1))
    var start = source.offset(first, cmarkColumn: column)
    var isUnderlined = false
    if cmark_node_get_type(node) == CMARK_NODE_HEADING {
      let hashes = source.bytes[start..<source.text(first).upperBound].prefix { $0 == UInt8(ascii: "#") }
      let level = Int(cmark_node_get_heading_level(node))
      isUnderlined = !(last <= first && hashes.count == level)
      if isUnderlined {
        // cmark's end is the underline or the line behind it.
        while last > first + 1, !Self.isUnderline(last, in: source, quotes: quotes) { last -= 1 }
        last -= 1
      } else {
        start = hashes.endIndex
        last = first
      }
    }
    while start < source.text(first).upperBound, source.bytes[start].isBlank { start += 1 }
    self.first = first
    self.last = min(max(last, first), max(source.count, first))
    self.start = start
    self.isUnderlined = isUnderlined
  }

  private static func isUnderline(_ line: Int, in source: SourceLines, quotes: Int) -> Bool {
    let content = source.contentStart(line, quotes: quotes)..<source.text(line).upperBound
    let marks = source.bytes[RowSplitter.trim(content, in: source.bytes)]
    guard let mark = marks.first, mark == UInt8(ascii: "-") || mark == UInt8(ascii: "=") else { return false }
    return marks.allSatisfy { $0 == mark }
  }

  /// Where the text may begin, likeliest first: at the start, behind what looks like link definitions, or
  /// behind any other line.
  var beginnings: [(line: Int, offset: Int)] {
    var beginnings = [(first, start)]
    guard last > first, start < source.text(first).upperBound, source.bytes[start] == UInt8(ascii: "[")
    else { return beginnings }
    var others: [(Int, Int)] = []
    for line in (first + 1)...last where beginnings.count < Self.mostAttempts {
      let offset = source.contentStart(line, quotes: quotes)
      if !looksLikeDefinition(offset, line) {
        beginnings.append((line, source.indentStart(line, quotes: quotes)))
      } else if others.count < Self.mostAttempts {
        others.append((line, source.indentStart(line, quotes: quotes)))
      }
    }
    return beginnings + others
  }

  private func looksLikeDefinition(_ start: Int, _ line: Int) -> Bool {
    let text = source.bytes[start..<max(source.text(line).upperBound, start)]
    guard text.first == UInt8(ascii: "["), let close = text.firstIndex(of: UInt8(ascii: "]")) else {
      return false
    }
    return close + 1 < text.endIndex && text[close + 1] == UInt8(ascii: ":")
  }

  /// From the beginning to the last byte that is no blank.
  func range(from line: Int, _ indent: Int) -> SourceRange {
    let end = source.trimmed(last).upperBound
    var offset = indent
    while offset < source.text(line).upperBound, source.bytes[offset].isBlank { offset += 1 }
    if line == last { return source.range(line, offset..<max(end, offset)) }
    return source.range(line, offset..<max(source.text(line).upperBound, offset)).through(
      source.range(last, min(source.contentStart(last, quotes: quotes), end)..<end))
  }
}
