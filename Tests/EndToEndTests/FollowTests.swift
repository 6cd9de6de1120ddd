import Foundation
import Testing

/// A log that is followed, by root and by whoever may not speak with supervisord.
extension EndToEnd {
  @Suite struct FollowTests {
    private static let words = ["/usr/local/bin/runbook", "run", "show-log", "luci"]

    @Test func goesOnUntilItIsInterrupted() async throws {
      let testbed = try await Testbed("follow")
      try await testbed.must(["curl", "-s", "http://127.0.0.1:3004/early"])
      @Sendable func follow(_ user: String) async throws -> Testbed.Output {
        let interrupt = ["timeout", "--signal=INT", "--preserve-status", "8"]
        return try await testbed.run(interrupt + Self.words + ["2", "--follow"], user: user)
      }
      async let root = follow("root")
      async let deploy = follow("deploy")
      try await write(testbed)
      for output in [try await root, try await deploy] {
        #expect(output.status == 130, "\(output)")
        let lines = output.output.split(separator: "\n")
        let places = ["/early", "/first", "/second"].compactMap { path in
          lines.firstIndex { $0.contains("GET \(path)") }
        }
        #expect(places.count == 3 && places == places.sorted(), "\(output)")
        #expect(!output.output.contains("hunter2"), "\(output)")
      }
      try await endsWithTheKey(testbed)
      try await testbed.down()
    }

    /// The service writes, its log is cut, and it goes on writing.
    private func write(_ testbed: Testbed) async throws {
      for words in [
        ["curl", "-s", "http://127.0.0.1:3004/first"],
        ["truncate", "-s", "0", "/var/log/supervisor/site-luci.log"],
        ["curl", "-s", "http://127.0.0.1:3004/second?password=hunter2"],
      ] {
        try await Task.sleep(for: .milliseconds(1500))
        try await testbed.must(words)
      }
    }

    /// At a terminal a key does it.
    private func endsWithTheKey(_ testbed: Testbed) async throws {
      let program = """
        import os, pty, sys, time
        pid, terminal = pty.fork()
        if pid == 0:
            os.execv(sys.argv[1], sys.argv[1:])
        os.read(terminal, 4096)
        os.write(terminal, bytes([3]))
        try:
            while os.read(terminal, 4096):
                pass
        except OSError:
            pass
        sys.exit(os.waitpid(pid, 0)[1] & 127)
        """
      let output = try await testbed.run(
        ["/usr/bin/python3", "-c", program] + Self.words + ["1", "--follow"])
      #expect(output.status == SIGINT, "\(output)")
    }
  }
}
