import Foundation
import SeededNumbers
import Testing

/// Every single breakage is told once, as bad as it is and at its line, and is forgotten when undone; what breaks
/// nothing is not told.
extension EndToEnd {
  @Suite struct MutationTests {
    private static let environment = ProcessInfo.processInfo.environment

    private static var seed: UInt64 {
      UInt64(environment["RUNBOOK_SEED"] ?? "") ?? UInt64.random(in: 1...99_999)
    }

    @Test func thereAreEnough() {
      let kinds = AllMutations.oneOfEachKind(seed: 1)
      #expect(kinds.count >= 80 && HarmlessChanges.all.count >= 15)
      #expect(Set(AllMutations.list(seed: 1).map(\.description)).count == AllMutations.list(seed: 1).count)
    }

    /// `RUNBOOK_MUTATIONS`: `all` of the kinds, `every` subject of all of them, `harmless` ones only, or parts of
    /// kinds' names with commas between. Else a sample, as much as fits into a minute.
    @Test func tellsEachMutationOnceAndNothingElse() async throws {
      let seed = Self.seed, choice = Self.environment["RUNBOOK_MUTATIONS"] ?? ""
      let mutations = Self.mutations(choice, seed: seed)
      let run = MutationRun(mutations, until: choice.isEmpty ? Date().addingTimeInterval(60) : .distantFuture)
      let start = Date()
      let lanes = Int(Self.environment["RUNBOOK_MUTATION_SERVERS"] ?? "") ?? 2
      try await withThrowingTaskGroup(of: Void.self) { group in
        for lane in 1...lanes {
          group.addTask {
            let testbed = try await Testbed("mutation-\(lane)")
            try await run.work(on: testbed)
            try await testbed.down()
          }
        }
        try await group.waitForAll()
      }
      let seconds = Int(Date().timeIntervalSince(start))
      print("mutations: \(await run.summary), \(seconds) s (RUNBOOK_SEED=\(seed))")
      let faults = await run.faults
      #expect(faults.isEmpty, "seed \(seed): \(faults.joined(separator: "\n"))")
    }

    private static func mutations(_ choice: String, seed: UInt64) -> [Mutation] {
      var random = SeededRandom(seed: seed &+ 2)
      let kinds = AllMutations.oneOfEachKind(seed: seed)
      switch choice {
      case "all", "": return (kinds + HarmlessChanges.all).shuffled(using: &random)
      case "every": return AllMutations.list(seed: seed) + HarmlessChanges.all
      case "harmless": return HarmlessChanges.all
      default:
        let parts = choice.split(separator: ",").map(String.init)
        return (kinds + HarmlessChanges.all).filter { mutation in
          parts.contains { mutation.kind.contains($0) }
        }
      }
    }
  }
}
