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
}

extension Desk {
  /// - Parameter account: whose plan it is; nil for one's own. Only root can read another's.
  public func planToApprove(_ id: String, of account: String?) async throws -> PlanToApprove {
    let door = try openDoor()
    let plan = try await kept(id, door, of: account.map(StateOwner.account) ?? .caller)
    try plan.refuseExpired(at: await server.now())
    return PlanToApprove(
      id: id, plan: plan,
      word: plan.subject.split(separator: "/", maxSplits: 1).last.map(String.init) ?? plan.subject)
  }

  /// The last records of the journal on what a plan changes, oldest first.
  public func history(of plan: PlanToApprove) async throws -> [JournalEntry] {
    Array(try await latestRecords(subject: plan.plan.subject).suffix(5))
  }

  /// Records a person's yes. Whether that person may is decided when the plan is run.
  ///
  /// - Parameter form: the client in whose form the word was typed, in its own words; nil for a terminal.
  public func approve(_ plan: PlanToApprove, typed: String, in form: String? = nil) async throws {
    let door = try openDoor()
    guard typed == plan.word else {
      throw Refusal(.consent, "that is not \(plan.word): nothing was agreed to")
    }
    let account = try await caller(), policy = try await policy(door)
    guard policy.takes(form, of: account) else {
      throw Refusal(
        .consent,
        "root's policy is enforced: " + (form == nil ? "only root agrees" : "a form does not count"),
        help: "sudo runbook approve \(plan.id) --account \(account.name)")
    }
    let approval = Approval(by: account.name, at: await server.now(), form: form)
    var record: JSONObject = [
      "event": "approve", "id": .string(plan.id), "subject": .string(plan.plan.subject),
      "by": .string(account.name), "mode": .string(policy.mode.rawValue),
    ]
    record["form"] = form.map(JSON.string)
    try await executor.journal.append(record)
    try await door.state.write(
      approval.bytes, to: StateItem(.approvals, plan.id),
      of: account.uid == 0 && form == nil ? .root : .caller)
  }

  /// How long a form that an agent's client shows waits for its person; nil where a yes in it does not count here.
  public func formTime() async throws -> Duration? {
    let policy = try await policy(openDoor())
    return policy.takes("", of: try await caller()) ? .seconds(policy.formTime) : nil
  }

  /// The command by which a person agrees to a kept plan, from any folder.
  public func approvalCommand(_ id: String) async throws -> String {
    let isEnforced = try await policy(openDoor()).mode == .enforced
    let account = try await caller()
    let whose = isEnforced && account.uid != 0 ? " --account \(account.name)" : ""
    return "\(isEnforced ? "sudo " : "")runbook approve \(id)\(whose) --file \(path)"
  }

  /// The yes to a plan that counts now; nil where there is none.
  func approval(of id: String, _ kept: KeptPlan, _ door: Door) async throws -> Approval? {
    let policy = try await policy(door), now = await server.now()
    for owner in [StateOwner.root, .caller] {
      guard let bytes = try await door.state.read(StateItem(.approvals, id), of: owner),
        let approval = Approval(bytes), approval.holds(for: kept, at: now),
        policy.mode == .advisory || (approval.form == nil ? owner == .root : policy.forms)
      else { continue }
      return approval
    }
    return nil
  }

  /// A plan for the same that a person has agreed to, and nobody has begun: whoever was refused calls again.
  func approved(_ weighed: WeighedPlan, _ door: Door) async throws -> String? {
    let now = await server.now()
    for id in try await door.state.names(in: .plans) where KeptPlan.isID(id) {
      guard let bytes = try await door.state.read(StateItem(.plans, id), of: .caller),
        let kept = try? KeptPlan(id, bytes, executor.digests), kept.request == weighed.request,
        JSON.object(kept.plan) == JSON.object(weighed.plan.json), kept.runbook == path,
        (try? kept.refuseExpired(at: now)) != nil, try await approval(of: id, kept, door) != nil,
        try await door.state.read(StateItem(.used, id), of: .caller) == nil
      else { continue }
      return id
    }
    return nil
  }
}

extension Policy {
  /// Whether a yes of the account counts, in a form or at a terminal.
  fileprivate func takes(_ form: String?, of account: Account) -> Bool {
    mode == .advisory || (form == nil ? account.uid == 0 : forms)
  }
}
