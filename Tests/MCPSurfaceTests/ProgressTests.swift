import JSON
import Testing

/// What a client is told while something is being done, and what becomes of it when it no longer wants to know.
@Suite(.serialized) struct ProgressTests {
  static func restart(_ id: JSON, token: JSON? = nil, modern: Bool = true) -> String {
    var params: JSONObject = ["name": "restart_service", "arguments": ["service": "luci"]]
    var meta: JSONObject = modern ? (Dialogue.envelope.asObject ?? [:]) : [:]
    meta["progressToken"] = token
    params["_meta"] = .object(meta)
    return Dialogue.request(id, "tools/call", params)
  }

  @Test(arguments: ["a token", 7] as [JSON]) func aTokenIsTold(_ token: JSON) async throws {
    let client = try Client(try await Scene(pause: .milliseconds(700)).server())
    try client.send(Self.restart(1, token: token))
    var told: [JSON] = []
    while let message = try await client.next() {
      if message["id"] != nil {
        #expect(message["result"]?["isError"] == false)
        break
      }
      told.append(message)
    }
    #expect(told.count >= 2)
    #expect(told.allSatisfy { $0["method"] == "notifications/progress" })
    #expect(told.allSatisfy { $0["params"]?["progressToken"] == token })
    let done = told.compactMap { $0["params"]?["progress"]?.asInt }
    #expect(done == done.sorted() && Set(done).count == told.count)
    #expect(told.first?["params"]?["total"] == 4)
    #expect(told.first?["params"]?["message"]?.asString?.hasPrefix("step 1 of 2: ") == true)
    #expect(try await client.end().isEmpty)
  }

  @Test func withoutATokenNothingIsTold() async throws {
    let scene = Scene(pause: .milliseconds(400))
    let answers = try await Dialogue.run([Self.restart(1)], on: try await scene.server())
    #expect(answers.map { $0["id"] } == [1])
    #expect(scene.events.last == "end")
  }

  @Test func onceBegunItGoesOnAndNothingMoreIsSaid() async throws {
    let scene = Scene(pause: .milliseconds(600))
    let client = try Client(try await scene.server())
    try client.send(Self.restart(1, token: "t"))
    let first = try await client.next()
    #expect(first?["method"] == "notifications/progress")
    try client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    try client.send(Dialogue.request(2, "tools/list", isModern: true))
    #expect(try await client.answer(2) != nil)
    #expect(try await client.next(within: 2500) == nil)
    #expect(scene.deeds.count == 2 && scene.events.last == "end")
    #expect(try await client.end().isEmpty)
  }

  @Test func cancelledBeforeItBeganItNeverBegins() async throws {
    let scene = Scene(weighing: .milliseconds(300))
    let client = try Client(try await scene.server())
    try client.send(
      Self.restart(1),
      #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    #expect(try await client.end().isEmpty)
    #expect(scene.deeds.isEmpty)
  }

  @Test func theEndOfInputLeavesWhatWasBegun() async throws {
    let scene = Scene(pause: .milliseconds(1500))
    let client = try Client(try await scene.server())
    try client.send(Self.restart(1))
    try await Task.sleep(for: .milliseconds(500))
    let start = ContinuousClock.now
    #expect(try await client.end().isEmpty)
    #expect(ContinuousClock.now - start < .seconds(2))
    while scene.events.last != "end", ContinuousClock.now - start < .seconds(8) {
      try await Task.sleep(for: .milliseconds(50))
    }
    #expect(scene.deeds.count == 2)
  }
}
