import Findings
import MarkdownDocument

/// Tables of jobs: a column of times and what is run at them.
extension ScheduleReading {
  mutating func read(_ placed: PlacedTable) {
    let reading = TableReading(table: placed.table)
    guard
      let times = reading.column(Self.timeKeys.union(["cron expression", "schedule utc"]))
        ?? Self.timeColumn(placed.table)
    else { return }
    let commands = reading.column(Self.commandKeys)
    let isCrontab =
      isCron(placed.section) || placed.before.map { Self.saysCron(passages.all[$0].text.text) } ?? false
    for row in placed.table.rows {
      guard !row.cells.contains(where: { Withdrawal.isOff($0.text) || Withdrawal.isCell($0.text) }),
        let words = reading.cell(row, times)
      else { continue }
      let time = CronTime(words: words.value)
      guard time != nil || isCrontab && Self.isClock(words.value),
        let command = reading.cell(row, commands) ?? Self.command(row, reading, beside: times)
      else { continue }
      add(words, time, reading.cell(row, reading.column(["user"])), command)
    }
  }

  /// A column of nothing but cron's five fields holds the times, whatever its header.
  private static func timeColumn(_ table: Table) -> Int? {
    guard !table.rows.isEmpty else { return nil }
    return table.header.indices.first { column in
      table.rows.allSatisfy { CronTime(fields: $0.cells[column].text.trimmed) != nil }
    }
  }

  /// The cell that is a command or a script, under whatever header; else what the row is about.
  private static func command(_ row: Table.Row, _ reading: TableReading, beside times: Int) -> Located<
    String
  >? {
    let coded = row.cells.indices.filter { column in
      guard column != times, let span = row.cells[column].codeSpans.first else { return false }
      return span.text == row.cells[column].text
        && (span.text.hasPrefix("/") || CommandLine(span.text).isCommand)
    }
    if let whole = reading.cell(row, coded.first) { return whole }
    // `Runs `copy.sh` and writes a log`
    for column in row.cells.indices where column != times {
      if let span = row.cells[column].codeSpans.first, runs(span.text) {
        return Located(span.text, at: span.range)
      }
    }
    return reading.nameColumn == times ? nil : reading.cell(row, reading.nameColumn)
  }

  private static func runs(_ text: String) -> Bool {
    isScript(text) || [".sh", ".py", ".pl"].contains(where: text.hasSuffix)
      || text.contains(" ") && CommandLine(text).isCommand
  }

  private static func saysCron(_ text: String) -> Bool {
    text.utf8.count < 200 && text.lowercased().contains("cron")
  }

  /// `02:00`, which says on no day: the words are kept, and no fields are made of them.
  static func isClock(_ text: String) -> Bool {
    text.utf8.count < 9 && TimePhrase.hasClock(text)
      && text.allSatisfy { $0.isNumber || ":hHUur ".contains($0) }
  }
}
