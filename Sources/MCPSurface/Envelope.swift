import JSON

/// How a request says which revision it speaks (2026-07-28, "Request metadata").
public enum Envelope {
  public static let version = "io.modelcontextprotocol/protocolVersion"
  public static let capabilities = "io.modelcontextprotocol/clientCapabilities"
  static let subscription = "io.modelcontextprotocol/subscriptionId"
  static let client = "io.modelcontextprotocol/clientInfo"
  static let serverInfo = "io.modelcontextprotocol/serverInfo"

  /// The stateless revision for a request with an envelope, whatever went before; else what was agreed on.
  /// Before `initialize` only `ping` is answered (2025-11-25, "Lifecycle").
  static func read(
    _ request: Request, agreed: Conversation.Handshake?
  ) throws(RPCError) -> Conversation.Handshake {
    let meta = request.params["_meta"]
    guard meta?.isNull ?? true || meta?.asObject != nil else {
      throw RPCError(.invalidParams, "params._meta must be an object")
    }
    if meta?[version] != nil || meta?[capabilities] != nil { return try stateless(meta) }
    if let agreed { return agreed }
    if request.method == "ping" { return Conversation.Handshake(revision: .november2025) }
    throw RPCError(
      .invalidParams,
      """
      say which revision is spoken: send initialize first (up to \(Revision.november2025.rawValue)), or put \
      \(version) and \(capabilities) into params._meta of each request (\(Revision.july2026.rawValue))
      """)
  }

  private static func stateless(_ meta: JSON?) throws(RPCError) -> Conversation.Handshake {
    guard let requested = meta?[version]?.asString else {
      throw RPCError(.invalidParams, "params._meta needs \(version), a string")
    }
    guard let revision = Revision(rawValue: requested), Revision.stateless.contains(revision) else {
      let supported = Revision.stateless.map { JSON.string($0.rawValue) }
      throw RPCError(
        .unsupportedVersion, "unsupported protocol version \(Quoted.text(requested))",
        detail: ["supported": .array(supported), "requested": .string(requested)])
    }
    guard let declared = meta?[capabilities]?.asObject else {
      throw RPCError(.invalidParams, "params._meta needs \(capabilities), an object")
    }
    return Conversation.Handshake(
      revision: revision, client: ClientCapabilities(declared: declared),
      clientName: Introduction.clientName(meta?[client]))
  }
}
