import Testing

@testable import HTTPTransport

/// What a request has to show, rule after rule.
struct GateTests {
  static let secret = "0123456789abcdef0123456789abcdef"
  static let gate = Gate(
    addresses: ["127.0.0.1:7373", "[::1]:7373"], hosts: ["mcp.example"], origins: ["https://tools.example"],
    tokens: [
      BearerToken(id: "aaaa", secret: "another-secret-of-some-length"),
      BearerToken(id: "bbbb", secret: secret),
    ])

  /// A request that is let in; a field set to nil is left out.
  static func head(
    _ changes: KeyValuePairs<String, String?> = [:], method: String = "POST", target: String = "/mcp",
    version: String = "HTTP/1.1", isPlain: Bool = true
  ) -> RequestHead {
    var fields = [
      HeaderField("Host", "127.0.0.1:7373"), HeaderField("Authorization", "Bearer \(secret)"),
      HeaderField("Content-Type", "application/json"), HeaderField("Content-Length", "2"),
    ]
    for (name, value) in changes {
      fields.removeAll { $0.name == name }
      if let value { fields.append(HeaderField(name, value)) }
    }
    return RequestHead(method: method, target: target, version: version, fields: fields, isPlain: isPlain)
  }

  static func status(_ head: RequestHead) -> Int {
    do throws(Rejection) {
      _ = try gate.admit(head)
      return 200
    } catch {
      return error.status
    }
  }

