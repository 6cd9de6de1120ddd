import Foundation
import JSON
import Testing

/// What strangers write on a real server is neither on the terminal nor in what is kept.
extension EndToEnd {
  @Suite struct CanaryTests {
    private static let key = "AKIACANARYCANARY1234"

    @Test func secretsAndEscapesOfTheServerStayThere() async throws {
      let testbed = try await Testbed("canary")
      // nginx names the directive that it does not know; a site writes what its visitors make it write.
      try await testbed.must(["sed", "-i", "1i \(Self.key) x;", "/etc/nginx/nginx.conf"])
      let planted =
        "canary \(Self.key) postgres://app:canaryinaddress@db/x \\033]0;title\\007\\033[31m\\342\\200\\256\\n"
      try await testbed.must(["sh", "-c", "printf '\(planted)' >>/var/log/supervisor/site-luci.log"])
      let reload = try await testbed.runbook("run", "reload-nginx", "--format", "json")
      #expect(reload.status == 1 && reload.output.contains("unknown directive"), "\(reload)")
      let log = try await testbed.runbook("run", "show-log", "luci", "5")
      #expect(log.status == 0 && log.output.contains("canary ••• postgres://app:•••@db/x"), "\(log)")
      let journal = try await testbed.runbook("journal")
      #expect(journal.output.contains("exit status 1"), "\(journal)")
      for shown in [reload, log, journal] {
        let all = shown.output + shown.errors
        for leak in [Self.key, "canaryinaddress", "\u{1B}", "\u{07}", "\u{202E}"] {
          #expect(!all.contains(leak), "\(leak): \(all)")
        }
      }
      let kept = try await testbed.run(["grep", "-rlE", "\(Self.key)|canaryinaddress", "/var/lib/runbook"])
      #expect(kept.status == 1 && kept.output.isEmpty, "\(kept)")
      #expect(try await testbed.run(["grep", "-rl", "unknown directive", "/var/lib/runbook"]).status == 0)
      try await testbed.down()
    }
  }
}
