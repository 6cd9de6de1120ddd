import Findings
import MarkdownDocument

/// Every table whose rows name things: one claim a further cell.
enum AnyTable {
  static func claims(_ placed: PlacedTable, _ section: Section) -> [Claim] {
    let reading = TableReading(table: placed.table)
    let labels = placed.table.header.map(\.text.trimmed)
    // What stands under "Example" is one value of many.
    let columns = labels.indices.filter {
      $0 != reading.nameColumn && !MentionReading.startsExample(labels[$0])
    }
    let fields = labels.map(TableReading.normal)
    let kind = section.path.last ?? "runbook"
    return placed.table.rows.flatMap { row -> [Claim] in
      guard let name = reading.cell(row, reading.nameColumn) else { return [] }
      return columns.compactMap { column in
        guard let value = reading.cell(row, column) else { return nil }
        return Claim(Address(kind, name.value, fields[column]), label: labels[column], value: value)
      }
    }
  }
}
