import Reports
import RunbookDesk

/// Shows what an operation would do.
enum PlanCommand: Command {
  static let card = CommandCard(
    name: "plan", synopsis: "<operation> [arguments…]",
    summary: "show what an operation would do, and do nothing",
    examples: ["runbook plan restart-service nearyou"])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard let name = invocation.words.first else {
      throw Invocation.Unusable(message: "plan needs an operation")
    }
    let desk = try await terminal.world.desk(invocation.options)
    let plans = try await desk.plan(name, words: Array(invocation.words.dropFirst()))
    return terminal.report(.plans(desk.planned(plans)), desk, invocation, .success)
  }
}
