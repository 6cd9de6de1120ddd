import Foundation
import JSON
import Testing

/// The program is ended by SIGKILL at each of its calls on the state folder, and half-way through each of its writes:
/// every record is then the old or the new one, whole, the journal's chain holds, and the next call succeeds.
extension EndToEnd {
  @Suite struct KillTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static var seed: UInt64 {
      UInt64(environment["RUNBOOK_SEED"] ?? "") ?? UInt64.random(in: 1...99_999)
    }
    /// How many in all; `make kills` says more.
    private static var count: Int { Int(environment["RUNBOOK_KILLS"] ?? "") ?? 150 }

    /// Each with its share of the kills. A full journal is 16 MiB, and slow to prove.
    private static let scenarios: [(name: String, share: Int)] = [
      ("trust-first", 6), ("trust", 6), ("trust-torn", 6), ("trust-full", 1), ("plan", 6), ("approve", 6),
      ("approve-torn", 6), ("freeze-first", 4), ("freeze", 6), ("thaw", 4),
    ]

    /// What restarts a service mostly waits: many servers at once.
    @Test func noKillLeavesAnythingHalfDone() async throws {
      let seed = Self.seed, count = Self.count, lanes = 2, restartLanes = 5
      let start = Date()
      let results = try await withThrowingTaskGroup(of: [KillBench.Result].self) { group in
        for lane in 0..<lanes {
          group.addTask { try await Self.kills(count, seed: seed, lane: lane, of: lanes) }
        }
        for lane in 0..<restartLanes {
          // Three at once, and in all a twenty-fifth of the others.
          let share = max(3, count / 25 / restartLanes)
          group.addTask { try await Self.restarts(share, seed: seed &+ UInt64(lane), lane: lane) }
        }
        return try await group.reduce(into: []) { $0 += $1 }
      }
      for result in results.sorted(by: { $0.scenario < $1.scenario }) {
        print(
          "kills: \(result.scenario): \(result.fired) at \(result.points) calls, \(result.recoveries) of recoveries, "
            + "\(result.faults.count) faults, \(result.seconds) s")
        #expect(
          result.faults.isEmpty, "\(result.scenario), seed \(seed): \(result.faults.joined(separator: "\n"))")
      }
      let fired = results.reduce(0) { $0 + $1.fired + $1.recoveries }
      print("kills: \(fired) in all, \(Int(Date().timeIntervalSince(start))) s (RUNBOOK_SEED=\(seed))")
      #expect(fired >= count)
    }

    private static func kills(
      _ count: Int, seed: UInt64, lane: Int, of lanes: Int
    ) async throws -> [KillBench.Result] {
      let bench = try await KillBench("kills-\(lane)")
      // The slow one is for `make kills` alone.
      let scenarios = scenarios.filter { count >= 1000 || $0.share > 1 }
      let shares = scenarios.reduce(0) { $0 + $1.share }
      var results: [KillBench.Result] = []
      for (place, (name, share)) in scenarios.enumerated() where place % lanes == lane {
        let part = (count * share + shares - 1) / shares
        let result = try await bench.state(name, seed: seed, count: part)
        #expect(result.fired >= part, "\(name): \(result)")
        results.append(result)
      }
      try await bench.testbed.down()
      return results
    }

    private static func restarts(_ count: Int, seed: UInt64, lane: Int) async throws -> [KillBench.Result] {
      let bench = try await KillBench("restarts-\(lane)")
      let result = try await bench.restarts(seed: seed, count: count)
      #expect(result.fired > 0, "\(result)")
      try await bench.testbed.down()
      return [result]
    }
  }
}
