import Findings
import MarkdownDocument

/// A header of a table of services that is one slip away from a known one: `Prot`, `Supervisr name`.
enum MisspelledColumns: Proofreader {
  static let id = "column-name"
  /// A word of three letters is one slip away from too many others.
  private static let known = ServicesSection.known.filter { $0.utf8.count > 3 }.sorted()

  static func findings(_ runbook: Runbook) -> [Finding] {
    runbook.passages.tables.flatMap { placed -> [Finding] in
      let headers = placed.table.header.map { TableReading.normal($0.text) }
      // Only where the table is about services is a strange word a slip.
      guard headers.contains(where: ServicesSection.nameWords.contains) else { return [] }
      return headers.indices.compactMap { column -> Finding? in
        guard !ServicesSection.known.contains(headers[column]), headers[column].utf8.count > 3,
          let near = known.first(where: { Nearest.isSlip(headers[column], $0) })
        else { return nil }
        let header = placed.table.header[column]
        return warning(
          header.range, "\"\(WorldText.clean(header.text))\" is no column that is understood",
          advice: "did you mean \"\(near)\"?")
      }
    }
  }
}
