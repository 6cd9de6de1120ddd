extension JSON {
  /// How much white space a text has.
  public enum Style: Sendable, Hashable {
    /// None: one line.
    case compact
    /// Two spaces a level, one member a line.
    case pretty
  }

  /// The value as JSON text. The same value gives the same bytes; members stay in order.
  public func text(_ style: Style = .compact) -> String { String(decoding: bytes(style), as: UTF8.self) }

  /// The same as bytes.
  public func bytes(_ style: Style = .compact) -> [UInt8] {
    var writer = JSONWriter(indents: style == .pretty, sortsKeys: false)
    writer.write(self)
    return writer.bytes
  }

  /// The value as one line, its line feed behind it.
  public func line() -> [UInt8] {
    var writer = JSONWriter(indents: false, sortsKeys: false)
    writer.write(self)
    writer.endLine()
    return writer.bytes
  }

  /// The value as text for digests: one line, members sorted by the UTF-8 bytes of their names.
  ///
  /// Numbers keep their spelling, so `1.0` and `1.00` differ here. It is not RFC 8785, which would turn every
  /// number into a double.
  public var canonical: String {
    var writer = JSONWriter(indents: false, sortsKeys: true)
    writer.write(self)
    return writer.text
  }
}
