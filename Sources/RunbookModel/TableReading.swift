import Findings
import MarkdownDocument

/// Finds the columns of a table by what their headers mean, not by their place.
struct TableReading {
  let table: Table

  /// The column whose header is one of the words (lower case, letters and spaces only).
  func column(_ words: Set<String>) -> Int? {
    table.header.firstIndex { words.contains(Self.normal($0.text)) }
  }

  func cell(_ row: Table.Row, _ column: Int?) -> Located<String>? {
    guard let column, row.cells.indices.contains(column) else { return nil }
    let cell = row.cells[column]
    let text = cell.text.trimmed
    guard !text.isEmpty, text != "-", text != "–", text != "—" else { return nil }
    return Located(text, at: cell.range)
  }

  static func normal(_ text: String) -> String {
    text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
  }
}

extension String {
  var trimmed: String {
    var view = self[...]
    while view.first?.isWhitespace == true { view.removeFirst() }
    while view.last?.isWhitespace == true { view.removeLast() }
    return String(view)
  }
}
