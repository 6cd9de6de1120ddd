import Findings
import Glibc
import LibFuzzer
import MarkdownDocument
import RunbookModel

@main struct Documents {
  static func main() {
    var count = Swift.CommandLine.argc
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = Swift.CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &words, read))
  }
}

/// One file of any bytes: parsed, read as a runbook, and asked one question.
private func read(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do throws(Unreadable) {
    visit(Runbook([try Document.parse(bytes, file: "AGENTS.md")]))
  } catch {
    hold(!error.message.isEmpty, "a refusal says why")
  }
  return 0
}

/// Reads everything that it holds; each place must lie in the file, and no command may share its name.
private func visit(_ runbook: Runbook) {
  for claim in runbook.claims + runbook.mentions { expect(claim.value.range, in: runbook) }
  for entry in runbook.allEntries { expect(entry.name.range, in: runbook) }
  for command in runbook.commands {
    expect(command.source.range, in: runbook)
    command.repeats.forEach { expect($0, in: runbook) }
    command.purposes.forEach { expect($0.range, in: runbook) }
    hold(command.refusal?.isEmpty != true, "a refusal says why")
  }
  let names = runbook.commands.map(\.name)
  hold(Set(names).count == names.count, "a command's name is unique: \(names)")
  for procedure in runbook.procedures {
    expect(procedure.name.range, in: runbook)
    for step in procedure.steps { expect(step.text.range, in: runbook) }
  }
  for rule in runbook.rules { expect(rule.sentence.range, in: runbook) }
  for schedule in runbook.schedules {
    expect(schedule.words.range, in: runbook)
    expect(schedule.command.range, in: runbook)
  }
  for finding in runbook.findings where finding.range != nil {
    finding.range.map { expect($0, in: runbook) }
    hold(!finding.message.isEmpty, "a finding has words")
  }
  switch Lookup.answer("what port does luci run on", in: runbook) {
  case .found(let answers):
    hold(!answers.isEmpty, "what is found is told")
    answers.forEach { expect($0.value.range, in: runbook) }
  case .ambiguous(let answers):
    hold(answers.count > 1, "one candidate is an answer")
    answers.forEach { expect($0.value.range, in: runbook) }
  case .notStated(let answers, _): answers.forEach { expect($0.value.range, in: runbook) }
  }
}

private func expect(_ range: SourceRange, in runbook: Runbook) {
  let last = runbook.documents[0].lines.count
  hold(
    range.line >= 1 && range.column >= 1 && range.endLine <= last && range.line <= range.endLine
      && (range.line < range.endLine || range.column <= range.endColumn),
    "\(range) to \(range.endLine):\(range.endColumn) is outside of the file's \(last) lines")
}

/// Ends the process with its words, in an optimised build too.
private func hold(_ isTrue: Bool, _ statement: @autoclosure () -> String) {
  if !isTrue { fatalError(statement()) }
}
