public import Findings
public import ServerFacts

/// What one check says of one claim.
public struct Verdict: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    case holds
    case drifts(Finding)
    /// It could not be seen. Never drift and never health.
    case unknown(Blindness)
  }

  public var check: String
  public var claim: Address
  /// Where the runbook makes the claim.
  public var range: SourceRange?
  public var outcome: Outcome
  /// Figures that were seen on the way.
  public var measures: [Measure] = []

  public init(check: String, claim: Address, range: SourceRange?, outcome: Outcome) {
    self.check = check
    self.claim = claim
    self.range = range
    self.outcome = outcome
  }

  /// The same verdict with one more figure.
  public func measuring(_ measure: Measure) -> Verdict {
    var verdict = self
    verdict.measures.append(measure)
    return verdict
  }
}
