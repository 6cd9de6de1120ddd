import Findings
import RunbookModel
import ServerFacts

/// Words that root has to run: by ourselves where we are root, else by sudo, which is asked first.
enum Privilege {
  static func words(
    _ program: String, _ arguments: [String], by facts: Facts
  ) async throws(Refusal) -> Words {
    if case .seen(let caller) = await facts.ask(Caller()), caller.uid == 0 {
      return Words(program, arguments)
    }
    let words = Words(program, arguments, isElevated: true)
    guard case .seen(true) = await facts.ask(SudoPermission(words: words.elevated)) else {
      throw Refusal(
        .notPossible, "sudo does not let this account run \(words.elevated.joined(separator: " "))",
        help: "runbook sudoers")
    }
    return words
  }
}
