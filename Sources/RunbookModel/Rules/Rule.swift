public import Findings

/// What the runbook forbids, or makes depend on somebody's approval.
public struct Rule: Entry {
  public static let kind = "rule"

  public enum Demand: String, Sendable, CaseIterable {
    /// A path that must stay.
    case protects
    /// Something that must not be done.
    case forbids
    /// Something that a person has to approve first.
    case needsApproval = "needs-approval"
  }

  public var demand: Demand
  /// The protected path, the forbidden command, or the sentence itself where it names neither.
  public var name: Located<String>
  /// The whole sentence, as it is written.
  public var sentence: Located<String>
  public var claims: [Claim]
}
