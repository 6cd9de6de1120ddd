import Findings

/// A program that a model works through, and where it writes down the servers that it starts.
///
/// The rules are each client's own documentation: code.claude.com/docs/en/mcp ("MCP installation scopes"),
/// the Codex manual ("Model Context Protocol", `config.toml`), code.visualstudio.com/docs/copilot/reference/
/// mcp-configuration, cursor.com/docs/mcp and geminicli.com/docs/tools/mcp-server.
enum AgentClient: String, CaseIterable {
  case claudeCode = "claude-code"
  case codex, vscode, cursor, gemini

  /// The file that holds its servers: the project's own, which its client asks a person about before it starts anything;
  /// Codex takes a project's only where that is trusted. nil where no home is known.
  func path(_ files: ClientFiles) -> String? {
    switch self {
    case .claudeCode: "\(files.folder)/.mcp.json"
    case .vscode: "\(files.folder)/.vscode/mcp.json"
    case .cursor: "\(files.folder)/.cursor/mcp.json"
    case .gemini: "\(files.folder)/.gemini/settings.json"
    case .codex:
      (files.variable("CODEX_HOME") ?? files.variable("HOME").map { "\($0)/.codex" }).map {
        "\($0)/config.toml"
      }
    }
  }

  /// The member that holds the servers; nil for TOML.
  var key: String? {
    switch self {
    case .claudeCode, .cursor, .gemini: "mcpServers"
    case .vscode: "servers"
    case .codex: nil
    }
  }

  /// Whether an entry says that it speaks on standard streams; Gemini tells it by the command.
  var namesTransport: Bool { self != .gemini }

  /// The client's own command that writes the same; nil where it has none.
  func command(_ entry: ServerEntry) -> String? {
    let words = [entry.command] + entry.arguments
    return switch self {
    case .claudeCode:
      ShellWords.joined(
        ["claude", "mcp", "add", "--scope", "project", "--transport", "stdio", entry.name, "--"] + words)
    case .codex: ShellWords.joined(["codex", "mcp", "add", entry.name, "--"] + words)
    case .gemini: ShellWords.joined(["gemini", "mcp", "add", "--scope", "project", entry.name] + words)
    case .vscode: ShellWords.joined(["code", "--add-mcp", entry.named])
    case .cursor: nil
    }
  }
}

/// Words as a person pastes them into a shell. We never hand them to one.
enum ShellWords {
  static func joined(_ words: [String]) -> String { words.map(quoted).joined(separator: " ") }

  private static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "_./@:=+,-".utf8.contains(byte)
    }
    return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: #"'\''"#) + "'"
  }
}
