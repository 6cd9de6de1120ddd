import Operations

/// What became of the wish that a plan should not be run.
public enum Withdrawal: String, Sendable {
  /// It had not begun, and now it never will.
  case withdrawn
  /// It has begun and goes on to its end: half a change is worse.
  case finishing
  /// There was nothing left to withdraw.
  case ended
}

extension Desk {
  /// Takes back a kept plan that has not begun, agreed to or not. Nothing is undone.
  ///
  /// Whoever runs it reads it again under the lock of its subject, so that nobody is between the two.
  public func withdraw(_ id: String) async throws -> Withdrawal {
    let door = try openDoor()
    let job = try await job(id)
    switch job.state {
    case .running, .cutOff: return .finishing
    case .done, .failed, .unproved: return .ended
    case .planned, .refused: break
    }
    // One that was withdrawn before.
    guard let bytes = try await door.state.read(StateItem(.plans, id), of: .caller) else { return .ended }
    let plan = try KeptPlan(id, bytes, executor.digests)
    return try await executor.holding(plan.subject) { _ in
      if try await door.state.read(StateItem(.used, id), of: .caller) != nil { return .finishing }
      if try await outcome(id, door)?.execution != nil { return .ended }
      let refusal = Refusal(.stalePlan, "\(plan.request.words) was withdrawn before it began")
      try await door.state.write(JobOutcome.refused(refusal).bytes, to: StateItem(.jobs, id), of: .caller)
      try await forget(id, door)
      return .withdrawn
    }
  }
}
