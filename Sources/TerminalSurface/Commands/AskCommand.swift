import Reports
import RunbookDesk

/// Looks something up in the runbook.
enum AskCommand: Command {
  static let card = CommandCard(
    name: "ask", synopsis: "<words…>", summary: "look something up in the runbook; no server is touched",
    examples: ["runbook ask what port does luci run on", "runbook ask which app is on 3002"],
    takes: [.subject])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard !invocation.words.isEmpty else { throw Invocation.Unusable(message: "ask needs a question") }
    let desk = try await terminal.world.desk(invocation.options)
    let answer = desk.lookUp(invocation.words.joined(separator: " "))
    return terminal.report(.lookUp(answer), desk, invocation, ExitCode(answer))
  }
}
