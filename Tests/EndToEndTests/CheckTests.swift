import SeededNumbers
import Foundation
import JSON
import Testing

/// The drift check against a real server: silent when all holds, and each single breakage told once.
extension EndToEnd {
  @Suite struct CheckTests {
    struct Told: Sendable {
      var status: Int32
      /// Drifts without a cause of their own: check id, line, remedy.
      var drifts: [(check: String, line: Int, remedy: String)]
      var unknown: Int
      var text: String
    }

    private func check(_ testbed: Testbed, user: String = "root") async throws -> Told {
      let output = try await testbed.runbook("check", "--format", "json", user: user)
      let report = try JSON.parse(Array(output.output.utf8))
      let verdicts = try #require(report["verdicts"]?.asArray)
      let findings = try #require(report["findings"]?.asArray)
      let drifts = findings.filter { $0["because"] == nil }.map { finding in
        (
          finding["check"]?.asString ?? "", Int(finding["line"]?.asInt ?? 0),
          finding["remedy"]?.asString ?? ""
        )
      }
      let unknown = verdicts.count { $0["outcome"]?.asString == "unknown" }
      return Told(
        status: output.status, drifts: drifts, unknown: unknown, text: output.output + output.errors)
    }

    @Test func holdsEveryClaimAsRootAndNeverCriesWolfAsDeploy() async throws {
      let testbed = try await Testbed("check")
      let root = try await check(testbed)
      #expect(root.status == 0 && root.unknown == 0 && root.drifts.isEmpty, "\(root.text)")
      let deploy = try await check(testbed, user: "deploy")
      #expect(deploy.status == 2 && deploy.unknown > 0 && deploy.drifts.isEmpty, "\(deploy.text)")
      try await testbed.down()
    }

    @Test func tellsEachBreakageOnceAndForgetsItWhenUndone() async throws {
      let seed = UInt64(ProcessInfo.processInfo.environment["RUNBOOK_SEED"] ?? "") ?? 1
      var random = SeededRandom(seed: seed)
      let count = Int(ProcessInfo.processInfo.environment["RUNBOOK_BREAKAGES"] ?? "") ?? 10
      let chosen = Breakage.all.shuffled(using: &random).prefix(count)
      let testbed = try await Testbed("break")
      let lines = try String(contentsOf: Testbed.root.appendingPathComponent("AGENTS.md"), encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
      for breakage in chosen {
        for words in breakage.apply { try await testbed.must(words) }
        var told = try await check(testbed)
        _ = try await testbed.eventually(seconds: 6) {
          told = try await check(testbed)
          return told.drifts.count == 1 && told.drifts[0].check == breakage.check
        }
        #expect(
          told.status == 1 && told.drifts.count == 1,
          "\(breakage) (seed \(seed)): \(told.drifts) \(told.text)")
        if let drift = told.drifts.first {
          #expect(drift.check == breakage.check, "\(breakage) (seed \(seed)): \(drift)")
          let line = lines.indices.contains(drift.line - 1) ? String(lines[drift.line - 1]) : ""
          #expect(line.contains(breakage.line), "\(breakage) (seed \(seed)): line \(drift.line): \(line)")
          #expect(drift.remedy.contains(breakage.remedy), "\(breakage) (seed \(seed)): \(drift.remedy)")
        }
        for words in breakage.undo { try await testbed.must(words) }
        let isGone = try await testbed.eventually { try await check(testbed).status == 0 }
        #expect(isGone, "\(breakage) (seed \(seed)) does not go away")
      }
      try await testbed.down()
    }

    @Test func recordsAServerWithoutItsSecretsAndReplaysIt() async throws {
      let testbed = try await Testbed("record")
      let live = try await testbed.runbook("record", "/root/recording")
      #expect(live.status == 0, "\(live.errors)")
      let replayed = try await testbed.runbook("--recording", "/root/recording", "check")
      #expect(replayed.status == 0 && replayed.output == live.output, "\(replayed.output)\(replayed.errors)")
      let secrets = try await testbed.run(["grep", "-rlE", "testbed-only-|PRIVATE KEY", "/root/recording"])
      #expect(secrets.status == 1 && secrets.output.isEmpty, "\(secrets.output)")
      let files = try await testbed.run(["find", "/root/recording", "-name", "*.json"])
      #expect(files.output.split(separator: "\n").count > 10)
      try await testbed.down()
    }

    @Test func tellsThePublishedServerAsItIs() async throws {
      let testbed = try await Testbed("published", flavour: "published")
      let told = try await check(testbed)
      #expect(told.status <= 1 && told.unknown == 0, "\(told.text)")
      #expect(
        try await testbed.runbook("ask", "what", "port", "does", "luci", "run", "on").output
          == "3004\tAGENTS.md:9:20\n")
      try await testbed.down()
    }
  }
}
