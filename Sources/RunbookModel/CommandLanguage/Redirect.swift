/// Where a command's input comes from or its output goes to.
public struct Redirect: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case read
    case write
    case append
    /// `2>&1` is a duplicate of 1.
    case duplicate(Int)
  }

  public var descriptor: Int
  public var kind: Kind
  /// Nil for a duplicate, and for a here-document or here-string, which is read and has no file.
  public var target: Word?

  public init(descriptor: Int, kind: Kind, target: Word? = nil) {
    self.descriptor = descriptor
    self.kind = kind
    self.target = target
  }
}
