import Reports
import RunbookDesk

/// Shows how the runbook was read, line by line.
enum ExplainCommand: Command {
  static let card = CommandCard(
    name: "explain", synopsis: "",
    summary: "show how each line of the runbook was read; no server is touched",
    examples: ["runbook explain", "runbook --file CLAUDE.md explain", "runbook explain --format json"])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "explain takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    return terminal.report(.explanation(desk.explain()), desk, invocation, .success)
  }
}
