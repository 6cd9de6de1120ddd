/// Why we will not do what was asked, and what we would do instead.
public struct Refusal: Error, Hashable, Sendable {
  public enum Kind: String, Sendable {
    /// There is no operation of that name.
    case unknownOperation
    /// A value is missing, not wanted, or outside the vocabulary.
    case argument
    /// The server is not in a state in which this can be planned, or that state cannot be seen.
    case notPossible
    /// Another change of the same subject is under way.
    case busy
  }

  public var kind: Kind
  public var message: String
  /// Everything that would have been accepted in that place.
  public var accepted: [String]
  /// The accepted words that are closest to what was given.
  public var nearest: [String]

  public init(_ kind: Kind, _ message: String, accepted: [String] = [], nearest: [String] = []) {
    self.kind = kind
    self.message = message
    self.accepted = accepted
    self.nearest = nearest
  }
}
