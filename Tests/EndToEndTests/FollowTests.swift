import Foundation
import Testing

/// A log that is followed, by root and by whoever may not open its file.
extension EndToEnd {
  @Suite struct FollowTests {
    /// Follows for some seconds, while the service writes, its log is rotated and cut, and then interrupts it.
    private func follow(_ testbed: Testbed, _ user: String) async throws -> Testbed.Output {
      async let shown = testbed.run(
        [
          "timeout", "--signal=INT", "--preserve-status", "9", "/usr/local/bin/runbook", "run", "show-log",
          "luci", "2", "--follow",
        ], user: user)
      let log = "/var/log/supervisor/site-luci.log"
      for words in [
        ["curl", "-s", "http://127.0.0.1:3004/first"], ["cp", log, log + ".old"],
        ["truncate", "-s", "0", log],
        ["curl", "-s", "http://127.0.0.1:3004/second?password=hunter2"],
      ] {
        try await Task.sleep(for: .milliseconds(1500))
        try await testbed.must(words)
      }
      return try await shown
    }

    @Test(arguments: ["root", "deploy"]) func goesOnUntilItIsInterrupted(_ user: String) async throws {
      let testbed = try await Testbed("follow-\(user)")
      try await testbed.must(["curl", "-s", "http://127.0.0.1:3004/early"])
      if user != "root" { try await testbed.must(["chmod", "644", "/var/log/supervisor/site-luci.log"]) }
      let output = try await follow(testbed, user)
      #expect(output.status == 130, "\(output)")
      let lines = output.output.split(separator: "\n")
      func place(_ path: String) -> Int? { lines.firstIndex { $0.contains("GET \(path)") } }
      let places = [place("/early"), place("/first"), place("/second")]
      #expect(places.compactMap { $0 }.count == 3, "\(output)")
      #expect(places.compactMap { $0 } == places.compactMap { $0 }.sorted())
      #expect(!output.output.contains("hunter2"), "\(output)")
      try await testbed.down()
    }

    /// At a terminal a key does it.
    @Test func endsWithTheKey() async throws {
      let testbed = try await Testbed("follow-key")
      let words = ["/usr/local/bin/runbook", "run", "show-log", "luci", "1", "--follow"]
      let program = """
        import os, pty, sys, time
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(sys.argv[1], sys.argv[1:])
        time.sleep(3)
        os.write(terminal, bytes([3]))
        shown = b""
        try:
            while part := os.read(terminal, 4096):
                shown += part
        except OSError:
            pass
        sys.exit(os.waitpid(pid, 0)[1] & 127)
        """
      let output = try await testbed.run(["/usr/bin/python3", "-c", program] + words)
      #expect(output.status == SIGINT, "\(output)")
      try await testbed.down()
    }
  }
}
