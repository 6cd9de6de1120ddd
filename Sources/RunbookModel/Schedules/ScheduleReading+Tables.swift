import Findings
import MarkdownDocument

/// Tables of jobs: a column of times and what is run at them.
extension ScheduleReading {
  mutating func read(_ placed: PlacedTable) {
    let reading = TableReading(table: placed.table)
    guard
      let times = reading.column(Self.timeKeys.union(["cron expression", "schedule utc"]))
        ?? Self.timeColumn(placed.table)
    else { return readCard(placed.table, reading) }
    let commands = reading.column(Self.commandKeys.subtracting(Self.jobKeys))
    let jobs = reading.column(Self.jobKeys)
    let isCrontab =
      isCron(placed.section) || placed.before.map { Self.saysCron(passages.all[$0].text.text) } ?? false
    for row in placed.table.rows {
      guard !row.cells.contains(where: { Withdrawal.isOff($0.text) || Withdrawal.isCell($0.text) }),
        let words = reading.cell(row, times)
      else { continue }
      let time = CronTime(words: words.value)
      let coded = reading.cell(row, commands) ?? Self.command(row, beside: times)
      guard
        time != nil || isCrontab && Self.isClock(words.value) || coded != nil && Self.isRhythm(words.value),
        let command = coded ?? reading.cell(row, jobs)
          ?? (reading.nameColumn == times ? nil : reading.cell(row, reading.nameColumn))
      else { continue }
      add(words, time, reading.cell(row, reading.column(["user"])), command)
    }
  }

  /// `| Schedule | daily at 02:00 (cron) |` and `| Script | /opt/copy.sh |`, rows of one table of keys and values.
  private mutating func readCard(_ table: Table, _ reading: TableReading) {
    guard table.header.count == 2 else { return }
    func row(_ keys: Set<String>) -> Table.Row? {
      let named = table.rows.filter { keys.contains(TableReading.normal($0.cells[0].text)) }
      return named.count == 1 ? named[0] : nil
    }
    guard let words = row(Self.timeKeys).flatMap({ reading.cell($0, 1) }),
      let command = row(Self.commandKeys).flatMap({ reading.cell($0, 1) }),
      command.path != nil || CommandLine(command.value).isCommand
    else { return }
    let bare = words.value.hasSuffix(")") ? words.value.prefix { $0 != "(" } : words.value[...]
    let time = CronTime(words: words.value) ?? CronTime(words: String(bare).trimmed)
    guard time != nil || Self.isRhythm(words.value) else { return }
    add(words, time, nil, command)
  }

  /// A column of nothing but cron's five fields holds the times, whatever its header.
  private static func timeColumn(_ table: Table) -> Int? {
    guard !table.rows.isEmpty else { return nil }
    return table.header.indices.first { column in
      table.rows.allSatisfy { CronTime(fields: $0.cells[column].text.trimmed) != nil }
    }
  }

  /// The cell that is a command or a script, under whatever header.
  private static func command(_ row: Table.Row, beside times: Int) -> Located<String>? {
    for column in row.cells.indices where column != times {
      let cell = row.cells[column]
      guard let span = cell.codeSpans.first, span.text == cell.text.trimmed else { continue }
      if span.text.hasPrefix("/") || CommandLine(span.text).isCommand {
        return Located(span.text, at: span.range)
      }
    }
    // `Runs `copy.sh` and writes a log`
    for column in row.cells.indices where column != times {
      if let span = row.cells[column].codeSpans.first, runs(span.text) {
        return Located(span.text, at: span.range)
      }
    }
    return nil
  }

  private static func runs(_ text: String) -> Bool {
    isScript(text) || [".sh", ".py", ".pl"].contains(where: text.hasSuffix)
      || text.contains(" ") && CommandLine(text).isCommand
  }

  private static func saysCron(_ text: String) -> Bool {
    text.utf8.count < 200 && text.lowercased().contains("cron")
  }

  /// `Weekly`, `Sundays 04:00 UTC`: what cron's fields cannot say stays as it is written.
  private static func isRhythm(_ text: String) -> Bool {
    text.utf8.count <= 40 && (TimePhrase.hasClock(text) || rhythms.isIn(text))
  }

  private static let rhythms = PhraseSet([
    "daily", "nightly", "weekly", "monthly", "hourly", "quarterly", "yearly", "every ", "each ", "täglich",
    "nächtlich",
    "wöchentlich", "monatlich", "stündlich", "diari", "semanal", "mensual", "mensal", "quotidien",
    "hebdomadaire",
    "mensuel", "giornalier", "settimanal", "mensil", "dagelijks", "wekelijks", "maandelijks", "ежедневно",
    "еженедельно", "ежемесячно", "毎日", "毎週", "毎月", "每天", "每周", "每月",
  ])

  private static let jobKeys: Set<String> = ["job", "task", "tarea", "tarefa", "tâche", "aufgabe", "taak"]

  /// `02:00`, which says on no day: the words are kept, and no fields are made of them.
  static func isClock(_ text: String) -> Bool {
    text.utf8.count < 9 && TimePhrase.hasClock(text)
      && text.allSatisfy { $0.isNumber || ":hHUur ".contains($0) }
  }
}
