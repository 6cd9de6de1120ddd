public import Findings

/// What a check says of itself: help and documentation are made from it.
public struct CheckCard: Hashable, Sendable {
  /// Kebab-case, a statement that should be true: `port-listens`.
  public var id: String
  /// One sentence without the full stop.
  public var summary: String
  /// Why it bites when it does not hold.
  public var why: String
  /// What mends it.
  public var fix: String
  public var severity: Severity
  /// Ids of checks whose drift on the same entry explains this one's: the report folds it under its cause.
  public var after: [String]
  /// The kinds of entries of which it asks whether they name the right thing, and not whether that is well: on an entry
  /// that drifts so, nothing is changed without a person.
  public var identifies: Set<String>

  public init(
    id: String, summary: String, why: String, fix: String, severity: Severity = .error, after: [String] = [],
    identifies: Set<String> = []
  ) {
    self.id = id
    self.summary = summary
    self.why = why
    self.fix = fix
    self.severity = severity
    self.after = after
    self.identifies = identifies
  }
}
