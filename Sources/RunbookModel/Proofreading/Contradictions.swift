import Findings

/// The same thing is said to have two values: nobody knows which is meant.
enum Contradictions: Proofreader {
  static let id = "contradiction"

  static func findings(_ runbook: Runbook) -> [Finding] {
    var first: [Address: Claim] = [:]
    var findings: [Finding] = []
    for claim in runbook.claims
    where claim.address.kind == Service.kind || claim.address.kind == Schedule.kind {
      guard let earlier = first[claim.address] else {
        first[claim.address] = claim
        continue
      }
      guard earlier.value.value != claim.value.value else { continue }
      let name = WorldText.clean(claim.address.name)
      findings.append(
        warning(
          claim.value.range,
          "the \(WorldText.clean(claim.label)) of \(name) is \(WorldText.clean(claim.value.value)) here and "
            + "\(WorldText.clean(earlier.value.value)) on line \(earlier.value.range.line)",
          advice: "keep the one that is so", subject: claim.address))
    }
    return findings
  }
}
