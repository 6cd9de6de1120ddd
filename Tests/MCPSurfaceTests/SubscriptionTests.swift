import JSON
import Operations
import RunbookDesk
import RunbookModel
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import MCPSurface

/// Who is told that the runbook has changed.
@Suite(.serialized) struct SubscriptionTests {
  /// A runbook that is edited while it is served.
  private final class Edited: Sendable {
    private struct Source: RunbookSource {
      var text: String?
      func chapters() throws(Unavailable) -> [Chapter] {
        guard let text else { throw Unavailable(.notFound, "AGENTS.md: gone") }
        return [Chapter(name: "AGENTS.md", bytes: Array(text.utf8))]
      }
    }

    private let text = Mutex<String?>(MemoryRunbook.text)
    private let watchers = Mutex<[AsyncStream<Void>.Continuation]>([])
    private let scene = Scene()

    func edit(_ text: String?) {
      self.text.withLock { $0 = text }
      for watcher in watchers.withLock({ $0 }) { watcher.yield() }
    }

    func server() -> MCPServer {
      var world = AgentWorld(version: "0.1.0") { [self] in
        try await scene.desk(Source(text: text.withLock { $0 }))
      }
      world.changes = { [self] in
        let (stream, watcher) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        watchers.withLock { $0.append(watcher) }
        return stream
      }
      return MCPServer(world)
    }
  }

  private static let more = MemoryRunbook.text.replacing("| luci    |", with: "| other   |")
  private static let whole = "runbook://agents.md"

  private static func listen(_ id: JSON, _ wanted: JSON) -> String {
    Dialogue.request(id, "subscriptions/listen", ["notifications": wanted], isModern: true)
  }

