import Glibc
import LibFuzzer
import RunbookModel

@main struct Commands {
  static func main() {
    var count = Swift.CommandLine.argc
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = Swift.CommandLine.unsafeArgv
    exit(LLVMFuzzerRunDriver(&count, &words, read))
  }
}

/// One command line of any bytes: read as a command, as alternatives, and behind each kind of prompt.
private func read(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  visit(CommandLine(text))
  switch Alternation.read(text) {
  case .one(let line): visit(line)
  case .several(let lines): lines.forEach(visit)
  case .ambiguous(let text, let readings, let edit):
    hold(!text.isEmpty && readings.count == 2 && !edit.isEmpty, "an ambiguity tells both readings")
  }
  for isRoot in [false, true] {
    let stripped = Prompt.strip(text, rootPrompt: isRoot)
    hold(stripped.hadPrompt || stripped.command == text, "no prompt, no change")
    if stripped.hadPrompt { visit(CommandLine(stripped.command)) }
  }
  return 0
}

/// Reads every field of it, and holds it to what its documentation says.
private func visit(_ line: CommandLine) {
  hold(line == line && line.hashValue == line.hashValue, "it is a value")
  hold(line.obstacles.isEmpty || line.pipelines.isEmpty, "what needs a shell is not run")
  hold(!line.isArgv || line.obstacles.isEmpty, "what needs a shell is no plain argv")
  let names = line.parameters.map(\.name)
  hold(Set(names).count == names.count, "each name once: \(names)")
  hold(!line.judgement.reason.isEmpty, "a judgement has its reason")
  _ = (line.head, line.isComplete, line.isEndless, line.isInteractive, line.isEscapeHatch)
}

/// Ends the process with its words, in an optimised build too.
private func hold(_ isTrue: Bool, _ statement: @autoclosure () -> String) {
  if !isTrue { fatalError(statement()) }
}
