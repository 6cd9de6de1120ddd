import Findings
import MarkdownDocument

/// Counts the rows of the one table that a question speaks of: `how many sites are there`.
struct Counting {
  private let question: Question
  private let runbook: Runbook

  init(_ question: Question, _ runbook: Runbook) {
    self.question = question
    self.runbook = runbook
  }

  func answer() -> Lookup.Answer? {
    let fitting = runbook.passages.tables.filter(isMeant)
    guard fitting.count == 1, let placed = fitting.first else { return nil }
    let reading = TableReading(table: placed.table)
    let names = placed.table.rows.compactMap { reading.cell($0, reading.nameColumn) }
    let header = placed.table.header[reading.nameColumn]
    return Lookup.Answer(
      address: Address("table", header.text.trimmed, "count"), label: "count",
      value: Located("\(Set(names.map(\.value)).count)", at: header.range))
  }

  /// Every word is the header above the names, or in the heading.
  private func isMeant(_ placed: PlacedTable) -> Bool {
    let reading = TableReading(table: placed.table)
    let header = Self.terms(placed.table.header[reading.nameColumn].text)
    let title = Self.terms(runbook.passages.titles(placed.section).last ?? "")
    var isNamed = false
    for word in question.words {
      let own = Set(word.keys)
      if !own.isDisjoint(with: header.stems) || !header.concepts.isDisjoint(with: word.concepts) {
        isNamed = true; continue
      }
      if own.isSubset(of: title.stems), !own.isEmpty { isNamed = true; continue }
      return false
    }
    return isNamed
  }

  private static func terms(_ text: String) -> (stems: Set<String>, concepts: ConceptSet) {
    let stems = Spelling.words(text).map { Stem.of($0.text) }
    return (Set(stems), stems.map(Concept.of).joined)
  }
}
