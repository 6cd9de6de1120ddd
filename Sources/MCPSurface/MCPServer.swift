import Glibc
public import RunbookDesk

/// Serves the desk to agents over the Model Context Protocol, on two descriptors: stdio, one JSON object a
/// line.
///
/// It speaks the revisions with a handshake (2024-11-05 to 2025-11-25) and the stateless one (2026-07-28) at
/// once.
public struct MCPServer: Sendable {
  /// A client waits 2 s after it has closed our input before it sends signals. What runs may end by then.
  private static let grace = Duration.milliseconds(1500)
  /// Longer than the longest proof of a restart and of its compensation.
  private static let longestChange = Duration.seconds(90)
  private static let lastWrites = Duration.milliseconds(300)

  private let toolbox: Toolbox
  private let version: String

  /// `desk` is called anew for each request, so that an edited runbook acts at once. `actor` stands in the
  /// journal.
  public init(desk: @escaping @Sendable () async throws -> Desk, version: String, actor: String) {
    toolbox = Toolbox(desk: desk, actor: actor)
    self.version = version
  }

  /// Serves until the client closes our input or goes away; the answer is the exit code.
  public func serve(input: Int32, output: Int32) async -> Int32 {
    guard let (input, output) = Self.claim(input: input, output: output) else { return 1 }
    let (lines, continuation) = AsyncStream.makeStream(of: Line.self)
    let writer = LineWriter(output) { continuation.finish() }
    let conversation = Conversation(toolbox, version: version) { writer.send($0) }
    LineReader.read(input, into: continuation)
    for await line in lines { conversation.take(line) }
    let deadline = ContinuousClock.now + Self.grace
    while !conversation.isIdle, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(5))
    }
    conversation.cancelAll()
    let end = ContinuousClock.now + Self.longestChange
    while toolbox.changes.areUnderWay, ContinuousClock.now < end {
      try? await Task.sleep(for: .milliseconds(20))
    }
    await writer.end(within: Self.lastWrites)
    return 0
  }

  /// Private copies of the descriptors that no child inherits. What else writes to stdout, here or in a
  /// child, gets to stderr from now on, and what reads stdin finds nothing.
  private static func claim(input: Int32, output: Int32) -> (Int32, Int32)? {
    let privateInput = fcntl(input, F_DUPFD_CLOEXEC, 3), privateOutput = fcntl(output, F_DUPFD_CLOEXEC, 3)
    guard privateInput >= 0, privateOutput >= 0 else { return nil }
    if output == STDOUT_FILENO { dup2(STDERR_FILENO, STDOUT_FILENO) }
    if input == STDIN_FILENO {
      let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
      if nothing >= 0 {
        dup2(nothing, STDIN_FILENO)
        close(nothing)
      }
    }
    return (privateInput, privateOutput)
  }
}
