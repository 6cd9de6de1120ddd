import Findings
import MarkdownDocument

/// Finds the columns of a table by what their headers mean, not by their place.
struct TableReading {
  let table: Table
  /// The column whose cells name the things that the rows are about.
  let nameColumn: Int
  private let headers: [String]

  init(table: Table) {
    self.table = table
    headers = table.header.map { Self.normal($0.text) }
    nameColumn = Self.nameColumn(headers, table)
  }

  /// The column whose header is one of the words (lower case, letters and spaces only).
  func column(_ words: Set<String>) -> Int? { headers.firstIndex(where: words.contains) }

  func cell(_ row: Table.Row, _ column: Int?) -> Located<String>? {
    guard let column, row.cells.indices.contains(column) else { return nil }
    let cell = row.cells[column]
    let text = cell.text.trimmed
    guard !text.isEmpty, text != "-", text != "–", text != "—", !ExampleValue.isUnsettled(text) else {
      return nil
    }
    return Located(text, at: cell.range)
  }

  /// Lower case, letters and digits only, one blank between the words.
  static func normal(_ text: String) -> String {
    Title.plainWords(text, joinedBy: 0x20)
      ?? text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: " ")
  }

  /// Headers of what things have, not of what they are.
  private static let valueWords: Set<String> = [
    "", "no", "nr", "id", "port", "ports", "ip", "ip address", "status", "state", "date", "time", "step",
    "schedule", "cron", "when", "frequency", "priority", "count", "size", "protocol", "protokoll",
    "protocolo", "protocole", "protocollo", "протокол", "协议", "プロトコル", "puerto", "porta", "порт", "端口", "ポート",
  ]

  /// The first column, unless it holds numbers, addresses, states or the same in each row: `| Port | Service |` is
  /// about services.
  private static func nameColumn(_ headers: [String], _ table: Table) -> Int {
    let isName = headers.indices.map { column in
      !valueWords.contains(headers[column]) && !table.rows.allSatisfy { isValue($0.cells[column].text) }
        && !isRepeated(column, table)
    }
    return isName.firstIndex(of: true) ?? 0
  }

  /// What is the same in each of several rows tells none of them from another.
  private static func isRepeated(_ column: Int, _ table: Table) -> Bool {
    guard table.rows.count > 2, let first = table.rows.first?.cells[column].text else { return false }
    return table.rows.allSatisfy { $0.cells[column].text == first }
  }

  private static func isValue(_ cell: String) -> Bool {
    !cell.unicodeScalars.contains { $0.properties.isAlphabetic }
  }
}
