import JSON
import Testing

/// What stands before a model's eyes all the time is short and says all.
@Suite struct CatalogTests {
  static func size(_ tools: [JSON]) -> Int { JSON.object(["tools": .array(tools)]).text().utf8.count }

  @Test func theDemosListIsShort() async throws {
    let tools = try await Runbooks.tools(Runbooks.demo())
    #expect(tools.count <= 14)
    #expect(Self.size(tools) <= 12_000, "\(Self.size(tools)) bytes")
    let names = Self.property("operation", of: "run_interrupting", in: tools)?["enum"]?.asArray ?? []
    #expect(names.contains("stop-service") && names.contains("fetch-it"))
    // What is restart-service under another name is taken and not listed twice.
    #expect(!names.contains("restart-supervisor"))
  }

  /// Another word for an operation has parameters of its own, and the tool that it is listed with takes them.
  @Test func theToolThatIsToldTakesTheName() async throws {
    func call(_ tool: JSON, _ arguments: JSON) async throws -> JSON? {
      try await Runbooks.ask("tools/call", ["name": tool, "arguments": arguments], of: Runbooks.demo())[
        "result"]
    }
    let listed = try await call("list_operations", [:])?["structuredContent"]?["operations"]?.asArray ?? []
    let others = listed.filter { $0["same"] != nil }
    try #require(others.count > 3)
    for other in others {
      let name = try #require(other["name"]), tool = try #require(other["tool"])
      let alone = try await call("list_operations", ["operation": name])?["structuredContent"]?["operations"]
      #expect(alone?[0]?["tool"] == tool)
      var words: JSONObject = [:]
      for parameter in other["parameters"]?.asArray ?? [] {
        words[parameter["name"]?.asString ?? ""] = parameter["accepted"]?[0]
      }
      let answer = try await call(tool, ["operation": name, "arguments": .object(words)])
      // The server behind it shows nothing: it gets as far as that.
      let text = answer?["content"]?[0]?["text"]?.asString ?? ""
      #expect(
        answer?["structuredContent"] != nil || text.contains("cannot be seen")
          || text.contains("not possible"),
        "\(name): \(text)")
    }
  }

  static func property(_ name: String, of tool: String, in tools: [JSON]) -> JSON? {
    tools.first { $0["name"] == .string(tool) }?["inputSchema"]?["properties"]?[name]
  }

  @Test func aLargeRunbooksListIsShort() async throws {
    let tools = try await Runbooks.tools(Runbooks.large)
    #expect(tools.count <= 14)
    #expect(Self.size(tools) <= 20_000, "\(Self.size(tools)) bytes")
    for (name, tool) in [("service", "restart_service"), ("operation", "run_observing")] {
      let property = Self.property(name, of: tool, in: tools)
      #expect(property?["enum"] == nil && property?["maxLength"] != nil)
      #expect(property?["description"]?.asString?.contains("see list_operations") == true)
    }
  }

  /// What a schema has no room for is found by calling, and a wrong name is answered with the nearest.
  @Test func namesOfALargeRunbookAreFound() async throws {
    let large = Runbooks.large
    func call(_ tool: JSON, _ arguments: JSON) async throws -> JSON {
      try #require(
        try await Runbooks.ask("tools/call", ["name": tool, "arguments": arguments], of: large)["result"])
    }
    let all = try await call("list_operations", [:])
    #expect(all["structuredContent"]?["operations"]?.asArray?.count ?? 0 > 200)
    // Claude Code cuts an answer at 25,000 tokens.
    let text = all["content"]?[0]?["text"]?.asString ?? ""
    #expect(text.utf8.count < 64_000, "\(text.utf8.count) bytes")
    let one = try await call("list_operations", ["operation": "restart-service"])
    let names = one["structuredContent"]?["operations"]?[0]?["parameters"]?[0]?["accepted"]?.asArray ?? []
    #expect(names.count == 200 && names.contains("shop-173"))
    let wrong = try await call("show_log", ["service": "shop-1733"])
    let words = wrong["content"]?[0]?["text"]?.asString ?? ""
    #expect(wrong["isError"] == true && words.contains("Nearest: shop-133, shop-173,"), "\(words)")
    #expect(words.utf8.count < 1000)
    let command = try await call(
      "run_observing", ["operation": "tend-shop-number-5-by-hand-x", "arguments": [:]])
    #expect(
      command["content"]?[0]?["text"]?.asString?.contains("Nearest: tend-shop-number-5-by-hand") == true)
  }

  /// Before anybody has trusted it the tools are there and tell what is missing; none of its names is.
  @Test func aTextThatNobodyHasTrusted() async throws {
    let tools = try await Runbooks.tools(Runbooks.demo(), isTrusted: false)
    #expect(tools.count == 14 && !JSON.array(tools).text().contains("wegweiserlife"))
    let result = try await Runbooks.ask(
      "tools/call", ["name": "restart_service", "arguments": ["service": "luci"]], of: Runbooks.demo(),
      isTrusted: false)["result"]
    #expect(result?["isError"] == true)
    #expect(result?["content"]?[0]?["text"]?.asString?.contains("runbook trust") == true)
  }
}
