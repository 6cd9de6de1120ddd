public import Findings

/// A heading and what stands under it, up to the next heading of any level.
public struct Section: Sendable {
  /// Nil for the text above the first heading.
  public let heading: InlineText?
  /// 1 to 6, and 0 where there is no heading.
  public let level: Int
  /// The slugs of the headings from the outermost down to this one: `["ops-runbook", "database-restore"]`.
  public let path: [String]
  /// What the heading says in parentheses at its end: `deploy user` in `## Cron (deploy user)`.
  public let qualifier: String?
  /// The heading without its qualifier.
  public let title: String
  public let blocks: [Block]
  /// From the heading's first byte to the last byte before the next heading that is no blank.
  public let range: SourceRange
}
