public import Findings
import RunbookModel

extension Desk {
  /// Answers a question from the runbook's own words. No server is touched.
  public func lookUp(_ question: String) -> LookUpAnswer {
    switch Lookup.answer(question, in: runbook) {
    case .found(let claim): LookUpAnswer(question, .found, [StatedValue(claim)])
    case .ambiguous(let claims): LookUpAnswer(question, .ambiguous, claims.map(StatedValue.init))
    case .notStated(let about, let nearest):
      LookUpAnswer(question, .notStated, about.map(StatedValue.init), nearest: nearest)
    }
  }
}

/// What the runbook says to a question.
public struct LookUpAnswer: Hashable, Sendable {
  public enum Outcome: String, Sendable { case found, ambiguous, notStated }

  public var question: String
  public var outcome: Outcome
  /// The one answer, the candidates, or what the runbook does say about the subject.
  public var values: [StatedValue]
  public var nearest: [String]

  init(_ question: String, _ outcome: Outcome, _ values: [StatedValue], nearest: [String] = []) {
    self.question = question
    self.outcome = outcome
    self.values = values
    self.nearest = nearest
  }
}

public struct StatedValue: Hashable, Sendable {
  public var address: Address
  public var label, value: String
  public var range: SourceRange

  init(_ claim: Claim) {
    address = claim.address
    label = claim.label
    value = claim.value.value
    range = claim.value.range
  }
}
