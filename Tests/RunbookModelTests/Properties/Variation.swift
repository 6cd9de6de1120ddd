import SeededNumbers

/// Another way to write the same runbook. Nobody who reads it would say that it says something else.
enum Variation: String, CaseIterable {
  case none
  /// Of the whole file.
  case windowsLineEnds, byteOrderMark, noFinalNewline, blankLines, spacesAtEnds, indented
  /// Of its tables.
  case reorderedColumns, backticks, boldNames, wideCells, tightCells, leftAligned, centred, longRule
  case noOuterBars, escapes
  /// Of its headings, lists and fences.
  case closedHeadings, wideMarkers, tabMarkers, otherMarkers, plusMarkers, tildes, longFences

  static func plain(_ runbook: GeneratedRunbook) -> [UInt8] { Variation.none.bytes(runbook, seed: 0) }

  func bytes(_ runbook: GeneratedRunbook, seed: UInt64) -> [UInt8] {
    var random = SeededRandom(seed: seed ^ 0x5EED)
    let sections = runbook.sections.map { section in
      section.map { piece in text(of: piece, &random) }.joined(
        separator: self == .blankLines ? "\n\n\n" : "\n")
    }
    var whole = sections.joined(separator: self == .blankLines ? "\n\n\n\n" : "\n")
    switch self {
    case .windowsLineEnds:
      whole = whole.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    case .noFinalNewline: while whole.last == "\n" { whole.removeLast() }
    case .byteOrderMark: whole = "\u{FEFF}" + whole
    default: break
    }
    return Array(whole.utf8)
  }

  private func text(of piece: GeneratedRunbook.Piece, _ random: inout SeededRandom) -> String {
    switch piece {
    case .heading(let text): indent + text + (self == .closedHeadings ? " ##" : "") + trail + "\n"
    case .prose(let text): indent + text + trail + "\n"
    case .bullets(let items): items.map { indent + bullet + quoted($0) + trail + "\n" }.joined()
    case .numbered(let items):
      items.enumerated().map { "\(indent)\($0 + 1)\(self == .otherMarkers ? ")" : ".")\(gap)\($1)\n" }
        .joined()
    case .fence(let language, let lines):
      "\(mark)\(language)\n" + lines.map { $0 + "\n" }.joined() + "\(mark)\n"
    case .table(let header, let rows): table(header, rows, &random)
    }
  }

  private var indent: String { self == .indented ? "  " : "" }
  private var mark: String { self == .tildes ? "~~~" : self == .longFences ? "`````" : "```" }
  private var gap: String { self == .wideMarkers ? "    " : self == .tabMarkers ? "\t" : " " }
  private var bullet: String { (self == .otherMarkers ? "*" : self == .plusMarkers ? "+" : "-") + gap }
  private var trail: String { self == .spacesAtEnds ? " " : "" }

  /// A path or command in backticks is the same; a sentence, or what has its own, stays as it is.
  private func quoted(_ item: String) -> String {
    guard self == .backticks, let colon = item.firstRange(of: ": ") else { return item }
    let value = item[colon.upperBound...]
    guard value.hasPrefix("/") || value.hasPrefix("sudo ") else { return item }
    return "\(item[..<colon.upperBound])`\(value)`"
  }

  private func table(_ header: [String], _ rows: [[String]], _ random: inout SeededRandom) -> String {
    var order = Array(header.indices)
    if self == .reorderedColumns { order = [0] + order.dropFirst().shuffled(using: &random) }
    let rule = header.map { _ in
      switch self {
      case .leftAligned: ":--"
      case .centred: ":-:"
      case .longRule: "--------------"
      default: "---"
      }
    }
    let body = rows.map { row in order.map { cell(row[$0], isName: $0 == 0) } }
    return ([order.map { header[$0] }, rule] + body).map(line).joined()
  }

  private func cell(_ text: String, isName: Bool) -> String {
    switch self {
    case .backticks: !isName && isValue(text) ? "`\(text)`" : text
    case .boldNames: isName ? "**\(text)**" : text
    case .escapes: text.replacing("_", with: "\\_").replacing("-", with: "\\-")
    default: text
    }
  }

  private func isValue(_ cell: String) -> Bool { !cell.isEmpty && cell != "-" && !cell.contains(" ") }

  private func line(_ cells: [String]) -> String {
    let pad =
      switch self {
      case .wideCells: "    "
      case .tightCells: ""
      default: " "
      }
    let line = cells.map { pad + $0 + pad }.joined(separator: "|")
    return self == .noOuterBars ? line + "\n" : "\(indent)|\(line)|\(trail)\n"
  }
}
