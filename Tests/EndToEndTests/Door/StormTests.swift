import Foundation
import JSON
import Testing

/// Many processes want the same change at once, while another subject fails. What they were answered and what the journal
/// says have to agree.
extension EndToEnd {
  @Suite struct StormTests {
    /// How many processes call how often: `RUNBOOK_STORM=50x200` is the whole storm.
    private static let size: (processes: Int, calls: Int) = {
      let given = ProcessInfo.processInfo.environment["RUNBOOK_STORM"] ?? "20x14"
      let numbers = given.split(separator: "x").compactMap { Int($0) }
      return numbers.count == 2 ? (numbers[0], numbers[1]) : (20, 14)
    }()

    /// Each key is given by about four calls, of as many processes.
    private static let storm = """
      mkdir -p /root/storm
      for process in $(seq "$1"); do
        for call in $(seq "$2"); do
          key="key-$(((process + call * $1) * 7919 % ($1 * $2 / 4)))"
          runbook run restart-service luci --key "$key" >/dev/null 2>"/root/storm/$process.errors"
          code=$?
          echo "$key $code $(head -n 1 "/root/storm/$process.errors")"
        done >"/root/storm/$process" &
      done
      wait
      cat /root/storm/*[0-9] | cut -d ' ' -f 1,2 | sort | uniq -c
      """

    /// What was said to those that were refused, without its figures.
    private static let refusals = #"cat /root/storm/*[0-9] | grep ' 3 ' | sed 's/[0-9]\+/N/g' | sort -u"#

    /// How often a key came to an exit code.
    private struct Answer {
      var count: Int
      var key: String
      var code: Int
    }

    private struct Run {
      var id: String
      var began: Date
      var outcome: String?
    }

    /// The runs of a subject as the journal has them; an issue where one begins in another.
    private static func runs(_ subject: String, _ testbed: Testbed) async throws -> [Run] {
      let journal = try await testbed.run(["cat", "/var/lib/runbook/0/journal/journal.jsonl"])
      var runs: [Run] = [], open: String?
      for line in journal.output.split(separator: "\n") {
        let record = try JSON.parse(Array(line.utf8)), id = record["id"]?.asString ?? ""
        switch record["event"]?.asString {
        case "begin" where record["subject"]?.asString == subject:
          #expect(open == nil, "\(id) begins in \(open ?? "")")
          let time = try Date(record["time"]?.asString ?? "", strategy: .iso8601)
          runs.append(Run(id: id, began: time))
          open = id
        case "deed"?, "proof"?:
          if runs.contains(where: { $0.id == id }) {
            #expect(open == id, "\(id) goes on in \(open ?? "nothing")")
          }
        case "end"?:
          guard let place = runs.firstIndex(where: { $0.id == id }) else { continue }
          #expect(open == id, "\(id) ends in \(open ?? "nothing")")
          runs[place].outcome = record["outcome"]?.asString
          open = nil
        default: continue
        }
      }
      #expect(open == nil, "\(open ?? "") has no end")
      return runs
    }