  @Test(arguments: ["listen-1", 7] as [JSON]) func aLongRequestIsTold(_ id: JSON) async throws {
    let edited = Edited(), client = try Client(edited.server())
    try client.send(
      Self.listen(
        id,
        [
          "toolsListChanged": true, "promptsListChanged": false, "taskIds": ["x"],
          "resourceSubscriptions": [.string(Self.whole), "runbook://section/nothing"],
        ]))
    let first = try await client.next()
    #expect(first?["method"] == "notifications/subscriptions/acknowledged")
    #expect(
      first?["params"]?["notifications"]
        == ["toolsListChanged": true, "resourceSubscriptions": [.string(Self.whole)]])
    let key = "io.modelcontextprotocol/subscriptionId"
    #expect(first?["params"]?["_meta"]?[key] == id)
    // The same text once more is no change, and one that cannot be read is none either.
    edited.edit(MemoryRunbook.text)
    edited.edit(nil)
    #expect(try await client.next(within: 500) == nil)
    edited.edit(Self.more)
    let told = [try await client.next(), try await client.next()]
    #expect(
      Set(told.compactMap { $0?["method"] }) == [
        "notifications/tools/list_changed", "notifications/resources/updated",
      ])
    #expect(told.allSatisfy { $0?["params"]?["_meta"]?[key] == id })
    #expect(told.contains { $0?["params"]?["uri"] == .string(Self.whole) })
    let end = try await client.end()
    #expect(end.count == 1 && end.first?["id"] == id)
    #expect(end.first?["result"]?["resultType"] == "complete")
    #expect(end.first?["result"]?["_meta"]?[key] == id)
  }

  @Test func aCancelledOneIsToldNothingMore() async throws {
    let edited = Edited(), client = try Client(edited.server())
    try client.send(Self.listen(1, ["toolsListChanged": true]))
    #expect(try await client.next() != nil)
    try client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    try client.send(Dialogue.request(2, "tools/list", isModern: true))
    #expect(try await client.answer(2) != nil)
    edited.edit(Self.more)
    #expect(try await client.next(within: 800) == nil)
    #expect(try await client.end().isEmpty)
  }

  @Test(
    arguments: [
      nil, "all", ["toolsListChanged"], ["toolsListChanged": "yes"], ["resourceSubscriptions": "x"],
      ["resourceSubscriptions": [7]],
    ] as [JSON?]) func wrongWishes(_ wanted: JSON?) async throws
  {
    var params: JSONObject = [:]
    params["notifications"] = wanted
    let line = Dialogue.request(1, "subscriptions/listen", params, isModern: true)
    #expect(try await Dialogue.run([line], on: Edited().server())[id: 1]?["error"]?["code"] == -32602)
  }

  @Test func withAHandshakeItIsToldUnasked() async throws {
    let edited = Edited(), client = try Client(edited.server())
    try client.send(Dialogue.initialize(), #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
    let capabilities = try await client.next()?["result"]?["capabilities"]
    for name in ["tools", "prompts", "resources"] { #expect(capabilities?[name]?["listChanged"] == true) }
    #expect(capabilities?["resources"]?["subscribe"] == true)
    try client.send(Dialogue.request(1, "resources/subscribe", ["uri": .string(Self.whole)]))
    #expect(try await client.answer(1)?["result"] == [:])
    try client.send(Dialogue.request(2, "resources/subscribe", ["uri": "runbook://nothing"]))
    #expect(try await client.answer(2)?["error"]?["code"] == -32002)
    edited.edit(Self.more)
    var told: Set<JSON> = []
    while let message = try await client.next(within: 1500) { told.insert(message["method"] ?? .null) }
    #expect(told.contains("notifications/tools/list_changed"))
    #expect(told.contains("notifications/resources/updated"))
    try client.send(Dialogue.request(3, "resources/unsubscribe", ["uri": .string(Self.whole)]))
    #expect(try await client.answer(3)?["result"] == [:])
    edited.edit(MemoryRunbook.text)
    told = []
    while let message = try await client.next(within: 1500) { told.insert(message["method"] ?? .null) }
    #expect(told.contains("notifications/tools/list_changed"))
    #expect(!told.contains("notifications/resources/updated"))
    #expect(try await client.end().isEmpty)
  }

  @Test func eachEraHasItsOwnWay() async throws {
    let answers = try await Dialogue.run(
      [
        Dialogue.initialize(), Dialogue.request(1, "subscriptions/listen", ["notifications": [:]]),
        Dialogue.request(2, "resources/subscribe", ["uri": .string(Self.whole)], isModern: true),
      ], on: Edited().server())
    for id in [1, 2] as [JSON] { #expect(answers[id: id]?["error"]?["code"] == -32601) }
    // Where nobody watches nothing is promised.
    let blind = try await Dialogue.run([Dialogue.initialize(), Self.listen(1, ["toolsListChanged": true])])
    #expect(blind[id: "init"]?["result"]?["capabilities"]?["tools"]?["listChanged"] == false)
    #expect(blind[id: 1]?["error"]?["code"] == -32601)
  }

  @Test func whatIsNotAllowedIsNeitherListedNorDone() async throws {
    let scene = Scene()
    for (strongest, isThere) in [(.observes, false), (.reloads, false), (.interrupts, true)]
      as [(Effect, Bool)]
    {
      let server = try await scene.server { $0.strongest = strongest }
      let answers = try await Dialogue.run(
        [
          Dialogue.request("list", "tools/list", isModern: true),
          Dialogue.call(1, "restart_service", ["service": "luci"]),
        ], on: server)
      let names = answers[id: "list"]?["result"]?["tools"]?.asArray?.compactMap { $0["name"]?.asString } ?? []
      #expect(names.contains("show_log") && names.contains("restart_service") == isThere)
      #expect((answers[id: 1]?["error"]?["code"] == -32602) == !isThere)
      // Not by another way either.
      let desk = try await server.world.desk()
      let request = try desk.request("restart-service", words: ["luci"])
      if !isThere {
        await #expect(throws: Refusal.self) {
          _ = try await desk.prepare(request, actor: "test", upTo: strongest)
        }
      }
    }
    #expect(scene.deeds.count == 2)
  }

  /// What was written while somebody began to listen, and changed nothing, is no news afterwards.
  @Test func whatStaysTheSameIsNeverTold() async throws {
    let (changes, change) = AsyncStream.makeStream(of: Void.self), looks = Mutex(0), isOpen = Mutex(false)
    let announcements = Announcements(changes: { changes }) { _ in
      let place = looks.withLock {
        $0 += 1
        return $0
      }
      // The second look takes so long that the folder is written to meanwhile, and compared.
      while place == 2, !isOpen.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(5)) }
      return "the same"
    }
    async let listening = announcements.listen(to: [.list("tools"), .list("prompts")])
    while looks.withLock({ $0 }) < 2 { try await Task.sleep(for: .milliseconds(5)) }
    change.yield()
    try await Task.sleep(for: .milliseconds(500))
    isOpen.withLock { $0 = true }
    let (_, notices) = await listening
    change.yield()
    try await Task.sleep(for: .milliseconds(500))
    await announcements.close()
    var told: [Announcements.Notice] = []
    for await notice in notices { told.append(notice) }
    #expect(told.isEmpty)
    // After the first two each list was looked at again: there was something to compare.
    #expect(looks.withLock { $0 } >= 4)
  }
}
