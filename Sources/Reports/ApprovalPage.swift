import JSON
import Operations
public import RunbookDesk
import RunbookModel
import ServerFacts

/// A kept plan as a tired person reads it who is to agree.
public enum ApprovalPage {
  public static func lines(_ page: PlanToApprove) -> [String] {
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
    if !page.history.isEmpty { lines.append("  lately:") }
    lines += page.history.map { "    \($0.time) \($0.event) \($0.text)" }
    return lines
  }
}
