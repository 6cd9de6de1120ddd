import Foundation
import JSON
import Testing

/// A real systemd, with one unit that serves and some that do not.
extension EndToEnd {
  @Suite(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/lib/systemd/systemd"),
      "the package systemd is not installed"))
  struct SystemdTests {
    private static let units: KeyValuePairs = [
      "web": "ExecStart=/usr/bin/python3 -u /root/units/web.py\nRestart=on-failure\nRestartSec=100ms",
      "dies": "ExecStart=/bin/bash -c 'sleep 2; exit 3'\nRestart=always\nRestartSec=200ms",
      "absent": "ExecStart=/usr/bin/not-there",
    ]
    private static let web = """
      import http.server
      print("listening", flush=True)
      print("ERROR: password=hunter2 is wrong", flush=True)
      http.server.ThreadingHTTPServer(("127.0.0.1", 3900), http.server.SimpleHTTPRequestHandler).serve_forever()
      """
    private static let runbook = """
      # Units

      | Service | Port | Systemd unit |
      |---|---|---|
      | web | 3900 | web |
      | dies | 3901 | dies |
      | absent | 3902 | absent |

      - Restart it: `sudo systemctl restart web.service`
      - Its log: `journalctl -u web -n 50`
      """

    /// Starts it, and gives what words are run in it.
    private func boot(_ testbed: Testbed) async throws -> [String] {
      let script = Testbed.root.appendingPathComponent("Tests/EndToEndTests/systemd_init.sh").path
      try await Testbed.control(["put", testbed.name, script, "/root/systemd_init.sh"])
      for (name, lines) in Self.units {
        try await testbed.write("[Service]\n\(lines)\n", to: "/root/units/\(name).service")
      }
      try await testbed.write(Self.web, to: "/root/units/web.py")
      try await testbed.write(Self.runbook, to: "/srv/runbook/AGENTS.md")
      try await testbed.must(["rm", "-rf", "/srv/runbook/runbooks"])
      try await testbed.write("restarts = 20\nchanges = 20\n", to: "/etc/runbook/policy")
      try await testbed.must(["setsid", "-f", "/bin/bash", "/root/systemd_init.sh"])
      var inside: [String] = []
      let isUp = try await testbed.eventually {
        let found = try await testbed.run(["pgrep", "-o", "-f", "^/lib/systemd/systemd --system"])
        let pid = found.output.trimmingCharacters(in: .whitespacesAndNewlines)
        inside = ["nsenter", "--target", pid, "--mount", "--pid", "--cgroup", "--"]
        return try await testbed.run(inside + ["systemctl", "start", "web"]).status == 0
      }
      try #require(isUp, "systemd does not come up")
      return inside
    }

    @Test func restartsAndProves() async throws {
      let testbed = try await Testbed("systemd", isTrusted: false)
      let inside = try await boot(testbed)
      try await testbed.trust()
      func runbook(_ words: String...) async throws -> Testbed.Output {
        try await testbed.run(
          inside + ["/usr/local/bin/runbook", "--file", "/srv/runbook/AGENTS.md"] + words)
      }
      let well = try await runbook("run", "restart-service", "web")
      #expect(well.status == 0 && well.output.contains("web: up and proved: pid"), "\(well)")
      #expect(well.output.contains("→") && well.output.contains("listening on 3900"), "\(well)")
      #expect(well.output.contains("error line"), "\(well)")
      let status = try await runbook("run", "service-status", "web")
      #expect(status.output.contains("active (running)") && status.output.contains("listens on 3900"))
      let log = try await runbook("run", "show-log", "web", "only=errors")
      #expect(log.output.contains("ERROR: password=") && !log.output.contains("hunter2"), "\(log)")

      for (name, verdict) in [("dies", "crash loop"), ("absent", "exit status 1")] {
        let bad = try await runbook("run", "restart-service", name)
        #expect(bad.status == 1 && bad.output.contains(verdict), "\(name): \(bad)")
      }
      let stopped = try await runbook("run", "stop-service", "web")
      #expect(stopped.status == 0 && stopped.output.contains("web is stopped"), "\(stopped)")
      try await followsTheJournal(testbed, inside)
      // Its first process can be killed from outside alone; then its control groups are taken away.
      try await testbed.must(["kill", "-KILL", inside[2]])
      let isGone = try await testbed.eventually {
        try await testbed.run(["pgrep", "-f", "systemd_init.sh"]).status == 1
      }
      #expect(isGone)
      try await testbed.down()
    }

    /// While what the runbook states for it starts it again.
    private func followsTheJournal(_ testbed: Testbed, _ inside: [String]) async throws {
      async let shown = testbed.run(
        inside + [
          "timeout", "--signal=INT", "--preserve-status", "8", "/usr/local/bin/runbook", "--file",
          "/srv/runbook/AGENTS.md", "run", "show-log", "web", "1", "--follow",
        ])
      try await Task.sleep(for: .seconds(2))
      try await testbed.must(inside + ["systemd-cat", "--identifier=other", "/bin/echo", "not of the unit"])
      try await statedCommands(testbed, inside)
      let output = try await shown
      #expect(output.status == 130 && output.output.contains("listening"), "\(output)")
      #expect(!output.output.contains("not of the unit") && !output.output.contains("hunter2"), "\(output)")
    }

    private func statedCommands(_ testbed: Testbed, _ inside: [String]) async throws {
      let listed = try await testbed.runbook("list", "--format", "json")
      let operations = try JSON.parse(Array(listed.output.utf8))["operations"]?.asArray ?? []
      for (template, words) in [
        ("sudo systemctl restart web.service", "up and proved"), ("journalctl -u web -n 50", "listening"),
      ] {
        let name = operations.first { $0["template"]?.asString == template }?["name"]?.asString
        let run = try await testbed.run(
          inside + ["/usr/local/bin/runbook", "--file", "/srv/runbook/AGENTS.md", "run"]
            + [try #require(name, "\(listed)")])
        #expect(run.status == 0 && run.output.contains(words), "\(run)")
      }
    }
  }
}
