import Findings
import JSON
public import Operations
import ServerFacts

extension Desk {
  /// Brings every plan that was cut off to an end: what was begun is undone and proved. Returns what became of each; one
  /// that is under way is left alone, one that cannot be derived again is told in `left`.
  public func recover() async throws -> (ended: [Execution], left: [String]) {
    let door = try openDoor()
    var ended: [Execution] = [], left: [String] = []
    for open in try await openPlans(door) {
      do {
        ended += try await executor.holding(open.subject) { lock in
          // Somebody else may have been faster.
          guard let still = try await openPlans(door).first(where: { $0.id == open.id }) else { return [] }
          return [try await recover(still, door, lock)]
        }
      } catch let refusal as Refusal {
        left.append("\(open.id) (\(open.request.words)): \(refusal.message)".cleaned)
      } catch let fault as Fault {
        left.append("\(open.id) (\(open.request.words)): \(fault.text)".cleaned)
      }
    }
    try await forgetMarks(door)
    return (ended, left)
  }

  /// Ends a plan that was cut off and cannot be derived again: a person has looked, and nothing is undone.
  public func abandon(_ id: String) async throws {
    let door = try openDoor()
    guard let open = try await openPlans(door).first(where: { $0.id == id }) else {
      throw Refusal(.argument, "there is no plan of that id that was cut off", help: "runbook recover")
    }
    let account = try await caller()
    try await executor.holding(open.subject) { _ in
      try await executor.journal.append([
        "event": "end", "id": .string(id), "subject": .string(open.subject), "outcome": "abandoned",
        "by": .string(account.name),
      ])
      try await forgetMark(id, door)
    }
  }

  /// The same for one subject, before a new change of it begins.
  func recoverEarlier(
    _ subject: String, besides id: String, _ door: Door, _ lock: any HeldLock
  ) async throws {
    guard try await isMarked(subject, besides: id, door) else { return }
    for open in try await openPlans(door) where open.subject == subject && open.id != id {
      let execution = try await recover(open, door, lock)
      if let fault = execution.fault { throw fault }
    }
  }

  /// What was begun leaves a mark until it has ended, so that a journal, which may be long, is read only where there is
  /// one of this subject, or one that nobody can tell whose it is.
  func isMarked(_ subject: String, besides id: String, _ door: Door) async throws -> Bool {
    for mark in try await door.state.names(in: .used) where mark != id {
      guard let plan = try await markedPlan(mark, door), plan.subject != subject else { return true }
    }
    return false
  }

  private func markedPlan(_ id: String, _ door: Door) async throws -> KeptPlan? {
    guard KeptPlan.isID(id), let bytes = try await door.state.read(StateItem(.plans, id), of: .caller) else {
      return nil
    }
    return try? KeptPlan(id, bytes, executor.digests)
  }

  private func openPlans(_ door: Door) async throws -> [OpenPlan] {
    OpenPlan.all(try await executor.journal.records())
  }

  /// Its steps come from the request and the trusted text; the journal says only how far it had come.
  private func recover(_ open: OpenPlan, _ door: Door, _ lock: any HeldLock) async throws -> Execution {
    let plans = try await open.request.plans(try await trustedRunbook(door), by: Facts(server))
    guard
      let plan = plans.first(where: { $0.subject.description == open.subject && digest($0) == open.digest })
    else {
      throw Refusal(
        .stalePlan,
        "it was cut off, and what it did cannot be derived again from the trusted runbook: nothing was done now",
        help: "runbook journal --subject \(open.subject), and then runbook recover --abandon \(open.id)")
    }
    return try await settle(await executor.recover(open, as: plan, holding: lock), open.id, door)
  }

  /// Marks of plans that are not open in the journal: they were cut off before their first word there, or behind their
  /// last one.
  private func forgetMarks(_ door: Door) async throws {
    for id in try await door.state.names(in: .used) {
      guard let plan = try await markedPlan(id, door) else {
        try await door.state.remove(StateItem(.used, id), of: .caller)
        continue
      }
      do {
        // Under its lock, so that it is not one which begins right now.
        try await executor.holding(plan.subject) { _ in try await forgetMark(id, door) }
      } catch let fault as Fault where fault.kind == .busy {}
    }
  }

  private func forgetMark(_ id: String, _ door: Door) async throws {
    let records = try await executor.journal.records()
    guard !OpenPlan.all(records).contains(where: { $0.id == id }) else { return }
    if try await outcome(id, door)?.execution == nil {
      let end = records.last { $0["event"] == "end" && $0["id"]?.asString == id }
      let text = end.map { "its end was not kept; the journal says: \($0["outcome"]?.asString ?? "ended")" }
      let told = JobOutcome.faulted(Fault(.unavailable, text ?? "it was cut off before anything was done"))
      try await door.state.write(told.bytes, to: StateItem(.jobs, id), of: .caller)
    }
    try await forget(id, door)
  }
}
