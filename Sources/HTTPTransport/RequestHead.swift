/// One field of a head, as it is sent.
struct HeaderField: Sendable, Hashable {
  var name: String
  var value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// What a request says of itself before its body.
struct RequestHead: Sendable, Hashable {
  var method: String
  /// Path and query as they stand in the request line, no escape undone.
  var target: String
  /// `HTTP/1.1`.
  var version: String
  /// In the order they came, names in lower case, values without the space around them (RFC 9110, 5.1 and 5.5).
  var fields: [HeaderField]
  /// Whether each line is one field, ended by CR LF, without NUL and without a continuation: then whoever stands between
  /// us and the client reads the same request.
  var isPlain = true

  init(method: String, target: String, version: String, fields: [HeaderField], isPlain: Bool = true) {
    self.method = method
    self.target = target
    self.version = version
    self.fields = fields.map { HeaderField(Self.lowered($0.name), Self.trimmed($0.value)) }
    self.isPlain = isPlain
  }

  /// - Parameter name: in lower case.
  func values(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

  /// The one value of a field; nil where there is none or more than one.
  func value(_ name: String) -> String? {
    let values = values(name)
    return values.count == 1 ? values[0] : nil
  }

  var path: Substring { target.prefix { $0 != "?" } }

  /// ASCII letters in lower case, and no others: the Kelvin sign is no k.
  static func lowered(_ text: String) -> String {
    guard text.utf8.contains(where: { (0x41...0x5A).contains($0) }) else { return text }
    return String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  static func trimmed(_ text: String) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    guard let first = text.utf8.first, let last = text.utf8.last, isSpace(first) || isSpace(last) else {
      return text
    }
    let start = text.utf8.drop(while: isSpace)
    return String(Substring(start.prefix(start.count - start.reversed().prefix(while: isSpace).count)))
  }
}

extension RequestHead {
  /// How long the body is, as the head says it.
  enum Length: Sendable, Hashable {
    case bytes(Int)
    /// Chunks, as many as come.
    case chunks
  }

  /// What makes it impossible to say where this request ends, or lets another reader see other fields (RFC 9112, 6.3 and
  /// 11.2); nil for a request that reads in one way.
  var ambiguity: String? {
    guard isPlain else { return "each line of the head is one field and ends with CR LF" }
    guard version == "HTTP/1.1" || version == "HTTP/1.0" else { return "HTTP/1.1 is spoken here" }
    guard fields.allSatisfy({ Self.isToken($0.name) && Self.isText($0.value) }) else {
      return "a field's name is a token, and its value has no control characters"
    }
    if let name = Self.single.first(where: { values($0).count > 1 }) { return "\(name) stands there twice" }
    let encodings = values("transfer-encoding")
    let lengths = values("content-length")
    if !encodings.isEmpty {
      guard lengths.isEmpty else { return "Content-Length and Transfer-Encoding exclude each other" }
      guard encodings.count == 1, Self.lowered(encodings[0]) == "chunked", version == "HTTP/1.1" else {
        return "the one Transfer-Encoding is chunked"
      }
    } else if let length = lengths.first {
      let isNumber =
        !length.isEmpty && length.utf8.count <= 18 && length.utf8.allSatisfy { (0x30...0x39).contains($0) }
      guard isNumber else { return "Content-Length is a number" }
    }
    return nil
  }

  /// Meaningful only without an ambiguity.
  var length: Length {
    values("transfer-encoding").isEmpty ? .bytes(Int(value("content-length") ?? "0") ?? 0) : .chunks
  }

  /// What has one meaning has one value.
  private static let single = [
    "host", "content-length", "transfer-encoding", "authorization", "origin", "content-type", "expect",
  ]

  /// A token of RFC 9110, 5.6.2.
  private static func isToken(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  private static func isText(_ value: String) -> Bool {
    value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
  }
}
