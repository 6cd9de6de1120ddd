import Findings
import MarkdownDocument
import RunbookModel

/// Puts everything that was read from a runbook beside the lines it was read from.
struct LineReadings {
  private var readings: [String: [ExplainedLine.Reading]] = [:]
  private var codeLines: [String: Set<Int>] = [:]
  private var notes: [String: [Int: [ExplainedLine.Note]]] = [:]

  init(_ runbook: Runbook, _ explanation: Explanation) {
    for document in runbook.documents {
      readings[document.file] = document.lines.map { Self.isBlank($0) ? .blank : .prose }
      for section in document.sections {
        if let heading = section.heading { read(heading, document.lines) }
        for block in section.blocks { read(block) }
      }
    }
    read(facts: explanation.facts)
    read(operations: explanation.operations)
    for schedule in explanation.schedules {
      mark(schedule.range, .schedule)
      if schedule.commandRange.line == schedule.range.line { mark(schedule.commandRange, .schedule) }
      note(schedule.range, .schedule(schedule))
    }
    read(procedures: explanation.procedures)
    for rule in explanation.rules {
      mark(rule.sentence, .rule)
      mark(rule.range, .rule)
      note(rule.range, .rule(rule))
    }
    for ambiguity in explanation.ambiguities {
      mark(ambiguity.range, .ambiguous)
      note(ambiguity.range, .ambiguity(ambiguity))
    }
    for finding in explanation.findings {
      if let range = finding.range { note(range, .finding(finding)) }
    }
  }

  /// Every line of every file, none left out.
  func chapters(_ runbook: Runbook, _ secrets: Secrets) -> [ExplainedChapter] {
    runbook.documents.map { document in
      let readings = readings[document.file] ?? []
      let notes = notes[document.file] ?? [:]
      let lines = zip(document.lines, readings).enumerated().map { index, line in
        ExplainedLine(
          number: index + 1, reading: line.1, text: secrets.line(line.0, index + 1, of: document.file),
          notes: notes[index + 1] ?? [])
      }
      return ExplainedChapter(file: document.file, lines: lines)
    }
  }

  private static func isBlank(_ line: String) -> Bool {
    line.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D) ~= $0 }
  }

  // MARK: What the lines are made of

  private mutating func read(_ heading: InlineText, _ lines: [String]) {
    mark(heading.range, .heading)
    // The underline of a heading in the other form.
    let next = heading.range.endLine
    guard lines.indices.contains(next), !lines[next - 1].trimmed.hasPrefix("#") else { return }
    let line = lines[next].trimmed
    if let first = line.first, first == "=" || first == "-", line.allSatisfy({ $0 == first }) {
      mark(SourceRange(file: heading.range.file, line: next + 1, column: 1, length: 1), .heading)
    }
  }

  private mutating func read(_ block: Block) {
    switch block {
    case .table(let table): mark(table.range, .row)
    case .code(let code): mark(code.range, .code)
    case .quote(let blocks): for block in blocks { read(block) }
    case .list(let list): for item in list.items { for block in item.blocks { read(block) } }
    case .paragraph, .html: break
    }
  }

  // MARK: What was taken from them

  private mutating func read(facts: [StatedValue]) {
    for fact in facts {
      mark(fact.range, .fact)
      note(fact.range, .fact(fact))
    }
  }

  private mutating func read(operations: [ExplainedOperation]) {
    for operation in operations {
      mark(operation.range, .operation)
      note(operation.range, .operation(operation))
      for place in operation.repeats {
        mark(place, .operation)
        note(place, .repeated(operation.name))
      }
    }
  }

  /// The lines of a block of code keep their own word; that they are steps stands beside them.
  private mutating func read(procedures: [ExplainedProcedure]) {
    for procedure in procedures {
      for (index, step) in procedure.steps.enumerated() {
        if !isCode(step.range) { mark(step.range, .step) }
        note(step.range, .step(index + 1, of: procedure.name))
      }
    }
  }

  private func isCode(_ range: SourceRange) -> Bool { codeLines[range.file]?.contains(range.line) == true }

  /// Blank lines stay blank; where two things were read from a line, the later of `Reading` is its word.
  private mutating func mark(_ range: SourceRange, _ reading: ExplainedLine.Reading) {
    guard let count = readings[range.file]?.count, range.line >= 1, range.line <= count else { return }
    for number in range.line...max(range.line, min(range.endLine, count)) {
      guard let known = readings[range.file]?[number - 1], known != .blank else { continue }
      if reading == .code { codeLines[range.file, default: []].insert(number) }
      if reading > known { readings[range.file]?[number - 1] = reading }
    }
  }

  private mutating func note(_ range: SourceRange, _ note: ExplainedLine.Note) {
    notes[range.file, default: [:]][range.line, default: []].append(note)
  }
}
