public import Findings
public import Operations

/// A plan with all that the door has to say of it before anybody agrees.
public struct WeighedPlan: Hashable, Sendable {
  public var request: Request
  public var plan: Plan
  /// SHA-256 of the plan's canonical form.
  public var digest: String
  /// Who has to agree.
  public var consent: Consent
  /// Why a person has to, one sentence a reason.
  public var reasons: [String] = []
  /// Where the runbook's entry is not what the server shows.
  public var drift: [Finding] = []
  /// The name that it is kept under to be agreed to and run.
  public var id: String?
}
