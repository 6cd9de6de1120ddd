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
  /// Takes back a kept plan that has not begun, agreed to or not, also while its process is about to begin. Nothing is
  /// undone.
  ///
  /// To run a plan is to mark it as used, and so is to withdraw it: one of the two is first. The plan goes before the
  /// mark does, and whoever marks it later looks whether it is still there.
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
    let plan = try KeptPlan(id, bytes, executor.digests), mark = StateItem(.used, id)
    guard try await door.state.create([], as: mark) else { return .finishing }
    if try await isOver(id, door) {
      try await door.state.remove(mark, of: .caller)
      return .ended
    }
    let refusal = Refusal(.stalePlan, "\(plan.request.words) was withdrawn before it began")
    try await door.state.write(JobOutcome.refused(refusal).bytes, to: StateItem(.jobs, id), of: .caller)
    try await forget(id, door)
    return .withdrawn
  }

  /// Whether a plan that was marked just now has run before, or was withdrawn: its mark was gone by then.
  func isOver(_ id: String, _ door: Door) async throws(Fault) -> Bool {
    if try await outcome(id, door)?.execution != nil { return true }
    return try await door.state.read(StateItem(.plans, id), of: .caller) == nil
  }
}
