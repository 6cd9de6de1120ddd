import Findings
import RunbookDesk
import RunbookModel

/// A runbook line by line: the number, the reading in one word, the line, and below it what was read from it.
struct ExplainText {
  private let explanation: Explanation
  private let page: Page
  /// Where the notes begin, and the lines of the file one place before.
  private let indent: Int
  private let numberWidth: Int

  /// The longest reading is `operation`, or `ambiguous`.
  private static let readingWidth = 9

  init(_ explanation: Explanation, _ page: Page) {
    self.explanation = explanation
    self.page = page
    let longest = explanation.chapters.map(\.lines.count).max() ?? 0
    numberWidth = max(String(longest).count, 3)
    indent = numberWidth + 2 + Self.readingWidth + 2
  }

  var lines: [String] {
    var lines: [String] = []
    for chapter in explanation.chapters {
      if explanation.chapters.count > 1 { lines += (lines.isEmpty ? [] : [""]) + ["\(chapter.file):"] }
      for line in chapter.lines { lines += told(line) }
    }
    let open = unsettled
    return lines + (open.isEmpty ? [] : [""] + open.flatMap { Columns.hung($0, page) }) + [""]
      + Columns.hung(summary, page)
  }

  private func told(_ line: ExplainedLine) -> [String] {
    let number = String(line.number)
    let padding = String(repeating: " ", count: numberWidth - number.count)
    let reading = line.reading.rawValue
    let gap = String(repeating: " ", count: Self.readingWidth - reading.count)
    let text = page.spelled(WorldText.clean(line.text))
    let start = padding + number + "  " + page.paint(reading, colour(line.reading)) + gap + "  "
    var lines = wrapped(text, hanging: 0)
    lines[0] =
      line.reading == .blank ? padding + number + "  " + page.paint(reading, .faint) : start + lines[0]
    return lines + line.notes.flatMap(note)
  }

  private func colour(_ reading: ExplainedLine.Reading) -> Colour {
    switch reading {
    case .ambiguous: .yellow
    case .blank, .prose, .code: .faint
    default: .green
    }
  }

  // MARK: What was read

  private func note(_ note: ExplainedLine.Note) -> [String] {
    switch note {
    case .fact(let fact):
      mark("fact \(fact.address.name) \(fact.address.field ?? fact.label) = \(fact.value)")
    case .operation(let operation): self.operation(operation)
    case .repeated(let name): mark("operation \(name), stated above")
    case .schedule(let schedule): mark(words(schedule))
    case .step(let number, let name): mark("step \(number) of \(name)")
    case .rule(let rule): mark("rule \(rule.kind) \(rule.subject)")
    case .ambiguity(let ambiguity):
      mark("ambiguous: \(ambiguity.readings.joined(separator: ", or "))", .yellow)
    case .finding(let finding): mark("\(finding.severity.rawValue): \(finding.message)", colour(finding))
    }
  }

  private func operation(_ operation: ExplainedOperation) -> [String] {
    var words = "operation \(operation.name)  \(operation.effect.rawValue)  "
    words += "\(operation.isArgv ? "argv" : "shell")  \(operation.template)"
    if let directory = operation.directory { words += "  (in \(directory))" }
    for parameter in operation.parameters { words += "  (\(self.words(parameter)))" }
    return mark(words) + (operation.refusal.map { mark("not run: \($0)", .yellow) } ?? [])
  }

  private func words(_ parameter: ExplainedOperation.Parameter) -> String {
    guard let vocabulary = parameter.vocabulary else { return "\(parameter.name): any plain word, asked for" }
    let count = vocabulary.count == 1 ? "1 word" : "\(vocabulary.count) words"
    return "\(parameter.name): \(count)" + (parameter.source.map { " from \($0)" } ?? "")
  }

  private func words(_ schedule: ExplainedSchedule) -> String {
    let time = schedule.cron ?? "“\(schedule.expression)”, no exact time"
    return "schedule \(time)" + (schedule.user.map { " as \($0)" } ?? "") + ": \(schedule.command)"
  }

  private func colour(_ finding: Finding) -> Colour { finding.severity == .error ? .red : .yellow }

  /// One note, under the line it belongs to.
  private func mark(_ words: String, _ colour: Colour? = nil) -> [String] {
    let text = page.spelled(WorldText.clean(words.replacing("\n", with: " ")))
    let arrow = page.spelled("→ ")
    var lines = wrapped(text, hanging: arrow.count).map { line in colour.map { page.paint(line, $0) } ?? line
    }
    lines[0] = String(repeating: " ", count: indent) + arrow + lines[0]
    return lines
  }

  // MARK: What is left open

  private var unsettled: [String] {
    let ambiguities = explanation.ambiguities.flatMap { ambiguity -> [String] in
      ["\(ambiguity.range): " + page.paint("ambiguous:", .yellow) + " \(ambiguity.text)"]
        + ambiguity.readings.map { "  either: \($0)" } + ["  to settle it: \(ambiguity.edit)"]
    }
    let findings = explanation.findings.flatMap { finding -> [String] in
      let place = finding.range.map { "\($0): " } ?? ""
      let severity = page.paint("\(finding.severity.rawValue):", colour(finding))
      let remedy = finding.remedy.map { ["  remedy: \($0.words)"] } ?? []
      return ["\(place)\(severity) \(finding.message) [\(finding.source)]"] + remedy
    }
    return (ambiguities + findings).map(page.spelled)
  }

  private var summary: String {
    let lines = explanation.chapters.map(\.lines.count).reduce(0, +)
    let refused = explanation.operations.count { $0.refusal != nil }
    let parts = [
      count(explanation.facts.count, "fact"),
      count(explanation.operations.count, "operation") + (refused > 0 ? " (\(refused) not run)" : ""),
      count(explanation.schedules.count, "schedule"), count(explanation.procedures.count, "procedure"),
      count(explanation.rules.count, "rule"), "\(explanation.ambiguities.count) ambiguous",
      count(explanation.findings.count, "finding"),
    ]
    return "\(explanation.file): \(count(lines, "line")): " + parts.joined(separator: ", ")
  }

  private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

  // MARK: Narrow windows

  /// The text cut at blanks into what fits beside the left columns, lines after the first indented. A window
  /// with
  /// less than 20 characters beside them is left to wrap by itself.
  private func wrapped(_ text: String, hanging: Int) -> [String] {
    guard let width = page.width, width - indent - hanging >= 20 else { return [text] }
    let room = width - indent - hanging
    let lines = Columns.pieces(of: text, room: room)
    let margin = String(repeating: " ", count: indent + hanging)
    return lines.enumerated().map { $0 == 0 ? $1 : margin + $1 }
  }
}
