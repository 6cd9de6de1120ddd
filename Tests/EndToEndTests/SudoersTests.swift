import Foundation
import Testing

/// What `runbook sudoers` prints is what a real sudo needs and no more.
extension EndToEnd {
  @Suite struct SudoersTests {
    private static let file = "/etc/sudoers.d/deploy"

    private func lines(_ text: String) -> [String] {
      text.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// The server's own file has the lines of the operations, and beside them only what the nightly job runs.
    @Test func theLinesAreThoseOfTheServersFile() async throws {
      let testbed = try await Testbed("sudoers")
      let printed = try await testbed.runbook("sudoers")
      #expect(printed.status == 0 && printed.errors.isEmpty, "\(printed)")
      let lines = lines(printed.output)
      #expect(lines.count == 15 && Set(lines).count == 15, "\(lines)")
      #expect(lines.allSatisfy { $0.hasPrefix("deploy ALL=(root) NOPASSWD: /usr/bin/timeout -k 5 60 /usr/") })
      let own = try await testbed.runbook("sudoers", user: "deploy")
      #expect(own.status == 0 && own.output == printed.output, "\(own)")
      let kept = self.lines(try await testbed.run(["cat", Self.file]).output)
      let apps = ["jumpinotech", "wegweiserlife", "nearyou", "luci"]
      let nightly = apps.map { "deploy ALL=(root) NOPASSWD: /usr/bin/supervisorctl restart site-\($0)" }
      #expect(kept.sorted() == (lines + nightly).sorted(), "\(kept)")
      for user in ["root", "nobody-there", "DEPLOY"] {
        let refused = try await testbed.runbook("sudoers", "--user", user)
        #expect(refused.status == 64 && refused.output.isEmpty, "\(refused)")
      }
      try await testbed.down()
    }

    /// With exactly these lines and no other deploy restarts and reloads; without one of them that one is refused.
    @Test func deployWorksWithTheseLinesAlone() async throws {
      let testbed = try await Testbed("sudoers-only")
      try await testbed.must([
        "sh", "-ec", "runbook sudoers >/root/lines && install -m 440 /root/lines \(Self.file) && visudo -c",
      ])
      for user in ["deploy", "root"] {
        let restart = try await testbed.runbook("run", "restart-service", "luci", user: user)
        #expect(restart.status == 0 && restart.output.contains("up and proved: pid"), "\(user): \(restart)")
        let reload = try await testbed.runbook("run", "reload-nginx", user: user)
        #expect(reload.status == 0 && reload.output.contains("reloaded and proved"), "\(user): \(reload)")
      }
      for words in [
        "restart site-luci shutdown", "restart all", "update", "stop all", "-c /tmp/x restart site-luci",
      ] {
        let more = ["sudo", "-n", "--", "/usr/bin/timeout", "-k", "5", "60", "/usr/bin/supervisorctl"]
        let refused = try await testbed.run(
          more + words.split(separator: " ").map(String.init), user: "deploy")
        #expect(
          refused.status == 1 && refused.errors.contains("password is required"), "\(words): \(refused)")
      }
      try await testbed.must(["sed", "-i", "/restart site-luci$/d", Self.file])
      let refused = try await testbed.runbook("run", "restart-service", "luci", user: "deploy")
      #expect(refused.status == 3 && refused.errors.contains("try: runbook sudoers"), "\(refused)")
      let other = try await testbed.runbook("run", "restart-service", "nearyou", user: "deploy")
      #expect(other.status == 0, "\(other)")
      try await testbed.down()
    }

    /// The published grant is told as what it is, and the remedy leads to lines that mend it.
    @Test func thePublishedGrantIsRootAndTheRemedyMendsIt() async throws {
      let testbed = try await Testbed("sudoers-published", flavour: "published")
      let told = try await testbed.runbook("check", "--only", "sudo-narrow")
      #expect(told.status == 1 && told.output.contains("makes it root"), "\(told)")
      #expect(told.output.contains("runbook sudoers --user deploy"), "\(told)")
      try await testbed.must([
        "sh", "-ec", "runbook sudoers --user deploy >/root/lines && install -m 440 /root/lines \(Self.file)",
      ])
      let mended = try await testbed.runbook("check", "--only", "sudo-narrow")
      #expect(mended.status == 0, "\(mended)")
      try await testbed.down()
    }

    /// Before anybody has agreed to the runbook nothing is done; the lines are printed and say so.
    @Test func anUntrustedRunbookDoesNothing() async throws {
      let testbed = try await Testbed("untrusted", isTrusted: false)
      let before = try await testbed.run(["supervisorctl", "pid", "site-luci"]).output
      let refused = try await testbed.runbook("run", "restart-service", "luci")
      #expect(refused.status == 3 && refused.errors.contains("nobody has trusted"), "\(refused)")
      #expect(
        try await testbed.run(["supervisorctl", "pid", "site-luci"]).output == before && before != "0\n")
      let printed = try await testbed.runbook("sudoers")
      #expect(printed.status == 0 && printed.output.contains("# nobody has trusted this text"), "\(printed)")
      try await testbed.down()
    }
  }
}
