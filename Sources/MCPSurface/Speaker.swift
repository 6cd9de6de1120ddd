/// Who speaks to us, as the transport knows it: a client's own name proves nothing.
public struct Speaker: Hashable, Sendable {
  /// Tells one who may confirm from another: `uid 1000`, `token 3f2a91c4`. It stands in the journal and is no secret.
  public var name: String

  public init(_ name: String) {
    self.name = name
  }
}
