import Findings
import ServerFacts
import Testing

@testable import DriftChecks
@testable import RunbookDesk

/// Which drift is told and which is folded under it.
struct CauseTests {
  private static func drift(_ check: String, _ claim: Address) -> Verdict {
    let finding = Finding(
      source: check, severity: .error, subject: claim, range: nil, message: "the runbook says so; it is not")
    return Verdict(check: check, claim: claim, range: nil, outcome: .drifts(finding))
  }

  private static func roots(_ verdicts: [Verdict], _ after: [String: [String]]) -> [Int?] {
    CheckCauses(verdicts, after: after).roots
  }

  @Test func theSameEntryIsTheCause() {
    let verdicts = [
      Self.drift("a", Address("service", "one")), Self.drift("a", Address("service", "two")),
      Self.drift("b", Address("service", "two", "port")), Self.drift("b", Address("service", "three")),
    ]
    #expect(Self.roots(verdicts, ["b": ["a"]]) == [nil, nil, 1, nil])
  }

  @Test func anEntryOfAnotherKindIsTheCause() {
    let verdicts = [
      Self.drift("nginx-runs", Address("nginx", "nginx")), Self.drift("answers", Address("service", "one")),
      Self.drift("answers", Address("service", "two")),
    ]
    #expect(Self.roots(verdicts, ["answers": ["nginx-runs"]]) == [nil, 0, 0])
    let named = [
      Self.drift("current", Address("certificate", "one")),
      Self.drift("current", Address("certificate", "two")),
      Self.drift("serves", Address("service", "two")),
    ]
    #expect(Self.roots(named, ["serves": ["current"]]) == [nil, nil, 1])
  }

  @Test func chainsAreFollowedToTheRoot() {
    let one = Address("service", "one")
    let verdicts = [Self.drift("c", one), Self.drift("b", one), Self.drift("a", one)]
    #expect(Self.roots(verdicts, ["c": ["b"], "b": ["a"]]) == [2, 2, nil])
  }

  @Test func circlesKeepTheirFirst() {
    let one = Address("service", "one")
    let verdicts = [Self.drift("a", one), Self.drift("b", one), Self.drift("c", one)]
    #expect(Self.roots(verdicts, ["a": ["b"], "b": ["a"], "c": ["b"]]) == [nil, 0, 0])
    #expect(Self.roots([Self.drift("a", one)], ["a": ["a"]]) == [nil])
  }

  @Test func whatHoldsOrIsUnseenIsNoCause() {
    let one = Address("service", "one")
    let verdicts = [
      Verdict(check: "a", claim: one, range: nil, outcome: .holds),
      Verdict(check: "a", claim: one, range: nil, outcome: .unknown(Blindness(.permission, "no"))),
      Self.drift("b", one),
    ]
    #expect(Self.roots(verdicts, ["b": ["a"]]) == [nil, nil, nil])
  }

  @Test func manyServicesAreJudgedInALine() {
    let verdicts = ["a", "b", "c"].flatMap { check in
      (0..<20_000).map { Self.drift(check, Address("service", "s\($0)")) }
    }
    let clock = ContinuousClock()
    let time = clock.measure {
      let roots = Self.roots(verdicts, ["c": ["b"], "b": ["a"]])
      #expect(roots[40_007] == 7 && roots[59_999] == 19_999)
    }
    #expect(time < .seconds(5), "\(time)")
  }
}
