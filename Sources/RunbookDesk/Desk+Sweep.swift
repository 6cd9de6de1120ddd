import JSON
import Operations
import ServerFacts

/// What nobody can use any more is thrown away.
extension Desk {
  /// Seconds. A plan may be run for a quarter of an hour; for the rest of this time it can still be looked at.
  private static let planIsKept = 3600
  /// Seconds. What became of a plan, and so what an idempotency key answers.
  private static let jobIsKept = 30 * 86400

  private static let stamp = StateItem(.limits, "swept")

  /// Sweeps where nobody has for as long as a plan is kept.
  func sweep(_ door: Door) async throws(Fault) {
    let now = await server.now()
    let isDue = try await door.state.change(Self.stamp) { bytes in
      let last = bytes.flatMap { try? JSON.parse($0) }?["at"]?.asInt
      // A clock that was set back would make the last time one to come.
      if let last, last <= now.seconds, now.seconds < last + Self.planIsKept { return (nil, false) }
      return (Array(JSON.object(["at": JSON(now.seconds)]).text().utf8), true)
    }
    guard isDue else { return }
    let hour = Instant(seconds: now.seconds - Self.planIsKept)
    let month = Instant(seconds: now.seconds - Self.jobIsKept)
    // One that was begun is needed to recover it.
    let begun = Set(try await door.state.names(in: .used))
    for id in try await door.state.sweep(.plans, writtenBefore: hour, keeping: begun) {
      if try await outcome(id, door)?.execution == nil {
        try await door.state.remove(StateItem(.jobs, id), of: .caller)
      }
    }
    _ = try await door.state.sweep(.approvals, writtenBefore: hour, keeping: begun)
    // The key first: it is older than the record it leads to, and must not outlive it.
    _ = try await door.state.sweep(.keys, writtenBefore: month, keeping: [])
    _ = try await door.state.sweep(.jobs, writtenBefore: month, keeping: begun)
  }
}
