import Reports
import RunbookDesk

/// Writes what the check sees into a folder.
enum RecordCommand: Command {
  static let card = CommandCard(
    name: "record", synopsis: "<folder>",
    summary: "write what the check sees into a folder, to be replayed anywhere",
    examples: ["runbook record /tmp/server", "runbook --recording /tmp/server check"], takes: [.file],
    isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard let folder = invocation.words.first, invocation.words.count == 1 else {
      throw Invocation.Unusable(message: "record needs one folder")
    }
    var options = invocation.options
    options.recordTo = folder
    let desk = try await terminal.world.desk(options)
    let report = await desk.check()
    return terminal.report(.check(report), desk, invocation, ExitCode(report))
  }
}
