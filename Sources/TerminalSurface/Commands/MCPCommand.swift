public import RunbookModel

/// Serves agents over the Model Context Protocol.
enum MCPCommand: Command {
  static let card = CommandCard(
    name: "mcp", synopsis: "[install CLIENT]",
    summary: "serve agents on standard input and output, or by HTTP (Model Context Protocol)",
    examples: [
      "runbook mcp install claude-code", "runbook mcp install codex --write",
      "runbook mcp install vscode --ssh deploy@server.example",
      "claude mcp add ops -- runbook --file /srv/runbook/AGENTS.md mcp",
      "runbook --file /srv/runbook/AGENTS.md mcp --http",
    ],
    options: [
      OptionCard("--read-only", nil, "offer nothing that changes anything: --allow observes"),
      OptionCard("--allow", "EFFECT", "offer no more than what observes, reloads or interrupts"),
      OptionCard("--http", nil, "serve by HTTP instead, at /mcp; says how to connect"),
      OptionCard("--listen", "ADDRESS:PORT", "where to serve by HTTP (default: 127.0.0.1:7373)"),
      OptionCard("--socket", "PATH", "serve by HTTP on a socket that only this account can open"),
      OptionCard("--token-file", "PATH", "the tokens that let clients in, one a line, mode 600"),
      OptionCard("--allow-host", "HOST", "a further name that we are reached by, as in a proxy's Host"),
      OptionCard("--allow-origin", "ORIGIN", "a web page that may call: https://tools.example"),
      OptionCard("--write", nil, "install: write the client's configuration instead of showing it"),
      OptionCard("--name", "NAME", "install: what the client calls the server; runbook when left out"),
      OptionCard("--ssh", "HOST", "install: the server is on another machine"),
    ],
    notes: ["Clients: \(Installation.clients.joined(separator: ", ")). See Documentation/Agents.md."])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    switch invocation.words.first {
    case nil:
      let own = invocation.options.own
      if let word = own["--allow"]?.last, Effect(rawValue: word) == nil {
        throw Invocation.Unusable(
          message: "--allow takes \(Effect.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      if own["--allow"] != nil, own["--read-only"] != nil {
        throw Invocation.Unusable(message: "--read-only is --allow observes: give one of them")
      }
      return ExitCode(rawValue: await terminal.world.serveAgents(invocation.options)) ?? .internalError
    case "install": return try await Installation.run(invocation.words.dropFirst(), invocation, terminal)
    default: throw Invocation.Unusable(message: "mcp takes no words but install CLIENT")
    }
  }
}

extension Options {
  /// The strongest effect that agents are offered.
  public var strongestForAgents: Effect {
    if own["--read-only"] != nil { return .observes }
    // A word that is none was refused before.
    return own["--allow"]?.last.map { Effect(rawValue: $0) ?? .observes } ?? .destroys
  }
}
