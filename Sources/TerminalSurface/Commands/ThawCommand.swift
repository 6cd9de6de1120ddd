import Findings
import Reports
import RunbookDesk

/// Ends a freeze, or opens a subject again that failed too often.
enum ThawCommand: Command {
  static let card = CommandCard(
    name: "thaw", synopsis: "[subject]",
    summary: "end a freeze, or let a subject be changed again that failed too often",
    examples: ["runbook thaw", "runbook thaw service/luci"],
    notes: ["A person does it, at a terminal: whatever stopped the changes should have been looked at."])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.count < 2 else { throw Invocation.Unusable(message: "thaw takes one subject") }
    let desk = try await terminal.world.desk(invocation.options)
    let subject = invocation.words.first
    let word = subject.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? "thaw"
    guard
      try terminal.ask("to go on, type \(word): ".cleaned, to: "thaw", help: "run this at a terminal") == word
    else {
      return terminal.complain("nothing was thawed", help: nil, .negative)
    }
    if let subject {
      let isOpened = try await desk.thaw(subject: subject)
      return terminal.say(
        (isOpened ? "\(subject) can be changed again" : "\(subject) was not stopped").cleaned)
    }
    return terminal.say(try await desk.thaw() ? "changes are allowed again" : "nothing was stopped")
  }
}
