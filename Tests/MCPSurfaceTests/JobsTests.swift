import JSON
import MCPSurface
import RunbookDesk
import RunbookModel
import Testing

/// A change that takes longer than a client waits has a handle: begun, looked at, withdrawn.
@Suite(.serialized) struct JobsTests {
  private static func call(_ client: Client, _ id: JSON, _ tool: String, _ arguments: JSON) async throws
    -> JSON?
  {
    try client.send(Dialogue.call(id, tool, arguments))
    return try await client.answer(id)?["result"]
  }

  @Test func aLongChangeIsHandedBack() async throws {
    let scene = Scene(pause: .milliseconds(700))
    let client = try Client(try await scene.server { $0.patience = .milliseconds(200) })
    let begun = try await Self.call(client, 1, "restart_service", ["service": "luci"])
    #expect(begun?["isError"] == false && begun?["structuredContent"]?["outcome"] == "running")
    #expect(begun?["structuredContent"]?["executions"] == [])
    let job = try #require(begun?["structuredContent"]?["jobs"]?[0])
    #expect(job["state"] == "running" && job["what"] == "restart-service luci")
    let id = try #require(job["id"])

    let late = try await Self.call(client, 2, "cancel_job", ["job": id])
    #expect(late?["structuredContent"]?["outcome"] == "finishing")
    let ended = try await Self.call(client, 3, "job_status", ["job": id, "wait_seconds": 10])
    #expect(ended?["structuredContent"]?["jobs"]?[0]?["state"] == "done")
    #expect(ended?["structuredContent"]?["jobs"]?[0]?["execution"]?["outcome"] == "done")
    #expect(scene.deeds.count == 2)
    let list = try await Self.call(client, 4, "job_status", [:])
    #expect(list?["structuredContent"]?["jobs"]?[0]?["id"] == id)
    #expect(list?["structuredContent"]?["jobs"]?[0]?["created"] != nil)
    let again = try await Self.call(client, 5, "cancel_job", ["job": id])
    #expect(again?["structuredContent"]?["outcome"] == "ended")
    #expect(try await client.end().isEmpty)
  }

  @Test func aPlanIsWithdrawnBeforeItBegins() async throws {
    let scene = Scene()
    let client = try Client(try await scene.server())
    let arguments: JSON = ["operation": "restart-service", "arguments": ["service": "luci"]]
    let plan = try await Self.call(client, 1, "plan", arguments)
    let id = try #require(plan?["structuredContent"]?["plans"]?[0]?["id"])
    let planned = try await Self.call(client, 2, "job_status", ["job": id])
    #expect(planned?["structuredContent"]?["jobs"]?[0]?["state"] == "planned")
    let gone = try await Self.call(client, 3, "cancel_job", ["job": id])
    #expect(gone?["structuredContent"]?["outcome"] == "withdrawn")
    #expect(gone?["structuredContent"]?["jobs"]?[0]?["state"] == "refused")
    await #expect(throws: (any Error).self) { try await scene.desk().runKept(id.asString ?? "") }
    let again = try await Self.call(client, 4, "cancel_job", ["job": id])
    #expect(again?["structuredContent"]?["outcome"] == "ended")
    #expect(scene.deeds.isEmpty && !scene.events.contains("begin"))
    #expect(try await client.end().isEmpty)
  }

  /// Its process runs already and looks at the server: a call that is taken back then has changed nothing.
  @Test func whatIsCancelledBeforeItsFirstDeedIsWithdrawn() async throws {
    let scene = Scene(weighing: .milliseconds(300)), client = try Client(try await scene.server())
    try client.send(Dialogue.call(1, "restart_service", ["service": "luci"]))
    let end = ContinuousClock.now + .seconds(10)
    while !scene.isHeld, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(2)) }
    #expect(scene.isHeld && !scene.events.contains("begin"))
    try client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    var state: JSON?
    repeat {
      state = try await Self.call(client, 2, "job_status", [:])?["structuredContent"]?["jobs"]?[0]?["state"]
    } while state != "refused" && ContinuousClock.now < end
    #expect(state == "refused")
    while scene.isHeld, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    let last = try await Self.call(client, 3, "job_status", [:])?["structuredContent"]?["jobs"]?[0]
    #expect(last?["refusal"]?.asString?.contains("withdrawn") == true, "\(last?.text() ?? "")")
    #expect(!scene.isHeld && scene.deeds.isEmpty && !scene.events.contains("begin"))
    #expect(try await client.end().isEmpty)
  }

  /// What is hidden is neither listed nor done, by whatever name.
  @Test func whereNothingMayBeChanged() async throws {
    let scene = Scene()
    let client = try Client(try await scene.server { $0.strongest = .observes })
    try client.send(Dialogue.request(1, "tools/list", isModern: true))
    let tools = try await client.answer(1)?["result"]?["tools"]?.asArray ?? []
    #expect(tools.count >= 8)
    for tool in tools {
      #expect(tool["annotations"]?["readOnlyHint"] == true, "\(tool["name"]?.text() ?? "")")
    }
    for (id, name) in ["restart_service", "run_interrupting", "run_destroying", "cancel_job"].enumerated() {
      try client.send(Dialogue.call(JSON(10 + id), name, ["service": "luci"]))
      #expect(try await client.answer(JSON(10 + id))?["error"]?["code"] == -32602)
    }
    let hidden = try await Self.call(client, 2, "run_observing", ["operation": "restart-service"])
    #expect(hidden?["isError"] == true)
    let listed = try await Self.call(client, 3, "list_operations", [:])
    #expect(
      listed?["structuredContent"]?["operations"]?.asArray?.allSatisfy { $0["effect"] == "observes" } == true)
    #expect(scene.deeds.isEmpty)
    #expect(try await client.end().isEmpty)
  }
}
