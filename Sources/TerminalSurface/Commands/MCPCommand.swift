/// Serves agents over the Model Context Protocol.
enum MCPCommand: Command {
  static let card = CommandCard(
    name: "mcp", synopsis: "",
    summary: "serve agents on standard input and output, or by HTTP (Model Context Protocol)",
    examples: [
      "claude mcp add ops -- runbook --file /srv/runbook/AGENTS.md mcp",
      "runbook --file /srv/runbook/AGENTS.md mcp --http",
    ],
    options: [
      OptionCard("--http", nil, "serve by HTTP instead, at /mcp; says how to connect"),
      OptionCard("--listen", "ADDRESS:PORT", "where to serve by HTTP (default: 127.0.0.1:7373)"),
      OptionCard("--socket", "PATH", "serve by HTTP on a socket that only this account can open"),
      OptionCard("--token-file", "PATH", "the tokens that let clients in, one a line, mode 600"),
      OptionCard("--allow-host", "HOST", "a further name that we are reached by, as in a proxy's Host"),
      OptionCard("--allow-origin", "ORIGIN", "a web page that may call: https://tools.example"),
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    ExitCode(rawValue: await terminal.world.serveAgents(invocation.options)) ?? .internalError
  }
}
