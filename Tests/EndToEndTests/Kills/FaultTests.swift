import Foundation
import JSON
import Testing

/// Disks that are full or broken, and words in the journal that nobody of ours wrote.
extension EndToEnd {
  @Suite struct FaultTests {
    /// Each call of a command fails once with each fault, and once with it and all that follow: what can be tried again
    /// is, everything else ends with 74, and the old record is there or the new one.
    @Test func aFailingCallIsToldAndLeavesWholeRecords() async throws {
      let bench = try await KillBench("failing")
      let isLong = ProcessInfo.processInfo.environment["RUNBOOK_KILLS"] != nil
      let all = ["trust-first", "trust", "trust-torn", "plan", "approve", "freeze", "thaw"]
      for scenario in isLong ? all : ["trust-torn", "plan"] {
        let result = try await bench.state(scenario, seed: 1, count: isLong ? 10_000 : 10, isFailing: true)
        #expect(result.faults.isEmpty, "\(scenario): \(result.faults.joined(separator: "\n"))")
        #expect(result.fired >= (isLong ? result.points : 10), "\(scenario): \(result)")
        print("faults: \(scenario): \(result.fired) of \(result.points), \(result.seconds) s")
      }
      try await bench.testbed.down()
    }

    @Test func onAFullDiskNothingRunsAndLooksGoOn() async throws {
      let testbed = try await Testbed("full")
      try await testbed.must(["mount", "-t", "tmpfs", "-o", "size=96k,mode=755", "none", "/var/lib/runbook"])
      try await Self.trust(testbed)
      let plan = try await Self.plan(testbed)
      let checked = try await testbed.runbook("check")
      let before = try await Self.process(testbed)
      let fill =
        "cat /dev/zero > /var/lib/runbook/filler 2> /dev/null; df --output=avail /var/lib/runbook | tail -n 1"
      let room = try await testbed.run(["sh", "-c", fill])
      #expect(room.output.trimmingCharacters(in: .whitespacesAndNewlines) == "0", "\(room)")

      for words in [["restart-service", "luci"], ["--plan", plan]] {
        let refused = try await testbed.run(["/usr/local/bin/runbook", "run"] + words)
        #expect(refused.status == 74, "\(words): \(refused)")
        #expect(refused.errors.contains("No space left on device"), "\(words): \(refused)")
      }
      #expect(try await Self.process(testbed) == before)
      #expect(try await testbed.runbook("ask", "luci port").status == 0)
      #expect(try await testbed.runbook("run", "service-status", "luci").status == 0)
      #expect(try await testbed.runbook("check").status == checked.status)
      #expect(try await testbed.runbook("journal", "--verify").status == 0)

      try await testbed.must(["rm", "/var/lib/runbook/filler"])
      let again = try await testbed.runbook("run", "--plan", plan)
      #expect(again.status == 0, "\(again)")
      #expect(try await Self.process(testbed) != before)
      try await testbed.down()
    }

    /// A file that may grow no further takes a piece of what is written, and then no more.
    @Test func aFileThatMayNotGrowKeepsWhatItHad() async throws {
      let testbed = try await Testbed("limit")
      try await Self.trust(testbed)
      let whole = try await testbed.runbook("journal", "--verify").output
      for blocks in 0...2 {
        // In units of 512 bytes; the signal that comes along is left aside, as a full disk sends none.
        let limited =
          "trap '' XFSZ; ulimit -f \(blocks); exec /usr/local/bin/runbook freeze \"$(printf 'x%.0s' $(seq 900))\""
        let frozen = try await testbed.run(["sh", "-c", limited])
        #expect(frozen.status == 74, "\(blocks): \(frozen)")
        let verified = try await testbed.runbook("journal", "--verify")
        #expect(verified.status == 0 && verified.output == whole, "\(blocks): \(verified)")
        #expect(!verified.output.contains("cut off"), "\(blocks): \(verified)")
      }
      try await testbed.down()
    }

    /// Whoever can write the journal writes words into it; nobody runs them.
    @Test func aForgedJournalRunsNothing() async throws {
      let testbed = try await Testbed("forged")
      try await Self.trust(testbed)
      let before = try await Self.process(testbed)
      let requests = [
        #"{"operation":"restart-service","arguments":{"service":"luci"}}"#,
        #"{"operation":"restart-service","arguments":{"service":"; touch /root/forged"}}"#,
        #"{"operation":"touch /root/forged","arguments":{}}"#,
      ]
      for (number, request) in requests.enumerated() {
        try await testbed.write(
          Self.forgery(request, id: "\(number)abcdef0123456789abc"), to: "/root/forge.py")
        try await testbed.must(["/usr/bin/python3", "/root/forge.py"])
        let recovered = try await testbed.runbook("recover")
        #expect(recovered.status == 1, "\(request): \(recovered)")
        #expect(!recovered.output.contains("forged"), "\(request): \(recovered)")
      }
      #expect(try await testbed.runbook("journal", "--verify").status == 0)
      #expect(try await testbed.run(["ls", "/root/forged"]).status != 0)
      #expect(try await Self.process(testbed) == before)
      try await testbed.down()
    }

    /// Links a begun plan to the end of the journal, and marks it as begun.
    private static func forgery(_ request: String, id: String) -> String {
      """
      import hashlib, json, os
      path = "/var/lib/runbook/0/journal/journal.jsonl"
      lines = open(path, "rb").read().splitlines()
      for record in [
          {"event": "begin", "id": "\(id)", "request": json.loads(r'''\(request)'''), "subject": "service/luci",
           "digest": "0" * 64, "actor": "forger"},
          {"event": "deed", "id": "\(id)", "step": 0, "deed": {"run": ["/usr/bin/touch", "/root/forged"]}}]:
          record.update(seq=len(lines) + 1, prev=hashlib.sha256(lines[-1]).hexdigest())
          lines.append(json.dumps(record).encode())
      open(path, "wb").write(b"\\n".join(lines) + b"\\n")
      os.makedirs("/var/lib/runbook/0/used", mode=0o700, exist_ok=True)
      os.close(os.open("/var/lib/runbook/0/used/\(id)", os.O_CREAT, 0o600))
      """
    }

    private static func trust(_ testbed: Testbed) async throws {
      try await testbed.must([
        "sh", "-c",
        "runbook trust --expect $(runbook trust --show | sed -nE 's/.*sha256 ([0-9a-f]{64}).*/\\1/p')",
      ])
    }

    private static func plan(_ testbed: Testbed) async throws -> String {
      let output = try await testbed.runbook("plan", "restart-service", "luci", "--format", "json")
      return try #require(
        try JSON.parse(Array(output.output.utf8))["plans"]?[0]?["id"]?.asString, "\(output)")
    }

    private static func process(_ testbed: Testbed) async throws -> String {
      let output = try await testbed.run(["supervisorctl", "pid", "site-luci"])
      try #require(Int(output.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0 > 1, "\(output)")
      return output.output
    }
  }
}
