import Findings
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

/// How often a subject may be changed, and an account change anything, and when a person has to look first.
@Suite struct LimitsTests {
  private let policy = Policy()
  private let noon = Instant(seconds: 1_795_608_000)

  private func plan(_ service: String, effect: Effect = .interrupts) -> Plan {
    let step = Step("stop", .supervisor(.stop, program: service, socket: "/run/s.sock"), effect: effect)
    return Plan(
      operation: "restart-service", subject: Address("service", service), source: nil, steps: [step])
  }

  private func ended(_ plan: Plan, _ outcome: Execution.Outcome) -> Execution {
    var execution = Execution(plan, "digest")
    execution.outcome = outcome
    execution.steps = plan.steps.map { StepRecord($0, outcome == .done ? .done : .failed) }
    return execution
  }

  private func later(_ seconds: Int) -> Instant { Instant(seconds: noon.seconds + seconds) }

  @Test func aSubjectIsChangedThreeTimesInTenMinutes() throws {
    var limits = Limits()
    for place in 0..<policy.restarts { try limits.reserve(plan("luci"), policy, at: later(place)) }
    #expect(throws: Refusal.self) { try limits.reserve(plan("luci"), policy, at: later(policy.window - 1)) }
    try limits.reserve(plan("nearyou"), policy, at: later(3))
    try limits.reserve(plan("luci"), policy, at: later(policy.window))
  }

  @Test func anAccountChangesTenThingsInTenMinutes() throws {
    var limits = Limits()
    for place in 0..<policy.changes { try limits.reserve(plan("site-\(place)"), policy, at: noon) }
    #expect(throws: Refusal.self) { try limits.reserve(plan("luci"), policy, at: later(1)) }
    #expect(throws: Refusal.self) { try limits.reserve(plan("luci", effect: .reloads), policy, at: later(1)) }
    try limits.reserve(plan("luci"), policy, at: later(policy.window))
  }

  /// Across a process that ends in between: the counts are read again each time.
  @Test func threeFailuresInARowWaitForAPerson() throws {
    var kept = Limits().bytes
    func change(_ outcome: Execution.Outcome, at time: Instant) throws {
      var limits = try #require(Limits(kept))
      try limits.reserve(plan("luci"), policy, at: time)
      limits.record(ended(plan("luci"), outcome))
      kept = limits.bytes
    }
    // One that went well begins the row anew; one that nobody could prove ends none.
    let outcomes: [Execution.Outcome] = [.failed, .failed, .done, .failed, .unproved, .failed]
    for (place, outcome) in outcomes.enumerated() { try change(outcome, at: later(place * policy.window)) }
    #expect(try #require(Limits(kept)).stopped(by: policy) == [])
    try change(.failed, at: later(20 * policy.window))
    #expect(try #require(Limits(kept)).stopped(by: policy) == ["service/luci"])
    #expect {
      try change(.done, at: later(40 * policy.window))
    } throws: {
      ($0 as? Refusal)?.help == "runbook thaw service/luci"
    }
    var limits = try #require(Limits(kept))
    try limits.reserve(plan("nearyou"), policy, at: later(40 * policy.window))
    let isClosed = limits.close("service/luci")
    #expect(isClosed)
    try limits.reserve(plan("luci"), policy, at: later(40 * policy.window))
  }
}
