import Findings
import JSON
public import Operations
import ServerFacts

extension Desk {
  /// Starts a kept plan in a process that outlives this one, and returns at once: its id is the handle of the job.
  public func start(_ id: String) async throws {
    let door = try openDoor()
    _ = try await kept(id, door)
    try await door.launch(id, false)
  }

  /// Runs a kept plan in a process of its own and waits for what becomes of it. One that has run is not run again.
  ///
  /// - Parameter letGo: makes this process the one that runs it.
  public func finish(_ id: String, letGo: (@Sendable () throws(Fault) -> Void)? = nil) async throws
    -> Execution
  {
    let door = try openDoor()
    // Looked at first: the last word is written before the plan goes. Without its plan it has ended, or was cut off, or
    // withdrawn.
    let isOver = try await door.state.read(StateItem(.plans, id), of: .caller) == nil
    if let earlier = try await outcome(id, door), isOver || earlier.execution != nil {
      return try earlier.get()
    }
    var failure: (any Error)?
    if let letGo {
      try letGo()
      // Another call may have been faster: what became of the plan counts.
      do { return try await runKept(id) } catch { failure = error }
    } else {
      try await door.launch(id, true)
    }
    if let outcome = try await outcome(id, door) {
      if case .refused(let refusal) = outcome, refusal.kind == .drift { try await keepDrifted(id, door) }
      return try outcome.get()
    }
    let job = try await job(id)
    if let execution = job.outcome?.execution { return execution }
    guard job.state != .running else {
      throw Fault(.busy, "plan \(id) is being run by another call; see: runbook job \(id)")
    }
    throw failure
      ?? Fault(
        .internalError, "the process that ran plan \(id) ended without a word; see: runbook recover")
  }

  /// In place of a plan that was made before anybody looked for drift, refuses with one that tells what has drifted, so
  /// that a person can agree to just that.
  private func keepDrifted(_ id: String, _ door: Door) async throws {
    let plan = try await kept(id, door)
    guard plan.key == nil, plan.consent < .person else { return }
    let weighed = try await weighAgain(plan, door)
    guard weighed.consent == .person else { return }
    let told = try await keep(weighed, actor: plan.actor, key: nil, door)
    try await forget(id, door)
    try await door.state.remove(StateItem(.jobs, id), of: .caller)
    throw Self.wantsPerson(weighed, told)
  }

  /// Runs a kept plan here and now, once. This is what the process of a job does.
  ///
  /// Everything is asked again while the subject's lock is held: who trusts, what drifts, who agreed, what is frozen,
  /// how often. Between the last answer and the deed nobody else changes the subject.
  public func runKept(_ id: String) async throws -> Execution {
    let door = try openDoor()
    do {
      return try await runOnce(id, door)
    } catch {
      // Whoever waits for the job reads there why it did not begin. One that was begun keeps its own record.
      if let told = JobOutcome(error), KeptPlan.isID(id),
        try await door.state.read(StateItem(.used, id), of: .caller) == nil, try await !isOver(id, door)
      {
        try await door.state.write(told.bytes, to: StateItem(.jobs, id), of: .caller)
      }
      throw error
    }
  }

  private func runOnce(_ id: String, _ door: Door) async throws -> Execution {
    let plan = try await kept(id, door)
    guard plan.uid == (try await caller().uid), plan.runbook == path else {
      throw Refusal(.stalePlan, "plan \(id) was made by another account, or for another runbook")
    }
    return try await executor.holding(plan.subject) { lock in
      let desk = try afresh()
      try await desk.recoverEarlier(plan.subject, besides: id, door, lock)
      // It may have run while we waited for what came before.
      let plan = try await desk.kept(id, door)
      try plan.refuseExpired(at: await server.now())
      try await desk.refuseFrozen(door)
      let facts = Facts(server)
      let weighed = try await desk.weighAgain(plan, door, by: facts)
      let consent = try await desk.consent(to: plan, weighed, id, door)
      try await desk.reserve(weighed.plan, door)
      let agreed = AgreedPlan(
        id: id, plan: weighed.plan, request: plan.request, actor: plan.actor, consent: consent)
      return try await desk.change(agreed, since: facts, holding: lock, door)
    }
  }

  /// Marks a plan as used, once and for ever, and does it.
  ///
  /// - Parameter facts: what was seen of the server under the lock: how things were before the first deed.
  func change(
    _ agreed: AgreedPlan, since facts: Facts, holding lock: any HeldLock, _ door: Door
  ) async throws -> Execution {
    let id = agreed.id
    guard try await door.state.create([], as: StateItem(.used, id)) else { throw Self.used(id) }
    // The mark goes when a run has ended: one that was behind it and saw none has to see that end.
    if try await isOver(id, door) {
      try await door.state.remove(StateItem(.used, id), of: .caller)
      throw Self.used(id)
    }
    return try await settle(await executor.change(agreed, since: facts, holding: lock), id, door)
  }

  func refuseFrozen(_ door: Door) async throws {
    guard let freeze = try await freeze(door) else { return }
    throw Refusal(
      .frozen, "\(freeze.by) stopped all changes at \(freeze.since)".cleaned, help: "runbook thaw",
      said: [freeze.why])
  }

