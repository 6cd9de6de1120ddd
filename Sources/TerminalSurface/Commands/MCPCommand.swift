/// Serves agents over the Model Context Protocol.
enum MCPCommand: Command {
  static let card = CommandCard(
    name: "mcp", synopsis: "", summary: "serve agents on standard input and output (Model Context Protocol)",
    examples: ["claude mcp add ops -- runbook --file /srv/runbook/AGENTS.md mcp"])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    ExitCode(rawValue: await terminal.world.serveAgents(invocation.options)) ?? .internalError
  }
}
