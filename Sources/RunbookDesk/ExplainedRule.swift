public import Findings

/// What must stay, must not be done, or needs somebody's approval, as `explain` shows it.
public struct ExplainedRule: Hashable, Sendable {
  /// `protects`, `forbids` or `needs-approval`.
  public var kind: String
  public var subject: String
  public var range: SourceRange
  /// The whole sentence that says so.
  public var sentence: SourceRange
}
