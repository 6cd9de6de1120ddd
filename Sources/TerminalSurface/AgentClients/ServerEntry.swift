import Findings
import JSON
import Operations

/// How a client starts this server, and how that is written into its configuration.
struct ServerEntry: Sendable {
  var name: String
  var command: String
  var arguments: [String]

  /// What came of writing it.
  enum Change: String {
    case added
    /// It said something else under the same name.
    case replaced
    case unchanged
  }

  private func members(_ client: AgentClient) -> JSONObject {
    var json: JSONObject = [:]
    if client.namesTransport { json["type"] = "stdio" }
    json["command"] = .string(command)
    json["args"] = .array(arguments.map(JSON.string))
    return json
  }

  /// One object with its name in it, as VS Code's command takes it.
  var named: String {
    var json: JSONObject = ["name": .string(name)]
    for member in members(.vscode).members { json[member.key] = member.value }
    return JSON.object(json).text()
  }

  /// The whole configuration with this server in it, all else kept.
  ///
  /// - Parameter existing: what the file holds; nil where there is none.
  func merged(into existing: String?, of client: AgentClient, path: String) throws(Refusal) -> (
    String, Change
  ) {
    guard let key = client.key else { return try mergedTOML(existing ?? "", path) }
    var root: JSONObject = [:]
    if let existing, existing.contains(where: { !$0.isWhitespace }) {
      // VS Code and Gemini take comments too, which would be lost.
      guard let object = (try? JSON.parse(existing))?.asObject else {
        throw Refusal(
          .notPossible, "\(path) cannot be read as plain JSON, and is left as it is: add the server by hand",
          help: "runbook mcp install \(client.rawValue)")
      }
      root = object
    }
    guard var servers = (root[key] ?? [:]).asObject else {
      throw Refusal(.notPossible, "\(path): \(key) is no object, and is left as it is")
    }
    let new = JSON.object(members(client)), old = servers[name]
    servers[name] = new
    root[key] = .object(servers)
    let text = JSON.object(root).text(.pretty) + "\n"
    return (text, old == nil ? .added : old == new ? .unchanged : .replaced)
  }

  /// Strings and lists of JSON are strings and lists of TOML 1.0 too.
  private var table: String {
    """
    [mcp_servers.\(name)]
    command = \(JSON.string(command).text())
    args = \(JSON.array(arguments.map(JSON.string)).text())

    """
  }

  /// A table at the end of the file is always one more table; one that is there in whatever form is left alone.
  private func mergedTOML(_ existing: String, _ path: String) throws(Refusal) -> (String, Change) {
    if existing.contains(table) { return (existing, .unchanged) }
    let isThere = existing.split(whereSeparator: \.isNewline).contains { line in
      let words = line.filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
      return words.hasPrefix("[mcp_servers.\(name)]") || words.hasPrefix("[mcp_servers.\(name).")
        || words.hasPrefix("mcp_servers.\(name)") || words.hasPrefix("mcp_servers=")
        || words.hasPrefix("\(name)={") || words.hasPrefix("[[mcp_servers")
    }
    guard !isThere else {
      throw Refusal(
        .notPossible, "\(path) has a server \(name) already, and is left as it is: change it by hand",
        help: "runbook mcp install codex")
    }
    let gap = existing.isEmpty || existing.hasSuffix("\n\n") ? "" : existing.hasSuffix("\n") ? "\n" : "\n\n"
    return (existing + gap + table, .added)
  }
}
