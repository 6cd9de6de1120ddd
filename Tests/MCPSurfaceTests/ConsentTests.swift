import JSON
import Operations
import RunbookDesk
import Synchronization
import Testing

@testable import MCPSurface

/// Who agrees to what a person has to agree to, and what does not count.
@Suite(.serialized) struct ConsentTests {
  private static let forms: JSONObject = ["elicitation": [:]]
  private static let luci = "service/luci"

  private static func seal(_ bytes: [UInt8]) -> [UInt8] {
    var sum: UInt64 = 0x9E37_79B9_7F4A_7C15
    for byte in bytes { sum = (sum ^ UInt64(byte)) &* 1_099_511_628_211 }
    return (0..<8).map { UInt8(truncatingIfNeeded: sum >> ($0 * 8)) }
  }

  private static func server(_ scene: Scene) async throws -> MCPServer {
    try await scene.server { $0.seal = seal }
  }

  private static func scene(_ more: String = "") -> Scene { Scene(policy: "ask = restart-service\n\(more)") }

  private static func call(
    _ id: JSON, service: String = "luci", modern: JSONObject? = nil, state: JSON? = nil, answer: JSON? = nil
  ) -> String {
    var params: JSONObject = ["name": "restart_service", "arguments": ["service": .string(service)]]
    if let modern {
      var meta = Dialogue.envelope.asObject ?? [:]
      meta["io.modelcontextprotocol/clientCapabilities"] = .object(modern)
      meta["io.modelcontextprotocol/clientInfo"] = ["name": "tester", "version": "7\u{1B}[1m"]
      params["_meta"] = .object(meta)
    }
    params["requestState"] = state
    params["inputResponses"] = answer.map { ["confirm": $0] }
    return Dialogue.request(id, "tools/call", params)
  }

  private static func initialize(_ revision: String, _ capabilities: JSONObject) -> String {
    Dialogue.request(
      "init", "initialize",
      [
        "protocolVersion": .string(revision), "capabilities": .object(capabilities),
        "clientInfo": ["name": "tester", "version": "7"],
      ])
  }

  private static func accept(_ word: String) -> JSON {
    ["action": "accept", "content": ["confirm_subject": .string(word)]]
  }

  private static func text(_ answer: JSON?) -> String {
    answer?["result"]?["content"]?[0]?["text"]?.asString ?? ""
  }

  // MARK: With a handshake

