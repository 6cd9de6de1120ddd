import Findings
import Glibc
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import Testing

@testable import LiveHost

/// A desk is made anew when its file is another, and only then.
struct RecentDeskTests {
  @Test func theTextAsItIsNow() async throws {
    let folder = try TemporaryFolder(), opened = Mutex(0)
    let path = "\(folder.path)/AGENTS.md"
    let recent = RecentDesk(path: path) { file in
      opened.withLock { $0 += 1 }
      let threads = Threads(), state = LazyState(threads: threads), server = LiveServer(threads: threads)
      return try Desk(
        source: file, server: server,
        executor: Executor(
          server: server, actuator: LiveActuator(threads: threads), journal: state, locks: state,
          digests: OpenSSLDigests(), pause: { _ in }))
    }
    #expect(throws: Unavailable.self) { try recent.desk() }
    try folder.write("AGENTS.md", "# One\n")
    // Written just now: its stamp may not change with the next write.
    #expect(try Self.first(recent.desk()) == "# One")
    try folder.write("AGENTS.md", "# Two\n")
    #expect(try Self.first(recent.desk()) == "# Two")
    try await Task.sleep(for: .milliseconds(80))
    _ = try recent.desk()
    let before = opened.withLock { $0 }
    for _ in 0..<5 { _ = try recent.desk() }
    #expect(opened.withLock { $0 } == before)
    try folder.write("AGENTS.md", "# Six\n")
    #expect(try Self.first(recent.desk()) == "# Six")
    mkdir("\(folder.path)/runbooks", 0o700)
    try folder.write("runbooks/more.md", "# More\n")
    #expect(try Self.first(recent.desk(), of: "runbooks/more.md") == "# More")
    unlink("\(folder.path)/runbooks/more.md")
    #expect(try Self.first(recent.desk(), of: "runbooks/more.md") == nil)
    #expect(opened.withLock { $0 } == before + 3)
  }

  private static func first(_ desk: Desk, of file: String = "AGENTS.md") -> String? {
    desk.excerpt(SourceRange(file: file, line: 1, column: 1, endLine: 1, endColumn: 2))?.line
  }
}
