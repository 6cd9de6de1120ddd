import Findings
import Operations
import Reports
import RunbookDesk

/// Stops every change.
enum FreezeCommand: Command {
  static let card = CommandCard(
    name: "freeze", synopsis: "\"why\"", summary: "stop every change until somebody thaws it",
    examples: ["runbook freeze \"we are moving the database\""],
    notes: [
      "Root's freeze stops every account's changes, another's only its own.",
      "Lookups and the check go on; so does what runs already, and recovery.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    let why = invocation.words.joined(separator: " ")
    guard why.contains(where: { !$0.isWhitespace }) else {
      throw Invocation.Unusable(message: "freeze needs a reason")
    }
    let desk = try await terminal.world.desk(invocation.options)
    let freeze = try await desk.freeze(why: why)
    return terminal.say(
      "all changes of \(freeze.by == "root" ? "everybody" : freeze.by) are stopped: \(why)".cleaned)
  }
}
