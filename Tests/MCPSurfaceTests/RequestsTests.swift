import JSON
import Testing

/// Twenty plain requests as people put them to an agent, each with the tool and the arguments that the list of tools
/// alone leads to.
///
/// They were judged by the author of the descriptions, from the list as this runbook gives it and nothing else; what was
/// unclear was changed until one tool stood out. Another reader may judge otherwise: then the description is to be
/// mended, not the table.
@Suite struct RequestsTests {
  /// How far a call comes on a desk whose server shows nothing.
  enum End: Sendable {
    /// It is answered.
    case answered
    /// The arguments are taken, and what has to be seen of the server cannot be.
    case taken
  }

  static let requests: [(request: String, tool: String, arguments: JSON, end: End)] = [
    ("What port does luci run on?", "ask", ["question": "what port does luci run on"], .answered),
    ("Which app is behind port 3002?", "ask", ["question": "which app is on port 3002"], .answered),
    ("When does the nightly update run?", "ask", ["question": "when does nightly-update run"], .answered),
    ("May I delete the origin certificate?", "ask", ["question": "origin cert delete"], .answered),
    ("Is everything on the server as the runbook says?", "check", [:], .answered),
    ("Why does the check complain? Show me all the evidence.", "check", ["detail": "full"], .answered),
    ("Is nearyou up?", "service_status", ["service": "nearyou"], .answered),
    ("Are all sites running?", "service_status", [:], .answered),
    (
      "Show me the errors that nearyou logged in the last hour", "show_log",
      ["service": "nearyou", "since": "1h", "only": "errors"], .answered
    ),
    ("The last 200 lines of luci's log, please", "show_log", ["service": "luci", "lines": 200], .answered),
    ("Show me the last backup timestamp", "latest_backup", [:], .answered),
    ("Restart site-nearyou", "restart_service", ["service": "nearyou"], .taken),
    (
      "What exactly would happen if you restarted jumpinotech?", "plan",
      ["operation": "restart_service", "arguments": ["service": "jumpinotech"]], .taken
    ),
    (
      "Who is listening on port 3003?", "run_observing",
      ["operation": "port-owner", "arguments": ["port": "3003"]], .answered
    ),
    (
      "How long is the certificate still valid?", "run_observing", ["operation": "certificate-status"],
      .answered
    ),
    ("Is the disk filling up?", "run_observing", ["operation": "disk-status"], .answered),
    ("Reload nginx", "run_reloading", ["operation": "reload-nginx"], .taken),
    (
      "Stop wegweiserlife for now", "run_interrupting",
      ["operation": "stop-service", "arguments": ["service": "wegweiserlife"]], .taken
    ),
    (
      "Run the database backup now", "run_destroying",
      ["operation": "run-job", "arguments": ["job": "db-backup"]], .taken
    ),
    ("How do I restore the database?", "list_operations", ["operation": "database-restore"], .answered),
  ]

  @Test func thereAreTwenty() {
    #expect(Self.requests.count == 20)
    #expect(Set(Self.requests.map(\.tool)).count >= 10)
  }

  @Test(arguments: requests.indices) func oneCallIsRight(_ place: Int) async throws {
    let (request, tool, arguments, end) = Self.requests[place]
    let demo = try Runbooks.demo()
    let listed = try await Runbooks.tools(demo)
    let schema = try #require(listed.first { $0["name"] == .string(tool) }?["inputSchema"], "\(request)")
    #expect(Schema.complaints(arguments, schema) == [], "\(request)")
    let line = Dialogue.call(1, tool, arguments)
    let result = try #require(
      try await Dialogue.run([line], on: Runbooks.server(demo))[id: 1]?["result"], "\(request)")
    let text = result["content"]?[0]?["text"]?.asString ?? ""
    switch end {
    case .answered: #expect(result["structuredContent"] != nil, "\(request): \(text)")
    case .taken:
      // None of the ways in which arguments are refused.
      for words in ["Accepted:", "must be", "needs ", "has no", "does not run", "there is no operation"] {
        #expect(!text.contains(words), "\(request): \(text)")
      }
    }
  }

  /// The test above can fail: what a schema does not take is found.
  @Test func theSchemaIsLookedAt() throws {
    let schema: JSON = [
      "type": "object", "required": ["a"], "additionalProperties": false,
      "properties": [
        "a": ["type": "string", "enum": ["x"]], "n": ["type": "integer", "minimum": 1, "maximum": 5],
        "o": ["type": "object", "additionalProperties": ["type": "string"]],
        "t": ["type": "string", "maxLength": 2],
      ],
    ]
    #expect(Schema.complaints(["a": "x", "n": 5, "o": ["k": "v"], "t": "ab"], schema) == [])
    for wrong in [
      [:], ["a": "y"], ["a": 1], ["a": "x", "b": 1], ["a": "x", "n": 6], ["a": "x", "n": "5"],
      ["a": "x", "o": ["k": 1]], ["a": "x", "t": "abc"], [],
    ] as [JSON] {
      #expect(Schema.complaints(wrong, schema) != [], "\(wrong.text())")
    }
  }
}

/// As much of JSON Schema as the tools use.
enum Schema {
  static func complaints(_ value: JSON, _ schema: JSON) -> [String] {
    switch schema["type"] {
    case "object": object(value, schema)
    case "integer":
      value.asInt.map { number in
        number >= schema["minimum"]?.asInt ?? .min && number <= schema["maximum"]?.asInt ?? .max
      } ?? false ? [] : ["\(value.text()) is no such integer"]
    case "string":
      value.asString.map { text in
        (schema["enum"]?.asArray?.contains(value) ?? true)
          && text.unicodeScalars.count <= schema["maxLength"]?.asInt ?? .max
      } ?? false ? [] : ["\(value.text()) is no such string"]
    default: ["a type that tools do not use: \(schema.text())"]
    }
  }

  private static func object(_ value: JSON, _ schema: JSON) -> [String] {
    guard let object = value.asObject else { return ["\(value.text()) is no object"] }
    let missing = (schema["required"]?.asArray ?? []).compactMap(\.asString).filter { object[$0] == nil }
    return missing.map { "\($0) is missing" }
      + object.members.flatMap { member -> [String] in
        if let known = schema["properties"]?[member.key] { return complaints(member.value, known) }
        guard let rest = schema["additionalProperties"], rest != false else {
          return ["\(member.key) is unknown"]
        }
        return complaints(member.value, rest)
      }
  }
}