  /// A client with forms, and the form that it got.
  private static func asked(
    _ scene: Scene, _ revision: String = "2025-11-25"
  ) async throws -> (Client, JSON) {
    let client = try Client(try await server(scene))
    try client.send(initialize(revision, forms), call(1))
    _ = try await client.answer("init")
    return (client, try #require(try await client.next()))
  }

  @Test(arguments: ["2025-06-18", "2025-11-25"]) func aFormAsks(_ revision: String) async throws {
    let scene = Self.scene()
    let (client, form) = try await Self.asked(scene, revision)
    #expect(form["method"] == "elicitation/create" && form["id"] == "srv-1")
    #expect((form["params"]?["mode"] == "form") == (revision == "2025-11-25"))
    #expect(form["params"]?["requestedSchema"]?["required"] == ["confirm_subject"])
    #expect(form["params"]?["message"]?.asString?.contains("restart-service luci") == true)
    // It serves while it waits.
    try client.send(Dialogue.request(2, "ping"))
    #expect(try await client.answer(2) != nil)
    #expect(scene.deeds.isEmpty)
    try client.send(#"{"jsonrpc":"2.0","id":"srv-1","result":\#(Self.accept("luci").text())}"#)
    #expect(try await client.answer(1)?["result"]?["isError"] == false)
    #expect(scene.deeds.count == 2)
    let began = scene.record("begin")
    #expect(began?["consent"] == "deploy in a form of tester 7, uid 0 (advisory)")
    #expect(began?["actor"] == "tester 7, uid 0")
    #expect(scene.record("approve")?["form"] == "tester 7, uid 0")
    _ = try await client.end()
  }

  @Test(arguments: [
    (#""result":{"action":"decline"}"#, "declined"), (#""result":{"action":"cancel"}"#, "closed"),
    (#""result":{"action":"accept"}"#, "without confirm_subject"),
    (#""result":{"action":"accept","content":{"confirm_subject":"nearyou"}}"#, "not luci"),
    (#""result":{"action":"accept","content":{"confirm_subject":"LUCI"}}"#, "not luci"),
    (#""result":{"action":"accept","content":{"confirm_subject":true}}"#, "without confirm_subject"),
    (#""result":{"content":{"confirm_subject":"luci"}}"#, "without an answer"), (#""result":7"#, "without"),
    (#""error":{"code":-32601,"message":"luci"}"#, "runbook approve "),
  ]) func whatIsNoYes(_ answer: String, _ words: String) async throws {
    let scene = Self.scene()
    let (client, form) = try await Self.asked(scene)
    try client.send(#"{"jsonrpc":"2.0","id":"srv-9","result":\#(Self.accept("luci").text())}"#)
    try client.send(#"{"jsonrpc":"2.0","id":\#(try #require(form["id"]).text()),\#(answer)}"#)
    let result = try await client.answer(1)
    #expect(result?["result"]?["isError"] == true)
    #expect(Self.text(result).contains(words), "\(Self.text(result))")
    #expect(scene.deeds.isEmpty && !scene.events.contains("approve"))
    _ = try await client.end()
  }

  @Test func whatNobodyAnswersExpires() async throws {
    let scene = Self.scene("form-time = 1\n")
    let (client, form) = try await Self.asked(scene)
    let taken = try #require(try await client.next())
    #expect(taken["method"] == "notifications/cancelled" && taken["params"]?["requestId"] == form["id"])
    let answer = Self.text(try await client.answer(1))
    #expect(answer.contains("expired") && !answer.contains("declined"))
    try client.send(#"{"jsonrpc":"2.0","id":"srv-1","result":\#(Self.accept("luci").text())}"#)
    #expect(try await client.end().isEmpty)
    #expect(scene.deeds.isEmpty)
  }

  @Test func aCancelledRequestWaitsForNobody() async throws {
    let scene = Self.scene()
    let (client, _) = try await Self.asked(scene)
    try client.send(#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#)
    try client.send(#"{"jsonrpc":"2.0","id":"srv-1","result":\#(Self.accept("luci").text())}"#)
    #expect(try await client.next(within: 500) == nil)
    #expect(scene.deeds.isEmpty)
    #expect(try await client.end().isEmpty)
  }

  @Test func theEndOfInputWaitsForNobody() async throws {
    let scene = Self.scene()
    let (client, _) = try await Self.asked(scene)
    let start = ContinuousClock.now
    _ = try await client.end()
    #expect(ContinuousClock.now - start < .seconds(1))
    #expect(scene.deeds.isEmpty)
  }

  @Test func whoeverWaitsForAPersonKeepsNobodyWaiting() async throws {
    let scene = Self.scene()
    let client = try Client(try await Self.server(scene))
    try client.send(Self.initialize("2025-11-25", Self.forms))
    for number in 0..<40 { try client.send(Self.call(JSON(number))) }
    var forms = 0
    while forms < 40, let message = try await client.next() {
      if message["method"] == "elicitation/create" { forms += 1 }
    }
    #expect(forms == 40)
    _ = try await client.end()
    #expect(scene.deeds.isEmpty)
  }

  @Test(arguments: [[:], ["elicitation": ["url": [:]]], ["sampling": [:]]] as [JSONObject])
  func whereNobodyCanBeAskedAPersonGetsACommand(_ capabilities: JSONObject) async throws {
    for modern in [false, true] {
      let scene = Self.scene()
      let answers = try await Dialogue.run(
        modern
          ? [Self.call(1, modern: capabilities)]
          : [Self.initialize("2025-11-25", capabilities), Self.call(1)],
        on: try await Self.server(scene))
      let result = answers[id: 1]
      #expect(result?["result"]?["isError"] == true)
      #expect(Self.text(result).contains(#/`runbook approve [0-9a-f]{20} --file /srv/AGENTS.md`/#))
      #expect(scene.deeds.isEmpty)
    }
  }

  @Test func afterAYesAtATerminalTheSameCallIsDone() async throws {
    let scene = Self.scene()
    let server = try await Self.server(scene), desk = try await server.world.desk()
    let refused = try await Dialogue.run([Self.call(1, modern: [:])], on: server)
    let words = Self.text(refused[id: 1])
    let id = try #require(words.firstMatch(of: #/approve ([0-9a-f]{20})/#)).1
    try await desk.approve(try await desk.planToApprove(String(id), of: nil), typed: "luci")
    // For another service it says nothing.
    let other = try await Dialogue.run([Self.call(2, service: "nearyou", modern: [:])], on: server)
    #expect(other[id: 2]?["result"]?["isError"] == true)
    let done = try await Dialogue.run([Self.call(3, modern: [:])], on: server)
    #expect(done[id: 3]?["result"]?["isError"] == false && scene.deeds.count == 2)
    // And it says so once.
    let again = try await Dialogue.run([Self.call(4, modern: [:])], on: server)
    #expect(again[id: 4]?["result"]?["isError"] == true && scene.deeds.count == 2)
  }

  // MARK: Without one

  private static func state(_ server: MCPServer) async throws -> JSON {
    let answers = try await Dialogue.run([call(1, modern: forms)], on: server)
    let result = try #require(answers[id: 1]?["result"])
    #expect(result["resultType"] == "input_required")
    let form = result["inputRequests"]?["confirm"]
    #expect(form?["method"] == "elicitation/create" && form?["params"]?["mode"] == "form")
    #expect(form?["params"]?["requestedSchema"]?["properties"]?["confirm_subject"]?["type"] == "string")
    #expect(answers.count == 1)
    return try #require(result["requestState"])
  }

  /// A journal may be years long, and a person waits.
  @Test func aFormReadsNoJournal() async throws {
    let scene = Self.scene(), server = try await Self.server(scene)
    let state = try await Self.state(server)
    let done = try await Dialogue.run(
      [Self.call(2, modern: Self.forms, state: state, answer: Self.accept("luci"))], on: server)
    #expect(done[id: 2]?["result"]?["isError"] == false && !scene.deeds.isEmpty)
    #expect(scene.readings == 0)
  }

  @Test func aCallComesAgainWithItsAnswer() async throws {
    let scene = Self.scene(), server = try await Self.server(scene)
    let state = try await Self.state(server)
    #expect(scene.deeds.isEmpty)
    let again = Self.call(2, modern: Self.forms, state: state, answer: Self.accept("luci"))
    let answers = try await Dialogue.run([again], on: server)
    #expect(answers[id: 2]?["result"]?["isError"] == false)
    #expect(answers[id: 2]?["result"]?["resultType"] == "complete")
    #expect(scene.deeds.count == 2)
    #expect(scene.record("begin")?["actor"] == "tester 7, uid 0")
    // What was used is used.
    let replayed = try await Dialogue.run([again], on: server)
    #expect(replayed[id: 2]?["error"]?["code"] == -32602 && scene.deeds.count == 2)
  }

  @Test func aStateIsBoundToItsCall() async throws {
    let scene = Self.scene(), server = try await Self.server(scene)
    let state = try await Self.state(server).asString ?? ""
    let parts = state.split(separator: ".").map(String.init)
    var later = parts
    later[3] = "999999"
    let forged = [
      "", "x", String(state.dropLast()), state + "0", later.joined(separator: "."),
      parts.dropLast().joined(separator: ".") + ".",
    ]
    for text in forged {
      let answers = try await Dialogue.run(
        [Self.call(2, modern: Self.forms, state: .string(text), answer: Self.accept("luci"))], on: server)
      #expect(answers[id: 2]?["error"]?["code"] == -32602, "\(text)")
    }
    let calls = [
      Self.call(
        2, service: "nearyou", modern: Self.forms, state: .string(state), answer: Self.accept("nearyou")),
      Self.call(2, modern: Self.forms, state: 7, answer: Self.accept("luci")),
      Self.call(2, modern: Self.forms, state: .string(state), answer: Self.accept("luci"))
        .replacing(#""name":"restart_service""#, with: #""name":"stop_service""#),
    ]
    for call in calls {
      let answers = try await Dialogue.run([call], on: server)
      #expect(answers[id: 2]?["error"]?["code"] == -32602, "\(call)")
    }
    let stranger = try await Self.server(Self.scene())
    #expect(stranger.states !== server.states)
    let sink = Kept()
    let other = server.conversation(with: Speaker("token 2"), to: sink)
    other.take(
      Array(Self.call(2, modern: Self.forms, state: .string(state), answer: Self.accept("luci")).utf8))
    while sink.answers.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
    #expect(sink.answers.withLock { $0.first?["error"]?["code"] } == -32602)
    #expect(scene.deeds.isEmpty)
  }

  private final class Kept: Sink {
    let answers = Mutex<[JSON]>([])
    func send(_ message: JSON) {}
    func answer(_ answer: JSON?) { answers.withLock { $0.append(answer ?? .null) } }
  }

  @Test func aStateExpires() async throws {
    let clock = Mutex(ContinuousClock.now), scene = Self.scene()
    let server = try await scene.server { world in
      world.seal = Self.seal
      world.now = { clock.withLock { $0 } }
    }
    let state = try await Self.state(server)
    clock.withLock { $0 += .seconds(121) }
    let answers = try await Dialogue.run(
      [Self.call(2, modern: Self.forms, state: state, answer: Self.accept("luci"))], on: server)
    let error = answers[id: 2]?["error"]
    #expect(error?["code"] == -32602 && error?["message"]?.asString?.contains("expired") == true)
    #expect(scene.deeds.isEmpty)
  }

  @Test func withoutItsAnswerItIsAskedAgain() async throws {
    let scene = Self.scene(), server = try await Self.server(scene)
    let first = try await Self.state(server)
    let answers = try await Dialogue.run([Self.call(2, modern: Self.forms, state: first)], on: server)
    let second = answers[id: 2]?["result"]?["requestState"]
    #expect(answers[id: 2]?["result"]?["resultType"] == "input_required" && second != first)
    let no = try await Dialogue.run(
      [Self.call(3, modern: Self.forms, state: second, answer: ["action": "decline"])], on: server)
    #expect(no[id: 3]?["result"]?["isError"] == true && Self.text(no[id: 3]).contains("declined"))
    #expect(no[id: 3]?["result"]?["resultType"] == "complete")
    #expect(scene.deeds.isEmpty)
  }

  // MARK: What root says

  @Test(arguments: [("mode = enforced\n", false), ("mode = enforced\nforms = yes\n", true)])
  func whereRootsPolicyIsEnforced(_ more: String, _ counts: Bool) async throws {
    let scene = Self.scene(more)
    try await scene.trustAsRoot()
    let server = try await Self.server(scene)
    let answers = try await Dialogue.run([Self.call(1, modern: Self.forms)], on: server)
    let result = answers[id: 1]?["result"]
    guard counts else {
      #expect(result?["isError"] == true)
      #expect(
        Self.text(answers[id: 1]).contains(
          #/`sudo runbook approve [0-9a-f]{20} --account deploy --file /srv/AGENTS.md`/#))
      #expect(scene.deeds.isEmpty)
      return
    }
    let done = try await Dialogue.run(
      [
        Self.call(2, modern: Self.forms, state: result?["requestState"], answer: Self.accept("luci"))
      ], on: server)
    #expect(done[id: 2]?["result"]?["isError"] == false && scene.deeds.count == 2)
    #expect(scene.record("begin")?["consent"] == "deploy in a form of tester 7, uid 0 (enforced)")
  }
}
