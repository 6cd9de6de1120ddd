import Findings
import MarkdownDocument

/// Every table whose first column names things: one claim a further cell.
enum AnyTable {
  static func claims(_ section: Section) -> [Claim] {
    section.tables.flatMap { table in
      let reading = TableReading(table: table)
      return table.rows.flatMap { row -> [Claim] in
        guard let name = reading.cell(row, 0) else { return [] }
        return table.header.indices.dropFirst().compactMap { column in
          guard let value = reading.cell(row, column) else { return nil }
          let label = table.header[column].text.trimmed
          let address = Address(section.path.last ?? "runbook", name.value, TableReading.normal(label))
          return Claim(address, label: label, value: value)
        }
      }
    }
  }
}
