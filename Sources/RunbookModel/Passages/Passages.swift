import Findings
import MarkdownDocument

/// Everything that a document says, taken out of its nesting once, in the order of the file.
public struct Passages: Sendable {
  public private(set) var sections: [PlacedSection] = []
  public private(set) var all: [Passage] = []
  private(set) var codes: [PlacedCode] = []
  private(set) var tables: [PlacedTable] = []
  private(set) var lists: [PlacedList] = []

  init(_ documents: [Document]) {
    for document in documents { read(document) }
  }

  /// The headings around a passage, outermost first.
  func titles(_ section: Int) -> [String] { sections[section].titles }

  /// The text that introduces a piece, when it ends in a colon: `Start/stop/restart:`.
  func lead(_ before: Int?) -> InlineText? {
    guard let before, all[before].text.text.endsWithColon else { return nil }
    return all[before].text
  }

  private mutating func read(_ document: Document) {
    var open: [(level: Int, title: String)] = []
    for section in document.sections {
      if section.heading != nil {
        open.removeAll { $0.level >= section.level }
        open.append((section.level, Title.plain(section.title)))
      }
      let titles = open.map(\.title)
      sections.append(
        PlacedSection(
          section: section, titles: titles, isSetUp: titles.contains(where: SetUp.isSetUpTitle),
          isSample: titles.contains(where: Sentence.presentsOutput)))
      var before: Int?
      if let heading = section.heading {
        before = all.count
        append(.heading, heading, [], nil)
      }
      read(section.blocks, [], &before)
    }
  }

  private mutating func append(_ kind: Passage.Kind, _ text: InlineText, _ parents: [Int], _ before: Int?) {
    all.append(
      Passage(kind: kind, text: text, section: sections.count - 1, parents: parents, before: before))
  }

  private mutating func read(_ blocks: [Block], _ parents: [Int], _ before: inout Int?) {
    for block in blocks {
      switch block {
      case .paragraph(let text):
        append(.paragraph, text, parents, before)
        before = all.count - 1
      case .list(let list): read(list, parents, &before)
      case .table(let table):
        tables.append(PlacedTable(table: table, section: sections.count - 1, before: before))
        for row in table.rows {
          for cell in row.cells where !cell.text.isEmpty { append(.cell, cell, parents, before) }
        }
      case .code(let block):
        codes.append(
          PlacedCode(block: block, section: sections.count - 1, parents: parents, before: before))
      case .quote(let blocks): read(blocks, parents, &before)
      case .html: break
      }
    }
  }

  private mutating func read(_ list: List, _ parents: [Int], _ before: inout Int?) {
    var steps: [Int] = []
    let lead = before
    for (offset, item) in list.items.enumerated() {
      let own = all.count
      steps.append(own)
      append(.item(list.ordered ? list.start + offset : nil), item.text, parents, lead)
      var inner: Int? = own
      read(item.blocks, parents + [own], &inner)
      before = own
    }
    lists.append(PlacedList(list: list, section: sections.count - 1, steps: steps, before: lead))
  }
}
