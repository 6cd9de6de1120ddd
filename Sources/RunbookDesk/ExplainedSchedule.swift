public import Findings

/// A job and its time, as `explain` shows them.
public struct ExplainedSchedule: Hashable, Sendable {
  /// The time in the runbook's own words.
  public var expression: String
  /// The same as cron's five fields, where the words say it exactly.
  public var cron: String?
  public var user: String?
  public var command: String
  public var range, commandRange: SourceRange
}
