/// What a request has to show before its body is read. Each rule is cheaper than those below it, and none looks at
/// the body.
public struct Gate: Sendable {
  /// The one path that is served.
  public static let path = "/mcp"
  /// As the official SDK has it; a call is a few hundred bytes.
  static let largestBody = 4 << 20

  /// What `Host` may say, in lower case: whoever resolves a name of his own to our address says another (DNS rebinding).
  let hosts: Set<String>
  /// The web pages that may call, in lower case. Programs send no `Origin`.
  let origins: Set<String>
  let tokens: [BearerToken]

  /// - Parameters:
  ///   - addresses: where we listen: `127.0.0.1:7373`, `[::1]:7373`, or `localhost` for a socket in the file system.
  ///   - hosts: further names that we are reached by, with the port where there is one: behind a proxy or a tunnel.
  ///   - origins: web pages that may call: `https://tools.example`.
  public init(addresses: [String], hosts: [String], origins: [String], tokens: [BearerToken]) {
    let own = addresses.flatMap(Self.names)
    self.hosts = Set((own + hosts).map { RequestHead.lowered($0) })
    self.origins = Set((own.map { "http://\($0)" } + origins).map { RequestHead.lowered($0) })
    self.tokens = tokens
  }

  /// The names of an address, with its port and without. All loopback names are one: 127.0.0.1 is reached by `localhost`.
  private static func names(_ address: String) -> [String] {
    var name = address[...]
    var port = ""
    if let colon = address.lastIndex(of: ":"), !address[colon...].contains("]") {
      name = address[..<colon]
      port = String(address[colon...])
    }
    let loopback = ["127.0.0.1", "localhost", "[::1]"]
    let names = loopback.contains(String(name)) ? loopback : [String(name)]
    return names.flatMap { [$0, $0 + port] }
  }

  /// The id of the token that lets the request in.
  func admit(_ head: RequestHead) throws(Rejection) -> String {
    if let ambiguity = head.ambiguity {
      var rejection = Rejection(400, ambiguity)
      rejection.endsConnection = true
      throw rejection
    }
    try checkHost(head)
    if let origin = head.value("origin"), !origins.contains(RequestHead.lowered(origin)) {
      throw Rejection(403, "no calls from web pages of this origin; --allow-origin names those that may")
    }
    guard head.path == Self.path else { throw Rejection(404, "there is nothing here but \(Self.path)") }
    let id = try checkToken(head)
    guard head.method == "POST" else {
      throw Rejection(
        405, "messages come by POST; there are no sessions and no stream to open",
        fields: [HeaderField("Allow", "POST")])
    }
    try checkBody(head)
    return id
  }

  private func checkHost(_ head: RequestHead) throws(Rejection) {
    guard let host = head.value("host") else { throw Rejection(400, "a request names its host") }
    guard hosts.contains(RequestHead.lowered(host)) else {
      throw Rejection(421, "this is not that host; --allow-host names what else it is called")
    }
  }

  /// Only the header: a query stands in logs and histories.
  private func checkToken(_ head: RequestHead) throws(Rejection) -> String {
    let challenge = { (detail: String) in
      [HeaderField("WWW-Authenticate", "Bearer realm=\"runbook\"" + detail)]
    }
    guard let words = head.value("authorization") else {
      throw Rejection(401, "show the token: Authorization: Bearer …", fields: challenge(""))
    }
    let parts = words.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, RequestHead.lowered(parts[0]) == "bearer",
      let id = BearerToken.id(of: RequestHead.trimmed(parts[1]), among: tokens)
    else { throw Rejection(401, "this token is not known", fields: challenge(", error=\"invalid_token\"")) }
    return id
  }

  private func checkBody(_ head: RequestHead) throws(Rejection) {
    // A page of another site can send forms and plain text without asking, but not this type.
    guard let type = head.value("content-type"), MediaType(type).isJSON else {
      throw Rejection(415, "the body is application/json")
    }
    guard head.values("content-encoding").allSatisfy({ RequestHead.lowered($0) == "identity" }) else {
      throw Rejection(415, "the body is not encoded")
    }
    let accepted = MediaType.accepted(head.values("accept"))
    guard accepted.json || accepted.events else {
      throw Rejection(406, "answers are application/json or text/event-stream")
    }
    if case .bytes(let count) = head.length, count > Self.largestBody {
      throw Self.tooLarge
    }
    if let expected = head.value("expect"), RequestHead.lowered(expected) != "100-continue" {
      throw Rejection(417, "nothing can be expected here but 100-continue")
    }
  }

  static var tooLarge: Rejection { Rejection(413, "a body has at most \(largestBody) bytes") }
}
