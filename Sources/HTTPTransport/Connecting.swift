/// How clients are told of the service. The token itself is never printed: what is on a screen is in its history.
public enum Connecting {
  /// 7373 is in nobody's hands (IANA, service names and port numbers).
  public static let standard = "127.0.0.1:7373"

  /// - Parameter addresses: `127.0.0.1:7373`, or the path of a socket.
  public static func words(addresses: [String], tokenFile: String) -> String {
    let urls = addresses.map {
      $0.hasPrefix("/") ? "\($0) (http://localhost\(Gate.path))" : "http://\($0)\(Gate.path)"
    }
    let served = urls.map { "runbook: serving agents at \($0)" } + ["runbook: the token is in \(tokenFile)"]
    guard let url = urls.first(where: { $0.hasPrefix("http") }) else {
      return lines(
        served + [
          "  curl --unix-socket \(addresses[0]) http://localhost\(Gate.path) \\",
          "    -H \"Authorization: Bearer $(cat \(tokenFile))\" -H 'Content-Type: application/json' -d @message.json",
        ])
    }
    return lines(
      served + [
        "", "Each client keeps it in a file of your own account, never in one of a project:",
        "  export RUNBOOK_TOKEN=\"$(cat \(tokenFile))\"", "",
        "  claude mcp add --transport http --scope user ops \(url) --header \"Authorization: Bearer $RUNBOOK_TOKEN\"",
        "  codex mcp add ops --url \(url) --bearer-token-env-var RUNBOOK_TOKEN",
        "  gemini mcp add --transport http --scope user --header \"Authorization: Bearer $RUNBOOK_TOKEN\" ops \(url)",
        "  Cursor, ~/.cursor/mcp.json:",
        "    {\"mcpServers\":{\"ops\":{\"url\":\"\(url)\",\"headers\":{\"Authorization\":\"Bearer ${env:RUNBOOK_TOKEN}\"}}}}",
        "  VS Code, MCP: Open User Configuration:",
        "    {\"inputs\":[{\"id\":\"runbook\",\"type\":\"promptString\",\"password\":true,\"description\":\"token\"}],",
        "     \"servers\":{\"ops\":{\"type\":\"http\",\"url\":\"\(url)\",",
        "       \"headers\":{\"Authorization\":\"Bearer ${input:runbook}\"}}}}",
      ])
  }

  private static func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }
}
