public import Findings

/// Steps that are done in order, as `explain` shows them.
public struct ExplainedProcedure: Hashable, Sendable {
  public var name: String
  public var range: SourceRange
  public var steps: [Step]

  /// One step, with the templates of the commands that stand in it.
  public struct Step: Hashable, Sendable {
    public var text: String
    public var commands: [String]
    public var range: SourceRange
  }
}
