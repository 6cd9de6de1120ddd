public import Findings

/// Steps that are done in order, as the runbook numbers them.
public struct Procedure: Hashable, Sendable {
  public var name: Located<String>
  public var steps: [Step]
  /// The headings that it stands under, outermost first.
  public var titles: [String]

  public struct Step: Hashable, Sendable {
    /// What the step says, without its number.
    public var text: Located<String>
    /// The commands that stand in it, in order; empty where it is a person's.
    public var commands: [CommandLine]
  }
}
