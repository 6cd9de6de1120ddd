import JSON
import MCPSurface

/// One message that was posted, held against its head.
struct Posting: Sendable {
  var message: JSON
  /// The revision that a message without an envelope speaks.
  var agreed: Revision?
  /// Whether the message is of the stateless revision, where closing the connection takes a request back. In the
  /// revisions with a handshake it explicitly does not (2025-11-25, "Streamable HTTP").
  var isStateless: Bool
  /// Whether it waits for changes for as long as the client likes.
  var isListening: Bool
  /// Whether the client takes a stream of events and no JSON.
  var isStreamed: Bool

  /// The order is the official SDK's: JSON, then what the headers repeat, then the version. What is no request, which
  /// method there is and what it needs is the conversation's to say.
  init(_ head: RequestHead, _ body: [UInt8]) throws(Rejection) {
    do throws(JSON.Malformed) {
      message = try JSON.parse(body, limits: JSON.Limits(bytes: Gate.largestBody))
    } catch {
      throw Self.rejection(RPCError(.parse, "not read as JSON: \(error)"))
    }
    if let fault = HeaderMirror.fault(head, message) { throw Self.rejection(fault, to: message["id"]) }
    isStateless = HeaderMirror.isEnveloped(message)
    isListening = isStateless && message["method"]?.asString == "subscriptions/listen"
    let accepted = MediaType.accepted(head.values("accept"))
    isStreamed = accepted.events && !accepted.json
    if isListening, !accepted.events {
      throw Rejection(406, "changes are told by text/event-stream alone")
    }
    agreed = isStateless ? nil : try Self.agreed(head, message)
  }

  /// There is no session that could remember what `initialize` agreed on, so that each message says it by its header.
  /// Without one it is 2025-03-26, as 2025-06-18 has it.
  private static func agreed(_ head: RequestHead, _ message: JSON) throws(Rejection) -> Revision? {
    guard let spoken = head.value("mcp-protocol-version") else { return .march2025 }
    guard let revision = Revision(rawValue: spoken) else {
      throw rejection(
        RPCError(
          .unsupportedVersion, "\(HeaderMirror.version) names no revision that is spoken here",
          detail: [
            "supported": .array(Revision.allCases.map { .string($0.rawValue) }), "requested": .string(spoken),
          ]), to: message["id"])
    }
    // Of the stateless one there is no message without an envelope; the conversation says so.
    return Revision.stateless.contains(revision) ? nil : revision
  }

  private static func rejection(_ error: RPCError, to id: JSON? = nil) -> Rejection {
    var rejection = Rejection(400, error.message)
    rejection.error = error
    rejection.id = id.flatMap(RequestID.init)
    return rejection
  }

  /// The answer as it leaves; nil is no answer, as to a notification.
  func reply(_ answer: JSON?) -> Reply {
    guard let answer else { return Reply(status: 202) }
    var reply = Reply(status: 200)
    if let code = answer["error"]?["code"]?.asInt { reply.status = status(code) }
    reply.body = Array(answer.text().utf8)
    return reply
  }

  /// Clients of the revisions with a handshake take a status other than 200 for a broken connection, and 404 for the end
  /// of a session, so that only what was no message at all has one there.
  private func status(_ code: Int) -> Int {
    switch RPCError.Code(rawValue: code) {
    case .parse, .invalidRequest: 400
    case .unknownMethod where isStateless: 404
    case .invalidParams, .headerMismatch, .missingCapability, .unsupportedVersion:
      isStateless || agreed == nil ? 400 : 200
    default: 200
    }
  }
}
