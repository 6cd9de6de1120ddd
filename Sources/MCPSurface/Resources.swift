import Findings
import JSON
import Operations
import Reports
import RunbookDesk

/// The runbook and what is remembered of it, to be read. What a model needs is also reached by a tool: some clients know
/// no resources.
enum Resources {
  static let whole = "runbook://agents.md"
  static let section = "runbook://section/"
  static let template = "runbook://section/{slug}"
  private static let check = "runbook://check"
  private static let journal = "runbook://journal"
  /// Whoever wants more reads it at the terminal.
  private static let mostRecords = 200

  private struct Card {
    var uri, name, title, summary, type: String
    /// 1 is what matters most (2025-06-18, "Annotations").
    var priority: JSON = 0.5
    var size: Int?

    func json(_ revision: Revision) -> JSON {
      var json: JSONObject = ["uri": .string(uri), "name": .string(name)]
      if revision >= .june2025 { json["title"] = .string(title) }
      json["description"] = .string(summary)
      json["mimeType"] = .string(type)
      json["annotations"] = ["audience": ["user", "assistant"], "priority": priority]
      json["size"] = size.map { JSON($0) }
      return .object(json)
    }
  }

  /// Sections are listed by their headings, and those are a stranger's words until somebody has trusted them.
  static func list(
    _ opened: Result<Desk, any Error>, _ params: JSONObject, _ revision: Revision
  ) async throws -> MethodResult {
    let page = try Page(params, of: "resources")
    var cards = [
      Card(
        uri: whole, name: "agents.md", title: "The runbook",
        summary: "The runbook's main file, secrets masked.", type: markdown, priority: 1),
      Card(
        uri: check, name: "check", title: "What the checks remember",
        summary: "The faults that the remembered checks saw last. For the present call the tool check.",
        type: data),
      Card(
        uri: journal, name: "journal", title: "The journal",
        summary:
          "What was changed on this server by name, by whom and with what outcome; the latest records.",
        type: data),
    ]
    if let desk = try? opened.get(), await desk.isTrusted() {
      cards[0].size = text(desk.lines).utf8.count
      cards += desk.sections.map {
        Card(
          uri: section + encoded($0.slug), name: $0.slug, title: $0.title, summary: "\($0.range)",
          type: markdown,
          size: $0.text.utf8.count)
      }
    }
    return try page.result(cards.map { $0.json(revision) })
  }

  static func templates(_ params: JSONObject, _ revision: Revision) throws -> MethodResult {
    var json: JSONObject = ["uriTemplate": .string(template), "name": "section"]
    if revision >= .june2025 { json["title"] = "A section of the runbook" }
    json["description"] =
      "What stands under one heading; slug is the heading in lower case, words joined by -."
    json["mimeType"] = .string(markdown)
    return try Page(params, of: "resourceTemplates").result([.object(json)])
  }

  static func read(
    _ opened: Result<Desk, any Error>, _ params: JSONObject, _ revision: Revision
  ) async throws -> MethodResult {
    guard let uri = params["uri"]?.asString else {
      throw RPCError(.invalidParams, "resources/read needs uri, a string")
    }
    let desk: Desk
    do { desk = try opened.get() } catch let error as Unavailable {
      throw RPCError(.internalError, error.words)
    }
    switch uri {
    case whole: return await result(uri, desk.lines, desk)
    case check: return result(uri, AgentJSON.of(try await desk.remembered()))
    case journal:
      let entries = try await desk.latestRecords().suffix(mostRecords)
      return result(uri, AgentJSON.of(Array(entries)))
    default:
      // Against the headings that there are: no path is made of it.
      guard uri.hasPrefix(section),
        let found = desk.sections.first(where: {
          section + encoded($0.slug) == uri || section + $0.slug == uri
        })
      else {
        throw RPCError(
          revision == .july2026 ? .invalidParams : .noSuchResource, "no such resource: \(Quoted.text(uri))",
          detail: ["uri": .string(String(uri.prefix(longestURI)))])
      }
      return await result(uri, found.lines, desk)
    }
  }

  private static let longestURI = 500
  private static let markdown = "text/markdown"
  private static let data = "application/json"

  private static func text(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  /// A list's lifetime: the file may be edited.
  private static func result(_ uri: String, _ lines: [String], _ desk: Desk) async -> MethodResult {
    guard await desk.isTrusted() else { return result(uri, AgentJSON.ofUntrusted(lines)) }
    return result(uri, text(lines), markdown, MethodResult.listLifetime)
  }

  private static func result(_ uri: String, _ json: JSONObject) -> MethodResult {
    result(uri, JSON.object(json).text(), data, 0)
  }

  private static func result(
    _ uri: String, _ text: String, _ type: String, _ lifetime: Int
  ) -> MethodResult {
    MethodResult(
      ["contents": [["uri": .string(uri), "mimeType": .string(type), "text": .string(text)]]],
      lifetime: lifetime)
  }

  /// As a URI may hold it (RFC 3986, section 2.3: letters, digits and `-._~`; all else as bytes).
  private static func encoded(_ slug: String) -> String {
    slug.utf8.map { byte in
      let scalar = UnicodeScalar(byte)
      let isPlain = byte < 0x80 && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte))
      if isPlain || "-._~".utf8.contains(byte) { return String(Character(scalar)) }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.count == 1 ? "0" : "") + digits
    }.joined()
  }
}
