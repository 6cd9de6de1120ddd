public import Findings

/// A place with two readings, and the smallest edit that leaves one.
public struct ExplainedAmbiguity: Hashable, Sendable {
  public var text: String
  public var readings: [String]
  public var edit: String
  public var range: SourceRange
}
