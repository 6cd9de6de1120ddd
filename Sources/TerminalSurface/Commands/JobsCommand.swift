import Reports
import RunbookDesk

/// Lists what was planned and run.
enum JobsCommand: Command {
  static let card = CommandCard(
    name: "jobs", synopsis: "", summary: "list what was planned and run", examples: ["runbook jobs"])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else {
      throw Invocation.Unusable(message: "jobs takes no words; job takes an id")
    }
    let desk = try await terminal.world.desk(invocation.options)
    return terminal.report(.jobs(try await desk.jobs()), desk, invocation, .success)
  }
}