    @Test func oneAtATimeEachKeyOnceAndNeverTooOften() async throws {
      let testbed = try await Testbed("storm")
      let (processes, calls) = Self.size
      let began = Date()
      async let breaker: Void = Self.aPersonOpensWhatFailedThreeTimes(testbed)
      let storm = try await testbed.run(
        ["/bin/bash", "-c", Self.storm, "storm", "\(processes)", "\(calls)"], seconds: 3600 * 4)
      let seconds = Int(-began.timeIntervalSinceNow)
      try await breaker
      let answers = try storm.output.split(separator: "\n").map { line in
        let parts = line.split(separator: " ").map(String.init)
        return Answer(count: try #require(Int(parts[0])), key: parts[1], code: try #require(Int(parts[2])))
      }
      let codes = Dictionary(answers.map { ($0.code, $0.count) }, uniquingKeysWith: +)
      try #require(codes.values.reduce(0, +) == processes * calls, "\(codes) \(storm.errors.prefix(500))")
      var runs = try await Self.runs("service/luci", testbed)
      print("storm: \(processes) x \(calls) in \(seconds) s, answers \(codes), \(runs.count) restarts")

      // Done, refused by the limit, or busy: nothing else, and above all no fault.
      #expect(Set(codes.keys).isSubset(of: [0, 3, 4]), "\(codes)")
      let refusals = try await testbed.run(["/bin/bash", "-c", Self.refusals]).output.split(separator: "\n")
      #expect(refusals.allSatisfy { $0.contains("which is the limit") }, "\(refusals.prefix(5))")
      try await Self.holdsEachKeyOnce(answers, runs, testbed)
      // On a busy machine a small storm is over before the third restart.
      for number in min(runs.count, 3)..<3 {
        let more = try await testbed.runbook("run", "restart-service", "luci", "--key", "more-\(number)")
        #expect(more.status == 0, "\(more)")
      }
      runs = try await Self.runs("service/luci", testbed)
      #expect(runs.count >= 3 && runs.allSatisfy { $0.outcome == "done" }, "\(runs)")
      for run in runs {
        let window = runs.filter { $0.began >= run.began && $0.began < run.began.addingTimeInterval(600) }
        #expect(window.count <= 3, "\(window.count) restarts in ten minutes from \(run.began)")
      }
      let again = try await testbed.runbook("run", "restart-service", "luci", "--key", "another")
      #expect(again.status == 3 && again.errors.contains("which is the limit"), "\(again)")
      let key = try #require(answers.first { $0.code == 0 }?.key)
      let known = try await testbed.runbook("run", "restart-service", "luci", "--key", key)
      #expect(known.status == 0, "\(known)")
      #expect(try await Self.runs("service/luci", testbed).count == runs.count)
      try await Self.isLeftInOrder(testbed)
      try await testbed.down()
    }

    private static func holdsEachKeyOnce(_ answers: [Answer], _ runs: [Run], _ testbed: Testbed) async throws
    {
      #expect(Set(runs.map(\.id)).count == runs.count, "a plan ran twice")
      let records = try await testbed.run([
        "/bin/bash", "-c",
        #"grep -ohE '"plan": ?"[0-9a-f]{20}"' /var/lib/runbook/0/keys/* | cut -d '"' -f 4"#,
      ])
      let plans = records.output.split(separator: "\n").map(String.init)
      #expect(
        Set(plans).count == plans.count && Set(runs.map(\.id)).isSubset(of: plans), "\(plans.count) keys")
      // Whoever was told that it is done had a key that ran: there are as many such keys as runs.
      let done = Set(answers.filter { $0.code == 0 }.map(\.key))
      #expect(done.count == runs.count, "\(done.count) keys were done by \(runs.count) restarts")
    }

    private static func isLeftInOrder(_ testbed: Testbed) async throws {
      let verified = try await testbed.runbook("journal", "--verify")
      #expect(verified.status == 0, "\(verified)")
      let used = try await testbed.run(["ls", "-A", "/var/lib/runbook/0/used"])
      #expect(used.output.isEmpty, "\(used.output)")
      let status = try await testbed.runbook("run", "service-status", "luci")
      #expect(status.output.contains("RUNNING") && status.output.contains("listens on 3004"), "\(status)")
    }

    /// Three failures close a subject, whatever goes on beside it; a wrong word leaves it closed, and a person who
    /// types its name at a terminal opens it, as far as the other limits let it.
    private static func aPersonOpensWhatFailedThreeTimes(_ testbed: Testbed) async throws {
      let file = "/etc/supervisor/conf.d/site-nearyou.conf"
      try await testbed.must(["sed", "-i", "s|^command=.*|command=/usr/bin/not-there|", file])
      try await testbed.run(["supervisorctl", "update"])
      for _ in 1...3 {
        let failed = try await testbed.runbook("run", "restart-service", "nearyou")
        #expect(failed.status == 1, "\(failed)")
      }
      let closed = try await testbed.runbook("run", "restart-service", "nearyou")
      #expect(closed.status == 3 && closed.errors.contains("failed in a row"), "\(closed)")
      let thaw = ["/usr/local/bin/runbook", "thaw", "service/nearyou"]
      let alone = try await testbed.run(thaw)
      #expect(alone.status == 3 && alone.errors.contains("terminal"), "\(alone)")
      let wrong = try await testbed.type("luci", to: thaw)
      #expect(wrong.status == 1, "\(wrong)")
      let stillClosed = try await testbed.runbook("run", "restart-service", "nearyou")
      #expect(stillClosed.status == 3 && stillClosed.errors.contains("failed in a row"), "\(stillClosed)")
      let opened = try await testbed.type("nearyou", to: thaw)
      #expect(opened.status == 0 && opened.output.contains("can be changed again"), "\(opened)")
      let limited = try await testbed.runbook("run", "restart-service", "nearyou")
      #expect(limited.status == 3 && limited.errors.contains("which is the limit"), "\(limited)")
      let runs = try await Self.runs("service/nearyou", testbed)
      #expect(runs.map(\.outcome) == ["failed", "failed", "failed"])
    }
  }
}
