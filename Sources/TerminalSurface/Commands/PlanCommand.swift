import Reports
import RunbookDesk

/// Shows what an operation would do, and keeps the plan under an id.
enum PlanCommand: Command {
  static let card = CommandCard(
    name: "plan", synopsis: "<operation> [arguments…]",
    summary: "show what an operation would do, and do nothing",
    examples: ["runbook plan restart-service nearyou"], takes: [.operation, .argument],
    notes: ["What changes something gets an id, and can be run once with it for 15 minutes: run --plan ID."])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard let name = invocation.words.first else {
      throw Invocation.Unusable(message: "plan needs an operation")
    }
    let desk = try await terminal.world.desk(invocation.options)
    if let procedure = await desk.procedure(name) {
      let steps = procedure.steps.flatMap(\.commands).compactMap(\.operation)
      throw Invocation.Unusable(
        message:
          "\(procedure.name) is a procedure; its steps are planned one by one: \(steps.joined(separator: ", "))",
        help: "runbook run \(procedure.name)")
    }
    let request = try desk.request(name, words: Array(invocation.words.dropFirst()))
    let plans = try await desk.plan(request, actor: "terminal")
    return terminal.report(.plans(plans), desk, invocation, .success)
  }
}
