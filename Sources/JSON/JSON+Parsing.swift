extension JSON {
  /// What a text may cost before it is refused.
  public struct Limits: Sendable, Hashable {
    public var bytes: Int
    /// How many arrays and objects may be open at once; never more than `deepest`.
    public var depth: Int

    /// Values are read, compared, written and freed by recursion; this many levels fit a thread's smallest
    /// stack.
    public static let deepest = 512

    /// 8 MiB is far beyond any message or file that we exchange; 128 levels likewise.
    public init(bytes: Int = 8 << 20, depth: Int = 128) {
      self.bytes = bytes
      self.depth = min(depth, Self.deepest)
    }
  }

  /// Reads one JSON text, strictly by RFC 8259 and a little beyond it where that forbids nothing.
  ///
  /// A name that comes twice in an object is refused, since readers disagree about which one counts; so are
  /// lone surrogates and a byte-order mark. Names are compared as Swift compares strings, so two spellings of
  /// `é` are one name. Numbers of any size are kept, see `JSON`.
  public static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(Malformed) -> JSON {
    var parser = JSONParser(bytes, limits: limits)
    return try parser.document()
  }

  public static func parse(_ bytes: some Sequence<UInt8>, limits: Limits = Limits()) throws(Malformed) -> JSON
  {
    try parse(Array(bytes), limits: limits)
  }

  public static func parse(_ text: String, limits: Limits = Limits()) throws(Malformed) -> JSON {
    try parse(Array(text.utf8), limits: limits)
  }
}
