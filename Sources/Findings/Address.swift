/// The name of one stated thing: `service/nearyou#port`.
///
/// The same word stands in a finding, a journal line, a lookup and a tool argument, so that one can be searched by
/// the other.
public struct Address: Hashable, Sendable {
  public var kind, name: String
  public var field: String?

  public init(_ kind: String, _ name: String, _ field: String? = nil) {
    self.kind = kind
    self.name = name
    self.field = field
  }

  /// The entry that this address lies in: `service/nearyou` for `service/nearyou#port`.
  public var entry: Address { Address(kind, name) }

  public func field(_ field: String) -> Address { Address(kind, name, field) }
}

extension Address: CustomStringConvertible {
  public var description: String { field.map { "\(kind)/\(name)#\($0)" } ?? "\(kind)/\(name)" }
}
