import JSON
import MCPSurface
import Testing

@testable import HTTPTransport

/// A message against its headers, and the status of its answer.
struct PostingTests {
  static let version = "io.modelcontextprotocol/protocolVersion"
  static let capabilities = "io.modelcontextprotocol/clientCapabilities"

  static func call(_ params: JSONObject = ["name": "ask"], _ method: String = "tools/call", id: JSON? = 1)
    -> JSON
  {
    var params = params
    params["_meta"] = [version: "2026-07-28", capabilities: [:]]
    var message: JSONObject = ["jsonrpc": "2.0", "method": .string(method), "params": .object(params)]
    message["id"] = id
    return .object(message)
  }

  static func head(_ changes: KeyValuePairs<String, String?> = [:]) -> RequestHead {
    var fields = ["mcp-protocol-version": "2026-07-28", "mcp-method": "tools/call", "mcp-name": "ask"]
    for (name, value) in changes { fields[name] = value }
    return RequestHead(
      method: "POST", target: "/mcp", version: "HTTP/1.1",
      fields: fields.map { HeaderField($0.key, $0.value) })
  }

  static func refused(_ head: RequestHead, _ message: JSON) -> Int? {
    do throws(Rejection) {
      _ = try Posting(head, Array(message.text().utf8))
      return nil
    } catch {
      #expect(error.status == 400)
      let body = try? JSON.parse(error.reply.body)
      #expect(body?["error"]?["message"]?.asString?.isEmpty == false)
      #expect(body?["id"] == (message["id"].flatMap(RequestID.init)?.json ?? .null))
      return body?["error"]?["code"]?.asInt
    }
  }

  @Test func headersThatSayTheSameAreTaken() throws {
    let posting = try Posting(Self.head(), Array(Self.call().text().utf8))
    #expect(posting.isStateless && posting.agreed == nil && !posting.isListening)
  }

  /// Whoever reads the envelope says what it lacks, before a header is held against it.
  @Test func anEnvelopeThatLacksAPartIsNoMismatch() throws {
    let half: JSON = ["_meta": [Self.version: "2026-07-28"]]
    for params in [half, ["_meta": [Self.capabilities: [:]]], [:]] {
      let message: JSON = ["jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": params]
      #expect(Self.refused(Self.head(["mcp-method": "x"]), message) == nil)
    }
    let bare: JSON = ["jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": half]
    #expect(Self.refused(Self.head(["mcp-protocol-version": nil]), bare) == nil)
    let told: JSON = ["jsonrpc": "2.0", "method": "notifications/x", "params": half]
    #expect(Self.refused(Self.head(), told) == -32020)
  }

