import Reports
import RunbookDesk

/// Says what an operation would meet: trust, policy, permissions, grants, state.
enum DoctorCommand: Command {
  static let card = CommandCard(
    name: "doctor", synopsis: "", summary: "say what stands in the way of operations, and what mends it",
    examples: ["runbook doctor", "sudo -u deploy runbook doctor"],
    notes: ["Run it as the account that runs the operations. Exit status 1 where something has to be mended."]
  )

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "doctor takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    let found = try await desk.diagnoses(version: terminal.world.version)
    return terminal.report(
      .diagnoses(found), desk, invocation, found.contains { $0.state == .poor } ? .negative : .success)
  }
}
