import Reports
import RunbookDesk

/// Lists what may be done by name.
enum ListCommand: Command {
  static let card = CommandCard(
    name: "list", synopsis: "", summary: "list the operations and the words they take",
    examples: ["runbook list"])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "list takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    return terminal.report(
      .offers(await desk.operations(), await desk.procedures()), desk, invocation, .success)
  }
}
