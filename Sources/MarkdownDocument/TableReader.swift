import CMarkGFM
import Findings

/// Reads one table: which rows and cells it has is cmark's decision, where they stand is read from the lines.
struct TableReader {
  let source: SourceLines
  let quotes: Int
  private(set) var findings: [Finding] = []
  private(set) var surprises = 0
  private var columns = 0

  init(_ source: SourceLines, quotes: Int) {
    self.source = source
    self.quotes = quotes
  }

  mutating func read(_ table: OpaquePointer) -> Table {
    let headerLine = Self.headerLine(of: table, in: source, quotes: quotes)
    var header: [InlineText] = []
    var headerRange: SourceRange?
    var rows: [Table.Row] = []
    var child = cmark_node_first_child(table)
    while let row = child {
      child = cmark_node_next(row)
      let isHeader = headerRange == nil
      let line = isHeader ? headerLine : Int(cmark_node_get_start_line(row))
      let isFirstLine = line == Int(cmark_node_get_start_line(table))
      let start =
        isFirstLine
        ? source.offset(line, cmarkColumn: Int(cmark_node_get_start_column(table)))
        : source.contentStart(line, quotes: quotes)
      let content = RowSplitter.trim(
        min(start, source.text(line).upperBound)..<source.text(line).upperBound, in: source.bytes)
      if isHeader { columns = Self.count(row) }
      let cells = self.cells(row, line: line, content: content)
      if isHeader {
        header = cells
        headerRange = source.range(line, content)
      } else {
        rows.append(Table.Row(cells: cells, range: source.range(line, content)))
      }
    }
    let first = headerRange ?? source.range(headerLine, source.text(headerLine))
    let delimiter = source.range(headerLine + 1, source.trimmed(headerLine + 1))
    return Table(header: header, rows: rows, range: first.through(rows.last?.range ?? delimiter))
  }

  /// The header's line. cmark gives the first line of a paragraph that stands right before the table instead;
  /// the header is the first line above one that draws as many columns as it has cells.
  static func headerLine(of table: OpaquePointer, in source: SourceLines, quotes: Int) -> Int {
    let first = Int(cmark_node_get_start_line(table))
    if let header = cmark_node_first_child(table), let row = cmark_node_next(header) {
      return max(Int(cmark_node_get_start_line(row)) - 2, first)
    }
    var header =
      source.offset(
        first, cmarkColumn: Int(cmark_node_get_start_column(table)))..<source.text(first).upperBound
    let column = Int(cmark_node_get_start_column(table))
    let isInList = cmark_node_parent(table).map { cmark_node_get_type($0) == CMARK_NODE_ITEM } ?? false
    for line in stride(from: first + 1, through: source.count, by: 1) {
      let content = source.contentStart(line, quotes: quotes)..<source.text(line).upperBound
      // A blank line would have ended the paragraph; whatever went wrong, do not search the whole file.
      if content.isEmpty { break }
      let indent = source.bytes[source.indentStart(line, quotes: quotes)..<content.lowerBound]
      // Four blanks make it words, whatever they look like; in a list they count from the item's text on.
      let isWords = indent.reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) } > 3 + (isInList ? column - 1 : 0)
      if !isWords, let drawn = RowSplitter.columns(content, in: source.bytes),
        RowSplitter.cells(header, in: source.bytes).count == drawn
      {
        return line - 1
      }
      header = content
    }
    return first
  }

  private static func count(_ row: OpaquePointer) -> Int {
    var count = 0
    var cell = cmark_node_first_child(row)
    while let current = cell {
      count += 1
      cell = cmark_node_next(current)
    }
    return count
  }

  private mutating func cells(_ row: OpaquePointer, line: Int, content: Range<Int>) -> [InlineText] {
    let places = RowSplitter.cells(content, in: source.bytes)
    var cells: [InlineText] = []
    var child = cmark_node_first_child(row)
    while let cell = child {
      child = cmark_node_next(cell)
      guard cells.count < places.count else {
        cells.append(
          InlineText(text: "", range: source.range(line, content), codeSpans: [], links: [], runs: []))
        continue
      }
      let place = places[cells.count].text
      var reader = InlineReader(InlineSource.cell(place, line: line, of: source))
      cells.append(reader.read(cell, range: source.range(line, place)))
      surprises += reader.surprises
    }
    judge(places, line: line, content: content)
    return cells
  }

  private mutating func judge(_ places: [RowSplitter.Cell], line: Int, content: Range<Int>) {
    if places.count > columns, places[columns...].contains(where: { !$0.text.isEmpty }) {
      let lost = places[columns].text.lowerBound..<content.upperBound
      warn(
        line, lost,
        "the table has \(columns) columns, this row \(places.count) cells; the rest of the row is not shown",
        "give the header a column more, or write \\| for a bar that belongs to the text")
    }
    for (cell, next) in zip(places, places.dropFirst()) where isOpen(cell) && isOpen(next) {
      warn(
        line, cell.text.lowerBound..<next.text.upperBound,
        "a bar between backticks separates two cells all the same", "write \\| for the bar in the code")
    }
    if columns > 1, places.count == 1, !RowSplitter.hasBar(content, in: source.bytes) {
      warn(
        line, content, "the line follows a table without an empty line, so it is read as one more row of it",
        "put an empty line before it")
    }
  }

  /// Whether a code span that starts in the cell does not end in it.
  private func isOpen(_ cell: RowSplitter.Cell) -> Bool {
    !source.bytes[cell.text].count { $0 == UInt8(ascii: "`") }.isMultiple(of: 2)
  }

  private mutating func warn(_ line: Int, _ offsets: Range<Int>, _ message: String, _ advice: String) {
    findings.append(
      Finding(
        source: "markdown", severity: .warning, subject: nil, range: source.range(line, offsets),
        message: message,
        remedy: .advice(advice)))
  }
}
