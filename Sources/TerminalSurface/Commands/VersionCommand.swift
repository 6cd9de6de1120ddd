/// Prints the version.
enum VersionCommand: Command {
  static let card = CommandCard(
    name: "version", synopsis: "", summary: "print the version", examples: ["runbook version"], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    terminal.say("runbook \(terminal.world.version)")
  }
}
