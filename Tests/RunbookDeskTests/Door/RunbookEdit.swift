import SeededNumbers

/// Something that somebody, or something, may write into a runbook which a person has trusted.
enum RunbookEdit: CaseIterable {
  case swapRows, duplicateRow, deleteRow, newRow, swapCellsInRow, exchangeCells, changeCell, lookAlikeCell
  case renameColumn, swapColumns, dropColumn
  case deleteRule, addRule, changeRule
  case renameHeading, moveSection, deleteSection, duplicateSection, imitateHeading, indentHeading
  case secondTable, aliasOfAnother, hideInFence, hideInComment, newChapter, moveToChapter, deleteLine,
    changeByte

  func apply(to chapters: inout [[String]], _ random: inout SeededRandom) {
    let place = Int.random(in: chapters.indices, using: &random)
    var lines = chapters[place]
    switch self {
    case .newChapter:
      chapters.append(Self.table(&random))
      return
    case .moveToChapter:
      guard let section = Self.section(of: lines, &random) else { return }
      chapters[place].removeSubrange(section)
      chapters.insert(Array(lines[section]), at: Int.random(in: 1...chapters.count, using: &random))
      return
    default: edit(&lines, &random)
    }
    chapters[place] = lines
  }

  private func edit(_ lines: inout [String], _ random: inout SeededRandom) {
    let any = Int.random(in: 0...lines.count, using: &random)
    switch self {
    case .swapRows, .duplicateRow, .deleteRow, .newRow, .swapCellsInRow, .exchangeCells, .changeCell,
      .lookAlikeCell:
      editRow(&lines, &random)
    case .renameColumn, .swapColumns, .dropColumn: editColumn(&lines, &random)
    case .deleteRule, .addRule, .changeRule: editRule(&lines, &random)
    case .renameHeading, .indentHeading:
      guard let heading = lines.indices.filter({ lines[$0].hasPrefix("#") }).randomElement(using: &random)
      else { return }
      lines[heading] = self == .indentHeading ? "#" + lines[heading] : Self.heading(&random)
    case .moveSection, .deleteSection, .duplicateSection:
      guard let section = Self.section(of: lines, &random) else { return }
      let text = Array(lines[section])
      if self != .duplicateSection { lines.removeSubrange(section) }
      guard self != .deleteSection else { return }
      lines.insert(contentsOf: text + [""], at: Int.random(in: 0...lines.count, using: &random))
    case .imitateHeading: lines.insert(contentsOf: ["", Self.heading(&random), ""], at: any)
    case .secondTable: lines.insert(contentsOf: [""] + Self.table(&random) + [""], at: any)
    case .aliasOfAnother:
      // One service more of a name that is there, under the word of one that is gone.
      let names = ["luci", "nearyou", "café", "old"].shuffled(using: &random)
      lines.removeAll { $0.hasPrefix("| \(names[1]) ") }
      lines += [
        "", "| App | Supervisor name | Host name |", "|---|---|---|",
        "| \(names[0]) | site-x | \(names[1]) |",
      ]
    case .hideInFence: lines.insert("```", at: any)
    case .hideInComment: lines.insert("<!--", at: any)
    case .deleteLine: if lines.indices.contains(any) { lines.remove(at: any) }
    case .changeByte: changeByte(&lines, &random)
    case .newChapter, .moveToChapter: break
    }
  }

  private func editRow(_ lines: inout [String], _ random: inout SeededRandom) {
    let rows = Self.rows(lines).shuffled(using: &random)
    guard let row = rows.first, let other = rows.last else { return }
    var cells = Self.cells(lines[row])
    let cell = Int.random(in: cells.indices, using: &random)
    switch self {
    case .swapRows: lines.swapAt(row, other)
    case .duplicateRow: lines.insert(lines[row], at: other)
    case .deleteRow: lines.remove(at: row)
    case .newRow:
      let values = (0..<4).map { _ in Self.values.randomElement(using: &random) ?? "" }
      lines.insert(Self.row(values), at: row)
    case .swapCellsInRow: cells.swapAt(cell, Int.random(in: cells.indices, using: &random))
    case .exchangeCells:
      var others = Self.cells(lines[other])
      guard others.indices.contains(cell) else { return }
      (cells[cell], others[cell]) = (others[cell], cells[cell])
      lines[other] = Self.row(others)
    case .lookAlikeCell: cells[cell] = Self.lookAlike(cells[cell], &random)
    default: cells[cell] = Self.values.randomElement(using: &random) ?? ""
    }
    if [.swapCellsInRow, .exchangeCells, .changeCell, .lookAlikeCell].contains(self) {
      lines[row] = Self.row(cells)
    }
  }