  @Test func changesAreToldToWhoeverTakesEvents() throws {
    let listen = Self.call(["notifications": [:]], "subscriptions/listen")
    let head = Self.head([
      "mcp-method": "subscriptions/listen", "mcp-name": nil, "accept": "application/json",
    ])
    #expect(throws: Rejection(406, "changes are told by text/event-stream alone")) {
      try Posting(head, Array(listen.text().utf8))
    }
  }

  @Test(arguments: ["mcp-protocol-version", "mcp-method", "mcp-name"])
  func whatIsMissingOrDiffersIsAMismatch(_ name: String) {
    #expect(Self.refused(Self.head([name: nil]), Self.call()) == -32020)
    #expect(Self.refused(Self.head([name: "x"]), Self.call()) == -32020)
    #expect(Self.refused(Self.head([name: "ASK"]), Self.call()) == -32020)
    var twice = Self.head()
    twice.fields.append(HeaderField(name, twice.value(name) ?? ""))
    #expect(Self.refused(twice, Self.call()) == -32020)
  }

  @Test(arguments: [
    ("=?base64?YXNr?=", true), ("=?base64?YXNrcw==?=", false), ("=?base64?YXNr", false),
    ("=?base64?YXN?=", false),
    ("=?base64?YXNr=?=", false), ("=?base64? YXNr?=", false), ("=?BASE64?YXNr?=", false),
    ("=?base64??=", false),
    ("ask ", true), ("as\u{301}k", false),
  ]) func aNameMayBeEncoded(_ value: String, _ isSame: Bool) {
    #expect((Self.refused(Self.head(["mcp-name": value]), Self.call()) == nil) == isSame)
  }

  @Test func base64IsCanonical() {
    #expect(Base64.decode("") == [])
    #expect(Base64.decode("Zg==") == [0x66])
    #expect(Base64.decode("Zm8=") == [0x66, 0x6F])
    #expect(Base64.decode("Zh==") == nil, "a bit that does not count")
    #expect(Base64.decode("Zm9=") == nil)
    #expect(Base64.decode("====") == nil)
    #expect(Base64.decode("Z===") == nil)
    #expect(Base64.decode("Zg=a") == nil)
    #expect(Base64.decode("Z_-a") == nil)
    #expect(HeaderMirror.decoded("=?base64?/w==?=") == nil, "no UTF-8")
    #expect(HeaderMirror.decoded("=?base64?w7w=?=") == "ü")
    #expect(HeaderMirror.decoded("ü") == nil)
  }

  @Test func twoSpellingsOfOneLetterAreTwoNames() {
    let encoded = HeaderField("mcp-name", "=?base64?Y2Fmw6k=?=")
    var head = Self.head(["mcp-name": nil])
    head.fields.append(encoded)
    #expect(Self.refused(head, Self.call(["name": "caf\u{E9}"])) == nil)
    #expect(Self.refused(head, Self.call(["name": "cafe\u{301}"])) == -32020)
  }

  @Test(arguments: [
    ("prompts/get", "name", "restore_checklist"), ("resources/read", "uri", "runbook://agents.md"),
    ("tasks/get", "taskId", "t1"),
  ]) func whatIsNamedStandsInTheHeader(_ method: String, _ member: String, _ value: String) {
    let message = Self.call([member: .string(value)], method)
    #expect(Self.refused(Self.head(["mcp-method": method, "mcp-name": value]), message) == nil)
    #expect(Self.refused(Self.head(["mcp-method": method, "mcp-name": "ask"]), message) == -32020)
    #expect(Self.refused(Self.head(["mcp-method": method, "mcp-name": nil]), message) == -32020)
  }

  @Test func whatNamesNothingNeedsNoName() {
    let message = Self.call([:], "tools/list")
    #expect(Self.refused(Self.head(["mcp-method": "tools/list", "mcp-name": nil]), message) == nil)
  }

  @Test func aNotificationMayLeaveThemOutAndMayNotLie() {
    let message = Self.call([:], "notifications/cancelled", id: nil)
    let bare = Self.head(["mcp-protocol-version": nil, "mcp-method": nil, "mcp-name": nil])
    #expect(Self.refused(bare, message) == nil)
    #expect(Self.refused(Self.head(), message) == -32020)
  }

  @Test func aVersionThatNobodySpeaksIsNamedWithThoseThatAre() {
    let bare: JSON = ["jsonrpc": "2.0", "id": 1, "method": "tools/list"]
    #expect(
      Self.refused(Self.head(["mcp-protocol-version": "2099-01-01", "mcp-method": nil]), bare) == -32022)
  }

  @Test(
    arguments: [
      (nil, Revision.march2025), ("2024-11-05", .november2024), ("2025-11-25", .november2025),
      ("2026-07-28", nil),
    ] as [(String?, Revision?)]) func aMessageWithoutAnEnvelopeSpeaksWhatItsHeaderSays(
      _ spoken: String?, _ revision: Revision?
    ) throws
  {
    let head = Self.head(["mcp-protocol-version": spoken, "mcp-method": nil, "mcp-name": nil])
    let posting = try Posting(head, Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}".utf8))
    #expect(posting.agreed == revision && !posting.isStateless)
  }

  @Test(arguments: ["", "{", "[1,]", "{\"a\":1,\"a\":2}", "\u{FEFF}{}", "nul"])
  func whatIsNoJSONIsAParseError(_ text: String) {
    do throws(Rejection) {
      _ = try Posting(Self.head(), Array(text.utf8))
      Issue.record("taken: \(text)")
    } catch {
      #expect(error.error?.code == .parse && error.status == 400)
    }
  }

  @Test(arguments: [
    (-32700, 400, 400), (-32600, 400, 400), (-32601, 404, 200), (-32602, 400, 200), (-32603, 200, 200),
    (-32002, 200, 200), (-32020, 400, 200), (-32021, 400, 200), (-32022, 400, 200), (7, 200, 200),
  ]) func theStatusFollowsFromTheError(_ code: Int, _ stateless: Int, _ handshake: Int) throws {
    let answer: JSON = ["jsonrpc": "2.0", "id": 1, "error": ["code": JSON(code), "message": "x"]]
    let posting = try Posting(Self.head(), Array(Self.call().text().utf8))
    #expect(posting.reply(answer).status == stateless)
    let bare = Self.head(["mcp-protocol-version": "2025-06-18", "mcp-method": nil, "mcp-name": nil])
    let legacy = try Posting(bare, Array("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\"}".utf8))
    #expect(legacy.reply(answer).status == handshake)
    #expect(legacy.reply(nil) == Reply(status: 202))
    #expect(legacy.reply(["jsonrpc": "2.0", "id": 1, "result": [:]]).status == 200)
  }

  @Test func anEventIsOneLineOfData() {
    let event = EventStream.event(["text": "a\nb"])
    #expect(String(decoding: event, as: UTF8.self) == "event: message\ndata: {\"text\":\"a\\nb\"}\n\n")
  }

  @Test func howToConnectShowsNoToken() {
    let words = Connecting.words(addresses: ["127.0.0.1:7373"], tokenFile: "/var/lib/runbook/0/http-token")
    for client in ["claude mcp add", "codex mcp add", "gemini mcp add", ".cursor/mcp.json", "VS Code"] {
      #expect(words.contains(client))
    }
    #expect(
      words.contains("http://127.0.0.1:7373/mcp") && words.contains("cat /var/lib/runbook/0/http-token"))
    let socket = Connecting.words(addresses: ["/run/ops.sock"], tokenFile: "/t")
    #expect(socket.contains("--unix-socket /run/ops.sock"))
  }
}
