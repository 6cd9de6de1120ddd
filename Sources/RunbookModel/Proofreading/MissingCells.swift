import Findings
import MarkdownDocument

/// A service whose row leaves the port or the program empty while the other rows state it.
enum MissingCells: Proofreader {
  static let id = "missing-cell"

  static func findings(_ runbook: Runbook) -> [Finding] {
    runbook.passages.tables.flatMap { placed -> [Finding] in
      let reading = TableReading(table: placed.table)
      guard reading.column(ServicesSection.nameWords) != nil else { return [] }
      let columns = [ServicesSection.portWords, ServicesSection.programWords].compactMap(reading.column)
      return columns.flatMap { column -> [Finding] in
        let isStated = placed.table.rows.map { !$0.cells[column].text.trimmed.isEmpty }
        guard isStated.contains(true) else { return [] }
        return placed.table.rows.indices.compactMap { row -> Finding? in
          guard !isStated[row], let name = reading.cell(placed.table.rows[row], reading.nameColumn) else {
            return nil
          }
          return warning(
            placed.table.rows[row].range,
            "\(WorldText.clean(name.value)) has no \(WorldText.clean(placed.table.header[column].text)) here; the other rows state one",
            advice: "fill the cell, or write - where there is none",
            subject: Address(Service.kind, name.value))
        }
      }
    }
  }
}
