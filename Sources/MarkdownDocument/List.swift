public import Findings

/// A bulleted or numbered list.
public struct List: Sendable, Hashable {
  public let ordered: Bool
  /// The first number of a numbered list; 1 for bullets.
  public let start: Int
  public let items: [Item]
  public let range: SourceRange
}
