import Findings
import Operations
import Reports
import RunbookDesk

/// Shows what became of one plan.
enum JobCommand: Command {
  static let card = CommandCard(
    name: "job", synopsis: "<id>", summary: "show what became of one plan",
    examples: ["runbook job 3f9c0a417be2d58816aa"], takes: [.job],
    notes: ["The exit status is that of the run; 4 while it runs."], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard let id = invocation.words.first, invocation.words.count == 1 else {
      throw Invocation.Unusable(message: "job needs the id of one plan")
    }
    let desk = try await terminal.world.desk(invocation.options)
    let job = try await desk.job(id)
    switch job.outcome {
    case .ended(let execution)?:
      return terminal.report(.executions([execution]), desk, invocation, ExitCode([execution]))
    case .refused(let refusal)?: throw refusal
    case .faulted(let fault)?: throw fault
    case nil:
      let code: ExitCode = job.state == .running ? .busy : job.state == .cutOff ? .negative : .success
      return terminal.report(.jobs([job]), desk, invocation, code)
    }
  }
}
