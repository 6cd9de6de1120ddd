public import Findings

/// A place that can be read in two ways. Nothing is run from it.
public struct Ambiguity: Hashable, Sendable {
  public var place: Located<String>
  /// The ways to read it, each in one sentence.
  public var readings: [String]
  /// The smallest change of the text that settles it.
  public var edit: String
}
