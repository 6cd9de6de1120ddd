import JSON
import MCPSurface

/// An answer to a request that is not served, in the words that help whoever sent it.
struct Rejection: Error, Sendable, Hashable {
  var status: Int
  var reason: String
  var fields: [HeaderField] = []
  /// The JSON-RPC error that says the same, where the protocol knows one.
  var error: RPCError?
  /// Whose error it is, where that could be read.
  var id: RequestID?
  /// Whether nothing behind it on the connection can be believed to be a request.
  var endsConnection = false

  init(_ status: Int, _ reason: String, fields: [HeaderField] = []) {
    self.status = status
    self.reason = reason
    self.fields = fields
  }

  /// Whether it was given to somebody who had shown the token: for what comes after it in the order of the gate.
  var isOfClient: Bool { [405, 406, 413, 415, 417].contains(status) }

  static var busy: Rejection {
    Rejection(503, "too much is asked at once", fields: [HeaderField("Retry-After", "1")])
  }

  var reply: Reply {
    var reply = Reply(status: status, fields: fields)
    reply.endsConnection = endsConnection
    if let error {
      reply.body = Array(error.answer(to: id).text().utf8)
    } else {
      reply.type = "text/plain; charset=utf-8"
      reply.body = Array((reason + "\n").utf8)
    }
    return reply
  }
}

/// A whole answer.
struct Reply: Sendable, Hashable {
  var status: Int
  var type = "application/json"
  var fields: [HeaderField] = []
  var body: [UInt8] = []
  var endsConnection = false
}
