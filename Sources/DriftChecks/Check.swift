public import Findings
public import RunbookModel
public import ServerFacts

/// Holds one kind of claim against the facts of a server. It cannot change anything: nothing that acts is imported.
public protocol Check: Sendable {
  static var card: CheckCard { get }
  /// At least one that holds, one that drifts and one that cannot be seen. They are tests and documentation.
  static var examples: [CheckExample] { get }
  init()
  func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict]
  /// The same of one entry alone: whoever is about to change it does not wait for looks at the others.
  func judge(_ runbook: Runbook, only entry: Address, by facts: Facts) async -> [Verdict]
}

extension Check {
  public func judge(_ runbook: Runbook, only entry: Address, by facts: Facts) async -> [Verdict] {
    await judge(runbook, by: facts).filter { $0.claim.entry == entry }
  }

  func holds(_ claim: Address, at range: SourceRange?) -> Verdict {
    Verdict(check: Self.card.id, claim: claim, range: range, outcome: .holds)
  }

  func unknown(_ claim: Address, at range: SourceRange?, _ blindness: Blindness) -> Verdict {
    Verdict(check: Self.card.id, claim: claim, range: range, outcome: .unknown(blindness))
  }

  func drifts(
    _ claim: Address, at range: SourceRange?, _ message: String, severity: Severity? = nil,
    evidence: [Evidence] = [], remedy: Remedy
  ) -> Verdict {
    let finding = Finding(
      source: Self.card.id, severity: severity ?? Self.card.severity, subject: claim, range: range,
      message: message,
      evidence: evidence, remedy: remedy)
    return Verdict(check: Self.card.id, claim: claim, range: range, outcome: .drifts(finding))
  }
}
