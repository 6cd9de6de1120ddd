import DriftChecks
import Findings

/// A check as it is described to people: its card, and its examples.
public struct CheckDescription: Hashable, Sendable {
  /// The group that `--only` takes for it.
  public var group: String
  public var id, summary, text: String

  public static var all: [CheckDescription] {
    AllChecks.groups.flatMap { group in group.checks.map { described($0, in: group.name) } }
  }

  private static func described(_ check: any Check.Type, in group: String) -> CheckDescription {
    let card = check.card
    var lines = [
      "\(card.id) (\(card.severity.rawValue))", "", "What it says: \(card.summary).",
      "Why it matters: \(card.why)",
      "What mends it: \(card.fix)",
    ]
    if !card.after.isEmpty { lines.append("Explained by: \(card.after.joined(separator: ", "))") }
    for example in check.examples where example.expectation == .drifts {
      lines += ["", "A runbook that drifts, with the place marked:"]
      lines += example.runbook.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    }
    return CheckDescription(
      group: group, id: card.id, summary: card.summary,
      text: lines.joined(separator: "\n"))
  }
}
