import Foundation
import Testing

/// What only another account, or a deed whose doer is gone, can show.
extension EndToEnd {
  @Suite struct DeedTests {
    /// Deaf to everything that can be ignored, with a child that is deaf as well.
    private static let deaf = """
      #!/usr/bin/perl
      $SIG{$_} = 'IGNORE' for qw(TERM HUP INT);
      $| = 1;
      print "deaf\\n";
      fork;
      sleep 600 while 1;
      """

    private func testbed(_ name: String) async throws -> Testbed {
      let testbed = try await Testbed(name)
      try await testbed.put(Testbed.built("deed"), at: "/usr/local/bin/deed")
      try await testbed.write(Self.deaf, to: "/usr/local/bin/deaf")
      try await testbed.must(["chmod", "755", "/usr/local/bin/deed", "/usr/local/bin/deaf"])
      return testbed
    }

    private func isRunning(_ program: String, _ testbed: Testbed) async throws -> Bool {
      try await testbed.run(["pgrep", "--full", "perl \(program)"]).status == 0
    }

    /// deploy cannot end what runs as root, but root's timeout can.
    @Test func whatRunsBySudoIsEndedByRoot() async throws {
      let testbed = try await testbed("sudo-deed")
      let line = "/usr/bin/timeout -k 5 1 /usr/local/bin/deaf"
      try await testbed.write(
        "deploy ALL=(root) NOPASSWD: \(line)\ndeploy ALL=(root) NOPASSWD: /usr/local/bin/deaf\n",
        to: "/etc/sudoers.d/deaf")
      let sudo = ["/usr/local/bin/deed", "1", "/usr/bin/sudo", "-n", "--"]

      let start = Date()
      let ended = try await testbed.run(sudo + line.split(separator: " ").map(String.init), user: "deploy")
      #expect(ended.output.hasPrefix("timeout: /usr/bin/sudo: ended after 1 s, it said: deaf"), "\(ended)")
      #expect(Date().timeIntervalSince(start) < 8)
      #expect(try await !isRunning("/usr/local/bin/deaf", testbed))

      // Without it we can do nothing, and say so.
      let left = try await testbed.run(sudo + ["/usr/local/bin/deaf"], user: "deploy")
      #expect(left.output.contains("could not be ended and may still run"), "\(left)")
      #expect(try await isRunning("/usr/local/bin/deaf", testbed))
      try await testbed.down()
    }

    @Test func theDeadlineHoldsWhenWeAreGone() async throws {
      let testbed = try await testbed("orphan-deed")
      let words = ["/usr/local/bin/deed", "2", "/usr/local/bin/deaf"]
      try await testbed.must(["sh", "-c", "setsid -f \(words.joined(separator: " ")) >/dev/null 2>&1"])
      #expect(try await testbed.eventually { try await isRunning("/usr/local/bin/deaf", testbed) })
      // The oldest is the doer, the younger its keeper.
      try await testbed.must(["pkill", "--oldest", "--signal", "KILL", "--full", "^/usr/local/bin/deed"])
      #expect(try await isRunning("/usr/local/bin/deaf", testbed))
      try await testbed.must(["sleep", "8"])
      #expect(try await !isRunning("/usr/local/bin/deaf", testbed))
      #expect(try await testbed.run(["pgrep", "--full", "^/usr/local/bin/deed"]).status == 1)
      try await testbed.down()
    }
  }
}
