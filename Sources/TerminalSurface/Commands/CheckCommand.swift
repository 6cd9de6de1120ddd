import Reports
import RunbookDesk

/// Holds every claim of the runbook against the server.
enum CheckCommand: Command {
  static let card = CommandCard(
    name: "check", synopsis: "", summary: "hold every claim of the runbook against the server",
    examples: ["runbook check", "runbook check --format json", "runbook --recording DIR check"])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "check takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    let report = await desk.check()
    return terminal.report(.check(report), desk, invocation, ExitCode(report))
  }
}
