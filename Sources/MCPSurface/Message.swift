public import JSON

/// The id of a request: `1` and `"1"` are two (2025-11-25, "Requests": a string or an integer, never null).
public enum RequestID: Hashable, Sendable {
  case text(String)
  case number(Int64)

  public init?(_ json: JSON) {
    switch json {
    case .string(let text): self = .text(text)
    case .int(let number): self = .number(number)
    default: return nil
    }
  }

  public var json: JSON {
    switch self {
    case .text(let text): .string(text)
    case .number(let number): .int(number)
    }
  }
}

struct Request: Sendable {
  var id: RequestID
  var method: String
  var params: JSONObject
}

/// One JSON-RPC 2.0 message from the client.
enum Message: Sendable {
  case request(Request)
  case notification(method: String, params: JSONObject)
  /// An answer to what we asked.
  case answer(id: JSON?, Questions.Answer)
  case malformed(RPCError, id: RequestID?)

  init(_ json: JSON) {
    guard let object = json.asObject else {
      self = .malformed(RPCError(.invalidRequest, "a message is one JSON object"), id: nil)
      return
    }
    let id = object["id"].flatMap(RequestID.init)
    guard object["jsonrpc"] == "2.0" else {
      self = .malformed(RPCError(.invalidRequest, "the member jsonrpc must be \"2.0\""), id: id)
      return
    }
    guard let method = object["method"]?.asString else {
      switch (object["method"], object["result"], object["error"]) {
      case (nil, let result?, nil): self = .answer(id: object["id"], .result(result))
      case (nil, _, _?): self = .answer(id: object["id"], .error)
      default: self = .malformed(RPCError(.invalidRequest, "method must be a string"), id: id)
      }
      return
    }
    let params = object["params"] ?? [:]
    guard object["id"] != nil else {
      self = .notification(method: method, params: params.asObject ?? [:])
      return
    }
    guard let id else {
      self = .malformed(RPCError(.invalidRequest, "an id is a string or an integer"), id: nil)
      return
    }
    guard let params = params.asObject else {
      self = .malformed(RPCError(.invalidParams, "params must be an object"), id: id)
      return
    }
    self = .request(Request(id: id, method: method, params: params))
  }
}

/// A protocol error. What a model can mend by calling otherwise is no such error, but a result (SEP-1303).
public struct RPCError: Error, Hashable, Sendable {
  public enum Code: Int, Sendable {
    case parse = -32700
    case invalidRequest = -32600
    case unknownMethod = -32601
    case invalidParams = -32602
    case internalError = -32603
    /// Before 2026-07-28; there it is `invalidParams`.
    case noSuchResource = -32002
    /// What HTTP's headers say is not what the message says.
    case headerMismatch = -32020
    /// `data.requiredCapabilities` has the shape of the client's own capabilities.
    case missingCapability = -32021
    case unsupportedVersion = -32022
  }

  public var code: Code
  public var message: String
  /// The member `data`.
  public var detail: JSON?

  public init(_ code: Code, _ message: String, detail: JSON? = nil) {
    self.code = code
    self.message = message
    self.detail = detail
  }

  static func unknown(_ method: String) -> RPCError {
    RPCError(.unknownMethod, "no such method: \(Quoted.text(method))")
  }

  /// The answer; the id is null where it could not be read (JSON-RPC 2.0, section 5).
  public func answer(to id: RequestID?) -> JSON {
    var error: JSONObject = ["code": JSON(code.rawValue), "message": .string(message)]
    error["data"] = detail
    return ["jsonrpc": "2.0", "id": id?.json ?? .null, "error": .object(error)]
  }
}
