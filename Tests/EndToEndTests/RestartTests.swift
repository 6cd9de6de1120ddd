import Foundation
import JSON
import Testing

/// The five endings of a restart, each against a real supervisord.
extension EndToEnd {
  @Suite struct RestartTests {
    private func restart(_ app: String, _ testbed: Testbed) async throws -> (
      status: Int32, verdict: String, text: String
    ) {
      let output = try await testbed.runbook("run", "restart-service", app, "--format", "json")
      let execution = try JSON.parse(Array(output.output.utf8))["executions"]?[0]
      let last = execution?["steps"]?.asArray?.last
      return (output.status, last?["verdict"]?.asString ?? "", last?["text"]?.asString ?? output.errors)
    }

    private func server(_ app: String) -> String { "/var/www/\(app)/dist/server.js" }

    @Test func tellsTheEndingsApart() async throws {
      let testbed = try await Testbed("restart")

      let well = try await restart("jumpinotech", testbed)
      #expect(well.status == 0 && well.verdict.isEmpty, "\(well)")
      #expect(well.text.contains("up and proved: pid") && well.text.contains("→"), "\(well)")
      #expect(well.text.contains("listening on 3001"), "\(well)")

      try await testbed.must(["sed", "-i", "1i setTimeout(() => process.exit(1), 3000);", server("luci")])
      let dies = try await restart("luci", testbed)
      #expect(dies.status == 1 && dies.verdict == "crash loop", "\(dies)")

      try await testbed.must([
        "sed", "-i", "s|^command=.*|command=/usr/bin/not-there|", "/etc/supervisor/conf.d/site-nearyou.conf",
      ])
      try await testbed.run(["supervisorctl", "update"])
      let spawn = try await restart("nearyou", testbed)
      #expect(spawn.status == 1 && spawn.verdict == "spawn error", "\(spawn)")

      try await testbed.must(["supervisorctl", "stop", "site-jumpinotech"])
      try await testbed.must([
        "setsid", "-f", "/usr/bin/python3", "-m", "http.server", "3001", "--bind", "::",
      ])
      try await testbed.must(["sleep", "1"])
      try await aStrangerNeedsAPerson(testbed)

      try await testbed.write("setInterval(() => {}, 1000);\n", to: server("wegweiserlife"))
      let deaf = try await restart("wegweiserlife", testbed)
      #expect(deaf.status == 1 && deaf.verdict == "not listening", "\(deaf)")
      try await testbed.down()
    }

    /// Where another holds the service's port the entry names the wrong thing: nothing is done before a person has
    /// looked, and what is done then is told as it ends.
    private func aStrangerNeedsAPerson(_ testbed: Testbed) async throws {
      let refused = try await testbed.runbook("run", "restart-service", "jumpinotech")
      #expect(refused.status == 3 && refused.output.isEmpty, "\(refused)")
      #expect(
        refused.errors.contains("the entry has drifted") && refused.errors.contains("3001"), "\(refused)")
      let words = refused.errors.split(whereSeparator: { " ,\n".contains($0) }).map(String.init)
      let id = try #require(words.last { $0.count == 20 && $0.allSatisfy(\.isHexDigit) }, "\(refused)")
      let unasked = try await testbed.runbook("run", "--plan", id)
      #expect(unasked.status == 3, "\(unasked)")
      let wrong = try await testbed.type("luci", to: ["runbook", "approve", id])
      #expect(wrong.status == 3 && wrong.output.contains("nothing was agreed to"), "\(wrong)")
      let approved = try await testbed.type("jumpinotech", to: ["runbook", "approve", id])
      #expect(approved.status == 0 && approved.output.contains("agreed"), "\(approved)")
      let stranger = try await testbed.runbook("run", "--plan", id)
      #expect(stranger.status == 1 && stranger.output.contains("wrong listener"), "\(stranger)")
      #expect(stranger.output.contains("python3"), "\(stranger)")
      let again = try await testbed.runbook("run", "--plan", id)
      #expect(again.status == 3 && again.errors.contains("runs once"), "\(again)")
    }

    @Test func deployRestartsThroughItsExactSudoLine() async throws {
      let testbed = try await Testbed("deploy")
      let output = try await testbed.runbook("run", "restart-service", "site-luci", user: "deploy")
      #expect(output.status == 0 && output.output.contains("up and proved: pid"), "\(output)")
      let reload = try await testbed.runbook("run", "reload-nginx", user: "deploy")
      #expect(reload.status == 0 && reload.output.contains("reloaded and proved"), "\(reload)")
      let journal = try await testbed.run(["cat", "/home/deploy/.local/state/runbook/journal/journal.jsonl"])
      let events = try journal.output.split(separator: "\n").map { line in
        try JSON.parse(Array(line.utf8))["event"]?.asString ?? ""
      }
      #expect(events.prefix(4) == ["begin", "deed", "proof", "end"], "\(events)")
      try await testbed.down()
    }

    @Test func refusesWhatIsNotInTheRunbook() async throws {
      let testbed = try await Testbed("refuse")
      for name in ["nearyo", "all", "*", "site-luci all", "-h", "nearyou; reboot", "ne\u{430}ryou", ""] {
        let output = try await testbed.runbook("run", "restart-service", "--", name)
        #expect(output.status == 64, "\(name): \(output)")
        #expect(
          output.errors.contains("accepted: jumpinotech, wegweiserlife, nearyou, luci"), "\(name): \(output)")
      }
      let broken = try await testbed.run(["cp", "/etc/nginx/nginx.conf", "/root/nginx.conf"])
      #expect(broken.status == 0)
      try await testbed.must(["sed", "-i", "1i nonsense;", "/etc/nginx/nginx.conf"])
      let reload = try await testbed.runbook("run", "reload-nginx")
      #expect(reload.status == 1 && reload.output.contains("exit status 1"), "\(reload)")
      try await testbed.down()
    }
  }
}
