import Reports
import RunbookDesk

/// Runs an operation by name and proves it.
enum RunCommand: Command {
  static let card = CommandCard(
    name: "run", synopsis: "<operation> [arguments…]",
    summary: "run an operation by name and prove what it did",
    examples: [
      "runbook run restart-service nearyou", "runbook run show-log luci 20", "runbook run service-status",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard let name = invocation.words.first else {
      throw Invocation.Unusable(message: "run needs an operation")
    }
    guard invocation.options.recording == nil else {
      throw Invocation.Unusable(message: "a recording can be looked at and not changed; use plan")
    }
    let desk = try await terminal.world.desk(invocation.options)
    let plans = try await desk.plan(name, words: Array(invocation.words.dropFirst()))
    let executions = await desk.run(plans, actor: "terminal")
    return terminal.report(.executions(executions), desk, invocation, ExitCode(executions))
  }
}
