public import Findings
public import RunbookModel

/// A command that the runbook states, as `explain` shows it.
public struct ExplainedOperation: Hashable, Sendable {
  public var name: String
  public var effect: Effect
  /// Whether it is one command of plain words; else it needs a shell, or pipes and files that are opened for
  /// it.
  public var isArgv: Bool
  /// The command with `‹name›` for each parameter.
  public var template: String
  /// Where it runs, when the runbook says so.
  public var directory: String?
  public var parameters: [Parameter]
  public var range: SourceRange
  /// Where else the same command stands.
  public var repeats: [SourceRange]
  /// Why it is shown and never run.
  public var refusal: String?

  /// A blank to fill in, and the words it takes where the runbook holds them.
  public struct Parameter: Hashable, Sendable {
    public var name: String
    public var vocabulary: [String]?
    public var source: String?
  }
}
