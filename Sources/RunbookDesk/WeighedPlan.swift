public import Findings
public import Operations
import RunbookModel

/// Why a person has to agree: in our words, and in those of the runbook or of what was seen.
public struct Reason: Hashable, Sendable {
  public var text: String
  /// Words from the world, cleaned and without secrets.
  public var said: String

  init(_ text: String, said: String = "") {
    let told = Told(text, untrusted: said)
    (self.text, self.said) = (told.text, told.untrusted)
  }

  /// Both, for a person.
  public var words: String { said.isEmpty ? text : "\(text): \(said)" }
}

/// A plan with all that the door has to say of it before anybody agrees.
public struct WeighedPlan: Hashable, Sendable {
  public var request: Request
  public var plan: Plan
  /// SHA-256 of the plan's canonical form.
  public var digest: String
  /// Who has to agree.
  public var consent: Consent
  /// Why a person has to, one sentence a reason.
  public var reasons: [Reason] = []
  /// Where the runbook's entry is not what the server shows.
  public var drift: [Finding] = []
  /// Whether it only looks and nobody has to agree: then it is done at once, without lock and journal.
  public var isDoneAtOnce: Bool { plan.effect == .observes && consent == .none }
  /// The name that it is kept under to be agreed to and run.
  public var id: String?
}
