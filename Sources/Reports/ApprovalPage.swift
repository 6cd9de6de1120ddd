import JSON
import Operations
public import RunbookDesk
import RunbookModel
import ServerFacts

/// A kept plan as a tired person reads it who is to agree.
public enum ApprovalPage {
  /// - Parameter history: the last records on the subject, oldest first.
  public static func lines(_ page: PlanToApprove, _ history: [JournalEntry]) -> [String] {
    let plan = page.plan
    var lines = [
      "\(plan.request.words): \(plan.effect.rawValue)",
      "  asked for by \(plan.actor), uid \(plan.uid), at \(plan.created)",
    ]
    lines += plan.reasons.map { "  a person has to agree: \($0)" }
    for (place, step) in (plan.plan["steps"]?.asArray ?? []).enumerated() {
      lines.append("  \(place + 1). \(step["summary"]?.asString ?? "")")
      lines.append("     does: \(step["does"]?.asString ?? "")")
      if let proof = step["proof"]?.asString { lines.append("     proof: \(proof)") }
    }
    if !history.isEmpty { lines.append("  lately:") }
    lines += history.map { "    \($0.time) \($0.event) \($0.text)" }
    return lines
  }
}
