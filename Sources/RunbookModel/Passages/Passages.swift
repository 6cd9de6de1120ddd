import Findings
import MarkdownDocument

/// Everything that a document says, taken out of its nesting once, in the order of the file.
public struct Passages: Sendable {
  public private(set) var sections: [PlacedSection] = []
  public private(set) var all: [Passage] = []
  private(set) var codes: [PlacedCode] = []
  private(set) var tables: [PlacedTable] = []
  private(set) var lists: [PlacedList] = []
  /// What is read stands in a fold whose words take it back.
  private var isFolded = false

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

  /// Whether it stands below "Expected:", what a look is hoped to show and nobody has seen.
  func isExpected(_ passage: Passage) -> Bool {
    guard passage.isItem, let lead = lead(passage.before)?.text, lead.utf8.count <= 40 else { return false }
    return Sentence.presentsOutput(lead) || Sentence.expects(lead)
  }

  private mutating func read(_ document: Document) {
    var open: [(level: Int, title: String, isForbidden: Bool, isOver: Bool)] = []
    isFolded = false
    for section in document.sections {
      if section.heading != nil {
        open.removeAll { $0.level >= section.level }
        let title = Title.plain(section.title)
        open.append((section.level, title, Withdrawal.heads(title), Withdrawal.isOver(title)))
      }
      let titles = open.map(\.title)
      sections.append(
        PlacedSection(
          section: section, titles: titles, isSetUp: titles.contains(where: SetUp.isSetUpTitle),
          isSample: titles.contains(where: Sentence.presentsOutput),
          isWithdrawn: open.contains { $0.isForbidden || $0.isOver }, isOver: open.contains(where: \.isOver),
          isBan: section.heading != nil && titles.last.map(RuleReading.isBan) ?? false))
      var before: Int?
      if let heading = section.heading {
        before = all.count
        append(.heading, heading, [], nil)
      }
      read(section.blocks, [], &before)
    }
  }

  private mutating func append(
    _ kind: Passage.Kind, _ text: InlineText, _ parents: [Int], _ before: Int?,
    standing: Passage.Standing = .meant, name: Int? = nil
  ) {
    let around =
      parents.last.map { all[$0].standing } ?? (sections[sections.count - 1].isOver ? .record : .meant)
    let isWithdrawn =
      sections[sections.count - 1].isWithdrawn || isFolded || parents.last.map(withdraws) ?? false
    all.append(
      Passage(
        kind: kind, text: text, section: sections.count - 1, parents: parents, before: before,
        standing: standing != .meant
          ? standing : around != .meant ? around : isWithdrawn ? .withdrawn : .meant,
        name: name))
  }

  /// Whether a text that introduces what follows takes it back.
  private func withdraws(_ passage: Int) -> Bool {
    let text = all[passage].text.text
    guard all[passage].kind != .heading else { return false }
    if Admonition.forbids(text) { return true }
    guard text.endsWithColon else { return false }
    let lead = Sentence.last(of: text.part(max(0, text.utf8.count - 400)..<text.utf8.count))
    return Withdrawal.introduces(lead)
  }

  /// Whether a paragraph that holds no code itself forbids the block that follows it.
  private func pointsAhead(_ passage: Int) -> Bool {
    all[passage].kind == .paragraph && all[passage].text.codeSpans.isEmpty
      && Withdrawal.pointsAhead(all[passage].text.text)
  }

  /// Whether the rest of a table's row takes a cell back: "never", a date in front.
  private static func standing(_ row: Table.Row) -> Passage.Standing {
    if let first = row.cells.first, Withdrawal.isRecord(first.text) { return .record }
    return row.cells.contains { $0.codeSpans.isEmpty && Withdrawal.isCell($0.text) } ? .withdrawn : .meant
  }

  private mutating func read(_ blocks: [Block], _ parents: [Int], _ before: inout Int?) {
    var isIntroduced = false
    // How many passages stood before the last block of code here.
    var lastCode = -1
    for block in blocks {
      if case .code = block {
        isIntroduced = true
      } else if isIntroduced {
        // "Go back:" has introduced the block of code, and nothing behind it.
        if lead(before) != nil { before = nil }
        isIntroduced = false
      }
      switch block {
      case .paragraph(let text):
        append(
          .paragraph, text, parents, before,
          standing: Withdrawal.isTask(text.text)
            ? .record : Admonition.forbids(text.text) ? .withdrawn : .meant)
        before = all.count - 1
      case .list(let list): read(list, parents, &before)
      case .table(let table):
        tables.append(PlacedTable(table: table, section: sections.count - 1, before: before))
        let withdrawn = table.header.indices.filter {
          let title = table.header[$0].text
          return Withdrawal.heads(title) || Withdrawal.isOver(title) || Withdrawal.tellsOfTrouble(title)
        }
        for row in table.rows {
          let standing = Self.standing(row)
          var name: Int?
          for (column, cell) in row.cells.enumerated() where !cell.text.isEmpty {
            let isColumn = withdrawn.contains(column)
            append(.cell, cell, parents, before, standing: isColumn ? .withdrawn : standing, name: name)
            if name == nil { name = all.count - 1 }
          }
        }
      case .code(let block):
        codes.append(
          PlacedCode(
            block: block, section: sections.count - 1, parents: parents, before: before,
            isWithdrawn: sections[sections.count - 1].isWithdrawn || isFolded
              || parents.contains { all[$0].standing != .meant }
              || before.map { withdraws($0) || $0 != lastCode && pointsAhead($0) } ?? false))
        lastCode = all.count
      case .quote(let blocks): read(blocks, parents, &before)
      case .html(let text): fold(text.value)
      }
    }
  }

  /// `<details><summary>Old way</summary>` up to `</details>`.
  private mutating func fold(_ html: String) {
    if html.contains("</details") { isFolded = false }
    guard let start = html.firstRange(of: "<summary>") else { return }
    let words = html[start.upperBound...]
    let end = words.firstRange(of: "</summary>")?.lowerBound ?? words.endIndex
    let summary = String(words[..<end])
    isFolded =
      (Withdrawal.heads(summary) || Withdrawal.isOver(summary)) && !html[end...].contains("</details")
  }

  private mutating func read(_ list: List, _ parents: [Int], _ before: inout Int?) {
    var steps: [Int] = []
    let lead = before
    let isWithdrawn = lead.map(withdraws) ?? false
    let isRecord = lead.map { Withdrawal.isDated(all[$0].text.text) } ?? false
    for (offset, item) in list.items.enumerated() {
      let own = all.count
      steps.append(own)
      append(
        .item(list.ordered ? list.start + offset : nil), item.text, parents, lead,
        standing: Withdrawal.isRecord(item.text.text) || Withdrawal.isTask(item.text.text) || isRecord
          ? .record : isWithdrawn ? .withdrawn : .meant)
      var inner: Int? = own
      read(item.blocks, parents + [own], &inner)
      before = own
    }
    lists.append(PlacedList(list: list, section: sections.count - 1, steps: steps, before: lead))
  }
}