  /// What became of a plan is written down before anything of it is thrown away: a crash in between leaves more than is
  /// needed and never less.
  func settle(_ ended: Execution, _ id: String, _ door: Door) async throws -> Execution {
    let execution = masked(ended)
    try await door.state.change(Limits.item) { bytes in
      guard var limits = Limits(bytes) else { return (nil, ()) }
      limits.record(execution)
      return (limits.bytes, ())
    }
    let item = StateItem(.jobs, id)
    guard execution.outcome != .refused else {
      // Not begun: the plan can still be run.
      let fault = execution.fault ?? Fault(.internalError, "it was not begun")
      try await door.state.write(JobOutcome.faulted(fault).bytes, to: item, of: .caller)
      try await door.state.remove(StateItem(.used, id), of: .caller)
      return execution
    }
    let plan = try await door.state.read(StateItem(.plans, id), of: .caller)
    let created = plan.flatMap { try? KeptPlan(id, $0, executor.digests) }?.created
    try await door.state.write(JobOutcome.ended(execution).bytes(created: created), to: item, of: .caller)
    // What could not be brought to an end stays open for `recover`.
    if execution.fault == nil { try await forget(id, door) }
    return execution
  }

  /// Throws away a plan that has run.
  func forget(_ id: String, _ door: Door) async throws(Fault) {
    for folder in [StateItem.Folder.plans, .approvals, .used] {
      try await door.state.remove(StateItem(folder, id), of: .caller)
    }
  }

  /// The plan of an id; refuses one that is unknown, has run, or is not what was kept.
  func kept(_ id: String, _ door: Door, of owner: StateOwner = .caller) async throws -> KeptPlan {
    guard KeptPlan.isID(id) else {
      throw Refusal(
        .stalePlan, "not the id of a plan: \(WorldText.clean(String(id.prefix(60))))",
        help: "runbook plan <operation> [arguments…]")
    }
    if owner == .caller {
      if try await outcome(id, door)?.execution != nil { throw Self.used(id) }
      if try await door.state.read(StateItem(.used, id), of: .caller) != nil { throw Self.used(id) }
    }
    guard let bytes = try await door.state.read(StateItem(.plans, id), of: owner) else {
      if owner == .caller, case .refused(let refusal)? = try await outcome(id, door) { throw refusal }
      throw Refusal(.stalePlan, "there is no plan \(id)", help: "runbook plan <operation> [arguments…]")
    }
    return try KeptPlan(id, bytes, executor.digests)
  }

  private static func used(_ id: String) -> Refusal {
    Refusal(.stalePlan, "plan \(id) was run already, and a plan runs once", help: "runbook job \(id)")
  }

  /// The plan derived again; refuses where it is not the one that was agreed to.
  private func weighAgain(_ kept: KeptPlan, _ door: Door, by facts: Facts? = nil) async throws -> WeighedPlan
  {
    let agreed = executor.digests.sha256(Array(JSON.object(kept.plan).canonical.utf8))
    let weighed = try await weigh(kept.request, door, by: facts)
    if let same = weighed.first(where: { $0.digest == agreed }) { return same }
    throw Refusal(
      .stalePlan,
      "what would be done for \(kept.request.words) is no longer what was planned: nothing was done",
      help: "runbook plan \(kept.request.words)")
  }

  /// Who agreed where nobody was asked, in words for the journal.
  static let byPolicy = "policy"

  /// Who agreed, in words for the journal; refuses where nobody did that may.
  private func consent(
    to kept: KeptPlan, _ weighed: WeighedPlan, _ id: String, _ door: Door
  ) async throws -> String {
    guard max(kept.consent, weighed.consent) == .person else { return Self.byPolicy }
    if let approval = try await approval(of: id, kept, door) {
      // A person agreed to what was there to be read: what has come since was not.
      guard Set(weighed.reasons.map(\.words)).isSubset(of: kept.reasons) else {
        throw Refusal(
          .stalePlan, "since the plan was made there is more against it",
          help: "runbook plan \(kept.request.words)", said: weighed.reasons.map(\.words))
      }
      return "\(approval.words) (\(try await policy(door).mode.rawValue))"
    }
    var again = weighed
    if again.reasons.isEmpty {
      again.reasons = [Reason("it was so when the plan was made", said: kept.reasons.joined(separator: "\n"))]
    }
    throw Self.wantsPerson(again, id)
  }

  func reserve(_ plan: Plan, _ door: Door) async throws {
    let policy = try await policy(door), now = await server.now()
    let result: Result<Void, Refusal> = try await door.state.change(Limits.item) { bytes in
      guard var limits = Limits(bytes) else {
        return (
          nil,
          .failure(
            Refusal(
              .limit, "the counts of what was changed are damaged: a person has to look first",
              help: "runbook thaw \(plan.subject)"))
        )
      }
      do throws(Refusal) {
        try limits.reserve(plan, policy, at: now)
        return (limits.bytes, .success(()))
      } catch {
        return (nil, .failure(error))
      }
    }
    try result.get()
  }
}