  @Test func whoShowsAKnownTokenIsNamed() throws {
    #expect(try Self.gate.admit(Self.head()) == "bbbb")
    #expect(
      try Self.gate.admit(Self.head(["Authorization": "bearer   another-secret-of-some-length "])) == "aaaa")
  }

  /// Everything is wrong at first; one thing after the other is put right, and each time the next is named.
  @Test func theRulesComeInTheirOrder() {
    var changes: [(String, String?)] = [
      ("Host", "evil.example"), ("Origin", "https://evil.example"), ("Authorization", nil),
      ("Content-Type", "text/plain"), ("Content-Length", "9999999"),
    ]
    var method = "GET"
    var target = "/"
    func status(isPlain: Bool = true) -> Int {
      var head = Self.head(method: method, target: target, isPlain: isPlain)
      for (name, value) in changes {
        head.fields.removeAll { $0.name == name.lowercased() }
        if let value { head.fields.append(HeaderField(name.lowercased(), value)) }
      }
      return Self.status(head)
    }
    func mend(_ name: String) { changes.removeAll { $0.0 == name } }
    #expect(status(isPlain: false) == 400)
    #expect(status() == 421)
    mend("Host")
    #expect(status() == 403)
    mend("Origin")
    #expect(status() == 404)
    target = "/mcp"
    #expect(status() == 401)
    mend("Authorization")
    #expect(status() == 405)
    method = "POST"
    #expect(status() == 415)
    mend("Content-Type")
    #expect(status() == 413)
    mend("Content-Length")
    #expect(status() == 200)
  }

  @Test(arguments: [
    ("127.0.0.1:7373", 200), ("127.0.0.1", 200), ("localhost:7373", 200), ("LOCALHOST", 200),
    ("[::1]:7373", 200), ("[::1]", 200), ("mcp.example", 200),
    ("127.0.0.1:7374", 421), ("127.0.0.1.evil.example", 421), ("localhost.evil.example:7373", 421),
    ("evil.example", 421), ("127.0.0.2", 421), ("", 421), ("loca\u{212A}host", 421), ("127.0.0.1:7373/", 421),
    ("user@127.0.0.1:7373", 421), ("mcp.example:7373", 421),
  ]) func aHostIsOneOfOurs(_ host: String, _ status: Int) {
    #expect(Self.status(Self.head(["Host": host])) == status)
  }

  @Test func noHostIsNoRequest() { #expect(Self.status(Self.head(["Host": nil])) == 400) }

  @Test(arguments: [
    ("http://127.0.0.1:7373", 200), ("http://localhost:7373", 200), ("https://tools.example", 200),
    ("HTTPS://TOOLS.EXAMPLE", 200),
    ("https://tools.example.evil.example", 403), ("https://127.0.0.1:7373", 403), ("null", 403), ("", 403),
    ("http://127.0.0.1:3000", 403), ("https://tools.example:8443", 403),
  ]) func anOriginIsOneOfThoseThatWereNamed(_ origin: String, _ status: Int) {
    #expect(Self.status(Self.head(["Origin": origin])) == status)
  }

  @Test(arguments: [
    "", "Bearer", "Bearer ", "Basic \(secret)", "Bearer \(secret)x", "Bearer \(secret.dropLast())",
    "Bearer \(secret.uppercased())", secret, "Bearer \(secret) \(secret)", "Bearer \"\(secret)\"",
  ]) func anotherWordIsNoToken(_ words: String) throws {
    do throws(Rejection) {
      _ = try Self.gate.admit(Self.head(["Authorization": words]))
      Issue.record("let in by \(words)")
    } catch {
      #expect(error.status == 401)
      #expect(error.fields.first?.name == "WWW-Authenticate")
      #expect(
        !error.reply.body.isEmpty && !String(decoding: error.reply.body, as: UTF8.self).contains("0123"))
    }
  }

  @Test(arguments: ["token", "access_token", "authorization"]) func aTokenInTheQueryIsNone(_ name: String) {
    #expect(
      Self.status(Self.head(["Authorization": nil], target: "/mcp?\(name)=\(Self.secret)")) == 401)
  }

  @Test(arguments: [
    "/", "/mcp/", "//mcp", "/MCP", "/mcp%20", "/%6dcp", "/mcp/../mcp", "http://127.0.0.1:7373/mcp",
    "/.well-known/oauth-protected-resource", "/.well-known/oauth-authorization-server", "*", "",
  ]) func thereIsOnePath(_ target: String) { #expect(Self.status(Self.head(target: target)) == 404) }

  @Test(arguments: ["GET", "DELETE", "PUT", "HEAD", "OPTIONS", "PATCH", "post", "CONNECT"])
  func onlyPostIsServed(_ method: String) throws {
    let rejection = #expect(throws: Rejection.self) { try Self.gate.admit(Self.head(method: method)) }
    #expect(rejection?.status == 405)
    #expect(rejection?.fields == [HeaderField("Allow", "POST")])
  }

  @Test(arguments: [
    ("application/json", 200), ("application/json; charset=utf-8", 200),
    ("Application/JSON;charset=\"UTF-8\"", 200),
    ("application/json; charset=latin1", 415), ("text/plain", 415), ("application/jsonx", 415),
    ("application/x-www-form-urlencoded", 415), ("multipart/form-data; boundary=application/json", 415),
    ("", 415),
    ("text/plain, application/json", 415),
  ]) func theBodyIsJSON(_ type: String, _ status: Int) {
    #expect(Self.status(Self.head(["Content-Type": type])) == status)
  }

  @Test(arguments: [
    ("application/json, text/event-stream", 200), ("*/*", 200), ("application/json", 200),
    ("text/event-stream;q=0.5", 200), ("text/html", 406), ("application/json;q=0", 406), ("", 406),
  ]) func anAnswerHasAFormThatTheClientTakes(_ accept: String, _ status: Int) {
    #expect(Self.status(Self.head(["Accept": accept])) == status)
  }

  @Test func whatIsEncodedOrExpectedIsRefused() {
    #expect(Self.status(Self.head(["Content-Encoding": "gzip"])) == 415)
    #expect(Self.status(Self.head(["Expect": "200-ok"])) == 417)
    #expect(Self.status(Self.head(["Expect": "100-continue"])) == 200)
    #expect(Self.status(Self.head(["Content-Length": "4194304"])) == 200)
    #expect(Self.status(Self.head(["Content-Length": "4194305"])) == 413)
  }
}