  private func editColumn(_ lines: inout [String], _ random: inout SeededRandom) {
    guard let head = lines.indices.filter({ lines[$0].hasPrefix("| App") }).randomElement(using: &random)
    else { return }
    var cells = Self.cells(lines[head])
    let first = Int.random(in: cells.indices, using: &random),
      second = Int.random(in: cells.indices, using: &random)
    if self == .renameColumn {
      cells[first] =
        ["App", "Port", "Program", "Host", "Notes", "Directory", "URL", "pm2"].randomElement(using: &random)
        ?? ""
      lines[head] = Self.row(cells)
      return
    }
    for line in head..<lines.count where lines[line].hasPrefix("|") {
      var cells = Self.cells(lines[line])
      guard cells.indices.contains(first), cells.indices.contains(second) else { continue }
      if self == .dropColumn { cells.remove(at: first) } else { cells.swapAt(first, second) }
      lines[line] = Self.row(cells)
    }
  }

  private func editRule(_ lines: inout [String], _ random: inout SeededRandom) {
    let rules = lines.indices.filter { lines[$0].hasPrefix("- Never") || lines[$0].hasPrefix("- Ask") }
    let rule = rules.randomElement(using: &random)
    let name = Self.names.randomElement(using: &random) ?? ""
    switch self {
    case .addRule:
      lines.append("- \(Bool.random(using: &random) ? "Never restart" : "Ask before restarting") \(name).")
    case .changeRule: if let rule { lines[rule] = "- Feel free to restart \(name)." }
    default: if let rule { lines.remove(at: rule) }
    }
  }

  private func changeByte(_ lines: inout [String], _ random: inout SeededRandom) {
    guard let line = lines.indices.filter({ !lines[$0].isEmpty }).randomElement(using: &random) else {
      return
    }
    var bytes = Array(lines[line].utf8)
    bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 32...126, using: &random)
    lines[line] = String(decoding: bytes, as: UTF8.self)
  }

  static let names = [
    "luci", "nearyou", "café", "cafe\u{301}", "old", "site-luci", "site-old", "nearyou.example",
  ]
  private static let values =
    names + [
      "site-nearyou", "site-cafe", "site-other", "3004", "3003", "3999", "", "-", "*", "all", "luci all", "/",
    ]
    + ["luci.example", "`site-luci`", "site-luci:", "../luci", "\u{200B}luci", "\u{202E}icul"]

  private static func heading(_ random: inout SeededRandom) -> String {
    let titles = [
      "Sites and Ports", "Sites аnd Ports", "Nginx", "Rules", "Retired sites", "Do not use",
      "Nginx and Sites", "Examples",
    ]
    return (Bool.random(using: &random) ? "## " : "### ") + (titles.randomElement(using: &random) ?? "")
  }

  private static func table(_ random: inout SeededRandom) -> [String] {
    var lines = [heading(&random), "| App | Port | Supervisor name | Host name |", "|---|---|---|---|"]
    for _ in 0..<2 {
      let name = names.randomElement(using: &random) ?? ""
      lines.append(row([name] + (0..<3).map { _ in values.randomElement(using: &random) ?? "" }))
    }
    return lines
  }

  private static func lookAlike(_ text: String, _ random: inout SeededRandom) -> String {
    let twins: [(Character, String)] = [
      ("a", "а"), ("e", "е"), ("o", "о"), ("i", "і"), ("é", "e\u{301}"), ("u", "ս"), ("3", "Ʒ"), ("-", "‐"),
      ("c", "с"),
    ]
    guard let (letter, twin) = twins.filter({ text.contains($0.0) }).randomElement(using: &random) else {
      return text
    }
    return text.split(separator: letter, maxSplits: 1, omittingEmptySubsequences: false).joined(
      separator: twin)
  }

  private static func rows(_ lines: [String]) -> [Int] {
    lines.indices.filter { lines[$0].hasPrefix("| ") && !lines[$0].hasPrefix("| App") }
  }

  private static func cells(_ line: String) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.split(separator: " ").joined(separator: " ") } + (line.hasSuffix("|") ? [] : [""])
  }

  private static func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }

  /// From a heading to the next.
  private static func section(of lines: [String], _ random: inout SeededRandom) -> Range<Int>? {
    let heads = lines.indices.filter { lines[$0].hasPrefix("##") }
    guard let start = heads.randomElement(using: &random) else { return nil }
    return start..<(heads.first { $0 > start } ?? lines.count)
  }
}
