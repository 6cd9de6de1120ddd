import Findings
import Operations
import RunbookModel
import ServerFacts

extension Desk {
  /// Does what changes one subject in this process: it is weighed once, under the subject's lock, and then run.
  ///
  /// nil, with nothing done, where this way does not lead: to another subject, to what only looks, and to what a person
  /// has to agree to.
  func operateHere(
    _ request: Request, on subject: Address, actor: String, _ letGo: @Sendable () throws(Fault) -> Void
  ) async throws -> Execution? {
    guard let door else { return nil }
    let isService = subject.kind == Service.kind, subject = subject.description
    return try await executor.holding(subject) { lock -> Execution? in
      let desk = try afresh()
      if try await desk.isMarked(subject, besides: "", door) {
        try letGo()
        try await desk.recoverEarlier(subject, besides: "", door, lock)
      }
      try await desk.refuseFrozen(door)
      let facts = Facts(server)
      let weighed = try await withThrowingTaskGroup(of: Void.self) { group in
        if isService { group.addTask { await facts.lookAheadAtServices(isForChange: true) } }
        // So that it is asked before anything here blocks.
        await Task.yield()
        return try await desk.weigh(request, door, by: facts)
      }
      guard weighed.count == 1, let one = weighed.first, one.plan.subject.description == subject,
        !one.isDoneAtOnce, one.consent < .person
      else { return nil }
      try letGo()
      try await desk.reserve(one.plan, door)
      let id = try await desk.keep(one, actor: actor, key: nil, door)
      let agreed = AgreedPlan(
        id: id, plan: one.plan, request: request, actor: actor, consent: Self.byPolicy)
      return try await desk.change(agreed, since: facts, holding: lock, door)
    }
  }
}
