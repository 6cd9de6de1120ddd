import Findings
import JSON
public import Operations
import RunbookModel
import ServerFacts

/// A kept plan as a person sees it who is to agree.
public struct PlanToApprove: Sendable {
  public var id: String
  public var plan: KeptPlan
  /// The word that has to be typed: the name of the subject.
  public var word: String
  /// The last records of the journal on the subject, oldest first.
  public var history: [JournalEntry]
}

extension Desk {
  /// - Parameter account: whose plan it is; nil for one's own. Only root can read another's.
  public func planToApprove(_ id: String, of account: String?) async throws -> PlanToApprove {
    let door = try openDoor()
    let plan = try await kept(id, door, of: account.map(StateOwner.account) ?? .caller)
    try plan.refuseExpired(at: await server.now())
    let history = try await journal(subject: plan.subject, since: nil).suffix(5)
    return PlanToApprove(
      id: id, plan: plan,
      word: plan.subject.split(separator: "/", maxSplits: 1).last.map(String.init) ?? plan.subject,
      history: Array(history))
  }

  /// Records a person's yes. Whether that person may is decided when the plan is run.
  public func approve(_ plan: PlanToApprove, typed: String) async throws {
    let door = try openDoor()
    guard typed == plan.word else {
      throw Refusal(.consent, "that is not \(plan.word): nothing was agreed to")
    }
    let account = try await caller(), mode = try await policy(door).mode
    guard mode == .advisory || account.uid == 0 else {
      throw Refusal(
        .consent, "root's policy is enforced: only root agrees",
        help: "sudo runbook approve \(plan.id) --account \(account.name)")
    }
    let approval = Approval(by: account.name, at: await server.now())
    try await executor.journal.append([
      "event": "approve", "id": .string(plan.id), "subject": .string(plan.plan.subject),
      "by": .string(account.name),
      "mode": .string(mode.rawValue),
    ])
    try await door.state.write(
      approval.bytes, to: StateItem(.approvals, plan.id), of: account.uid == 0 ? .root : .caller)
  }
}
