import Foundation
import MarkdownDocument
import RunbookModel
import Testing

/// A runbook says the same however it is written: generated files, each in every variation.
struct VariationTests {
  private static func number(_ variable: String) -> UInt64? {
    ProcessInfo.processInfo.environment[variable].flatMap(UInt64.init)
  }

  @Test func everyVariationSaysTheSame() throws {
    let first = Self.number("RUNBOOK_SEED") ?? .random(in: 0..<1_000_000)
    let runs = Self.number("RUNBOOK_PROPERTY_RUNS") ?? 300
    print("properties: \(runs) runbooks from RUNBOOK_SEED=\(first)")
    var broken: [Variation: Int] = [:]
    for seed in first..<first + runs {
      let generated = GeneratedRunbook(seed: seed)
      let plain = Variation.plain(generated)
      let meaning = try Meaning(runbook(plain))
      for variation in Variation.allCases {
        let bytes = variation.bytes(generated, seed: seed)
        let other = try Meaning(runbook(bytes))
        guard other != meaning else { continue }
        broken[variation, default: 0] += 1
        // The first of a kind is told whole; the rest are counted.
        guard broken[variation] == 1 else { continue }
        Issue.record(
          """
          RUNBOOK_SEED=\(seed) RUNBOOK_PROPERTY_RUNS=1, \(variation):
          \(meaning.difference(from: other))
          --- plain
          \(String(decoding: plain, as: UTF8.self))
          --- \(variation)
          \(String(decoding: bytes, as: UTF8.self))
          """)
      }
    }
    #expect(broken.isEmpty, "\(broken)")
  }

  /// A generator that makes nothing would hold any property.
  @Test func theGeneratorMakesEveryKindOfThing() throws {
    var counts = [0, 0, 0, 0, 0]
    for seed in 0..<40 as Range<UInt64> {
      let read = try runbook(Variation.plain(GeneratedRunbook(seed: seed)))
      let found = [
        read.services.count, read.commands.count, read.schedules.count, read.procedures.count,
        read.rules.count,
      ]
      counts = zip(counts, found).map { $0 + $1 }
    }
    #expect(counts.allSatisfy { $0 >= 20 }, "services, commands, schedules, procedures, rules: \(counts)")
  }
}
