import JSON
import Testing

@Suite struct ErasTests {
  @Test(arguments: [
    ("2024-11-05", "2024-11-05"), ("2025-03-26", "2025-03-26"), ("2025-06-18", "2025-06-18"),
    ("2025-11-25", "2025-11-25"), ("2026-07-28", "2025-11-25"), ("tomorrow", "2025-11-25"),
  ]) func aHandshakeAgrees(_ requested: String, _ agreed: String) async throws {
    let answers = try await Dialogue.run([
      Dialogue.initialize(requested), #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
      Dialogue.request(1, "tools/list"),
    ])
    #expect(answers.count == 2)
    let result = answers[id: "init"]?["result"]
    #expect(result?["protocolVersion"] == .string(agreed))
    #expect(result?["capabilities"]?["tools"] == ["listChanged": false])
    #expect((result?["instructions"]?.asString?.utf8.count ?? 999) <= 600)
    let list = answers[id: 1]?["result"]
    #expect(list?["ttlMs"] == nil && list?["resultType"] == nil)
    #expect((list?["tools"]?[0]?["annotations"] != nil) == (agreed > "2024-11-05"))
    #expect((list?["tools"]?[0]?["outputSchema"] != nil) == (agreed >= "2025-06-18"))
  }

  @Test func theStatelessRevisionNeedsNoHandshake() async throws {
    let answers = try await Dialogue.run([
      Dialogue.request("d", "server/discover", isModern: true),
      Dialogue.request(2, "tools/list", isModern: true),
      Dialogue.request(3, "ping", isModern: true), Dialogue.request(4, "tools/list"),
    ])
    let found = answers[id: "d"]?["result"]
    #expect(found?["supportedVersions"] == ["2026-07-28"])
    for result in [found, answers[id: 2]?["result"]] {
      #expect(result?["ttlMs"] == 5000 && result?["cacheScope"] == "private")
      #expect(result?["resultType"] == "complete")
      #expect(result?["_meta"]?["io.modelcontextprotocol/serverInfo"]?["name"] == "runbook")
    }
    #expect(answers[id: 3]?["error"]?["code"] == -32601)
    // An envelope leaves nothing behind for the next request.
    #expect(answers[id: 4]?["error"]?["code"] == -32602)
  }

  @Test func bothErasAtOnce() async throws {
    let answers = try await Dialogue.run([
      Dialogue.initialize(), Dialogue.request(1, "server/discover", isModern: true),
      Dialogue.request(2, "ping"),
      Dialogue.request(3, "server/discover"), Dialogue.call(4, "ask", ["question": "port of luci"]),
      Dialogue.request(5, "tools/call", ["name": "ask", "arguments": ["question": "port of luci"]]),
    ])
    #expect(answers[id: 1]?["result"] != nil)
    #expect(answers[id: 2]?["result"] == [:])
    #expect(answers[id: 3]?["error"]?["code"] == -32601)
    #expect(answers[id: 4]?["result"]?["resultType"] == "complete")
    #expect(answers[id: 5]?["result"]?["resultType"] == nil)
    #expect(
      answers[id: 5]?["result"]?["structuredContent"] == answers[id: 4]?["result"]?["structuredContent"])
  }

  @Test func beforeInitializeOnlyPing() async throws {
    let answers = try await Dialogue.run([
      Dialogue.request(1, "ping"), Dialogue.request(2, "tools/list"), Dialogue.request(3, "nonsense"),
    ])
    #expect(answers[id: 1]?["result"] == [:])
    for id in [2, 3] as [JSON] {
      #expect(answers[id: id]?["error"]?["code"] == -32602)
      #expect(answers[id: id]?["error"]?["message"]?.asString?.contains("initialize") == true)
      #expect(answers[id: id]?["error"]?["message"]?.asString?.contains("2026-07-28") == true)
    }
  }

  @Test func wrongEnvelopes() async throws {
    func line(_ id: JSON, _ meta: JSON) -> String { Dialogue.request(id, "tools/list", ["_meta": meta]) }
    let version = "io.modelcontextprotocol/protocolVersion",
      able = "io.modelcontextprotocol/clientCapabilities"
    let answers = try await Dialogue.run([
      line(1, .object([version: "2025-11-25", able: [:]])), line(2, .object([version: 7, able: [:]])),
      line(3, .object([version: "2026-07-28"])), line(4, .object([able: [:]])),
    ])
    #expect(answers[id: 1]?["error"]?["code"] == -32022)
    #expect(answers[id: 1]?["error"]?["data"] == ["supported": ["2026-07-28"], "requested": "2025-11-25"])
    for id in [2, 3, 4] as [JSON] { #expect(answers[id: id]?["error"]?["code"] == -32602) }
  }

  @Test func whatIsNoObjectIsRefused() async throws {
    let agreed: JSONObject = ["protocolVersion": "2025-11-25"]
    for name in ["capabilities", "clientInfo"] {
      for value in [.null, "x", []] as [JSON] {
        var params = agreed
        params[name] = value
        let answers = try await Dialogue.run([
          Dialogue.request(1, "initialize", params), Dialogue.request(2, "tools/list"),
        ])
        #expect(answers[id: 1]?["error"]?["code"] == -32602, "\(name)")
        #expect(answers[id: 2]?["error"]?["code"] == -32602, "no handshake was made")
      }
    }
    let answers = try await Dialogue.run([
      Dialogue.request(1, "initialize", agreed),
      Dialogue.request(2, "prompts/list", ["_meta": "x"]),
      Dialogue.request(3, "prompts/list", ["_meta": [:]]),
    ])
    #expect(answers[id: 2]?["error"]?["code"] == -32602)
    #expect(answers[id: 3]?["result"] != nil)
  }

  @Test func batchesAreOfOneRevision() async throws {
    let requests = [
      Dialogue.request(1, "ping"), #"{"jsonrpc":"2.0","method":"x"}"#, Dialogue.request(2, "nope"),
    ]
    let batch = "[\(requests.joined(separator: ",")),7]"
    let answers = try await Dialogue.run([Dialogue.initialize("2025-03-26"), batch, "[]"])
    let array = answers.compactMap(\.asArray).first
    #expect(array?.count == 3)
    #expect(array?.first == ["jsonrpc": "2.0", "id": 1, "result": [:]])
    #expect(array?[id: 2]?["error"]?["code"] == -32601)
    #expect(array?.last?["error"]?["code"] == -32600)
    #expect(answers[id: .null]?["error"]?["code"] == -32600)
    let refused = try await Dialogue.run([Dialogue.initialize("2025-06-18"), batch])
    #expect(refused.count == 2)
    #expect(refused[id: .null]?["error"]?["code"] == -32600)
  }
}
