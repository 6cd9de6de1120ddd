public import Findings

/// One entry of a list.
public struct Item: Sendable, Hashable {
  /// The first paragraph, empty where the item starts with something else.
  public let text: InlineText
  /// Whether its box `[x]` is ticked; nil without a box.
  public let checked: Bool?
  /// What follows the first paragraph, nested lists included.
  public let blocks: [Block]
  /// From the bullet to the end of the last block.
  public let range: SourceRange
}
