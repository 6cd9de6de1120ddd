import JSON
import MCPSurface

/// Holds what the headers say of a message against the message (2026-07-28, "Streamable HTTP"): proxies decide by the
/// headers, and we act on the body, so that the two must not differ.
enum HeaderMirror {
  static let version = "MCP-Protocol-Version"
  static let method = "Mcp-Method"
  static let name = "Mcp-Name"

  /// Whether a message carries the envelope of the stateless revision; `initialize` never does.
  static func isEnveloped(_ message: JSON) -> Bool {
    let meta = message["params"]?["_meta"]
    return message["method"]?.asString != "initialize"
      && (meta?[Envelope.version] != nil || meta?[Envelope.capabilities] != nil)
  }

  /// Whether a request is meant for the stateless revision and lacks a part of its envelope: that is told first, by
  /// whoever reads the envelope, since there is nothing yet to hold the headers against.
  private static func lacksEnvelope(_ head: RequestHead, _ message: JSON) -> Bool {
    let meta = message["params"]?["_meta"]
    let isStateless =
      isEnveloped(message)
      || Revision.stateless.contains { $0.rawValue == head.value("mcp-protocol-version") }
    return isStateless && message["id"] != nil
      && (meta?[Envelope.version] == nil || meta?[Envelope.capabilities] == nil)
  }

  /// What differs; nil where nothing does. What a request of the stateless revision must carry, others may.
  static func fault(_ head: RequestHead, _ message: JSON) -> RPCError? {
    for field in [version, method, name] where head.values(RequestHead.lowered(field)).count > 1 {
      return RPCError(.headerMismatch, "\(field) stands there more than once")
    }
    if lacksEnvelope(head, message) { return nil }
    let isRequired = isEnveloped(message) && message["id"] != nil
    if isEnveloped(message), let spoken = message["params"]?["_meta"]?[Envelope.version]?.asString,
      let fault = difference(version, head.value("mcp-protocol-version"), spoken, isRequired)
    {
      return fault
    }
    guard let called = message["method"]?.asString else { return nil }
    if let fault = difference(method, head.value("mcp-method"), called, isRequired) { return fault }
    guard let subject = subject(of: called, message["params"]) else { return nil }
    guard let shown = head.value("mcp-name") else { return isRequired ? missing(name) : nil }
    guard let decoded = decoded(shown) else {
      return RPCError(.headerMismatch, "\(name) is neither plain text nor =?base64?…?= of UTF-8")
    }
    return difference(name, decoded, subject, isRequired)
  }

  private static func difference(
    _ field: String, _ shown: String?, _ said: String, _ isRequired: Bool
  ) -> RPCError? {
    guard let shown else { return isRequired ? missing(field) : nil }
    // Bytes: two spellings of one letter are equal to Swift, and not to a proxy.
    return shown.utf8.elementsEqual(said.utf8)
      ? nil : RPCError(.headerMismatch, "\(field) is not what the message says")
  }

  private static func missing(_ field: String) -> RPCError {
    RPCError(.headerMismatch, "the header \(field) is missing")
  }

  /// What `Mcp-Name` repeats for a method; nil where there is nothing to repeat.
  private static func subject(of method: String, _ params: JSON?) -> String? {
    switch method {
    case "tools/call", "prompts/get": params?["name"]?.asString
    case "resources/read": params?["uri"]?.asString
    default: method.hasPrefix("tasks/") ? params?["taskId"]?.asString : nil
    }
  }

  /// A value as it stands, or what `=?base64?…?=` holds; nil where it holds no UTF-8 in canonical base64, or where
  /// bytes stand bare that are not ASCII.
  static func decoded(_ value: String) -> String? {
    guard value.hasPrefix("=?base64?"), value.hasSuffix("?="), value.utf8.count >= 11 else {
      return value.utf8.allSatisfy { $0 < 0x80 } ? value : nil
    }
    guard let bytes = Base64.decode(value.dropFirst(9).dropLast(2)) else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    return Array(text.utf8) == bytes ? text : nil
  }
}

/// Base64 as RFC 4648, section 4, has it: padded, and with no bit that does not count.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func decode(_ text: some StringProtocol) -> [UInt8]? {
    let digits = Array(text.utf8)
    guard digits.count % 4 == 0 else { return nil }
    let padding = digits.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var bytes: [UInt8] = []
    var bits = 0
    var held = 0
    for digit in digits.dropLast(padding) {
      guard let value = alphabet.firstIndex(of: digit) else { return nil }
      bits = bits << 6 | value
      held += 6
      guard held >= 8 else { continue }
      held -= 8
      bytes.append(UInt8(truncatingIfNeeded: bits >> held))
      bits &= 1 << held - 1
    }
    return bits == 0 ? bytes : nil
  }
}
