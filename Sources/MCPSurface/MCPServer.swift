import Glibc
import JSON
import RunbookDesk

/// Serves the desk to agents over the Model Context Protocol: what all conversations of the process share, and stdio,
/// one JSON object a line.
///
/// It speaks the revisions with a handshake (2024-11-05 to 2025-11-25) and the stateless one (2026-07-28) at
/// once.
public struct MCPServer: Sendable {
  /// A client waits 2 s after it has closed our input before it sends signals. What runs may end by then.
  private static let grace = Duration.milliseconds(1500)
  /// Longer than the longest proof of a restart and of its compensation.
  private static let longestChange = Duration.seconds(90)
  private static let lastWrites = Duration.milliseconds(300)

  let world: AgentWorld
  let toolbox: Toolbox
  let changes = Changes()

  public init(_ world: AgentWorld) {
    self.world = world
    toolbox = Toolbox(desk: world.desk)
  }

  /// A conversation over any transport.
  ///
  /// - Parameter agreed: the revision with a handshake that a request without an envelope speaks, where the transport
  ///   tells it; else `initialize` does.
  public func conversation(
    with speaker: Speaker, agreed: Revision? = nil, to sink: any Sink
  ) -> Conversation {
    Conversation(self, with: speaker, agreed: agreed, to: sink)
  }

  /// Whether something is being changed: it outlives the request that asked for it.
  public var isChanging: Bool { changes.areUnderWay }

  /// Serves one client on two descriptors until it closes our input or goes away; the answer is the exit code.
  public func serve(_ speaker: Speaker, input: Int32, output: Int32) async -> Int32 {
    guard let (input, output) = Self.claim(input: input, output: output) else { return 1 }
    let (lines, continuation) = AsyncStream.makeStream(of: Line.self)
    let writer = LineWriter(output) { continuation.finish() }
    let conversation = conversation(with: speaker, to: LineSink(writer: writer))
    LineReader.read(input, into: continuation)
    for await line in lines {
      switch line {
      case .whole(let bytes): conversation.take(bytes)
      case .oversize:
        writer.send(
          RPCError(.invalidRequest, "a line of more than \(LineSplitter.longest) bytes").answer(to: nil))
      }
    }
    let deadline = ContinuousClock.now + Self.grace
    while !conversation.isIdle, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(5))
    }
    conversation.cancelAll()
    let end = ContinuousClock.now + Self.longestChange
    while isChanging, ContinuousClock.now < end {
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

/// Every message is a line.
private struct LineSink: Sink {
  var writer: LineWriter

  func send(_ message: JSON) { writer.send(message) }

  func answer(_ answer: JSON?) {
    if let answer { writer.send(answer) }
  }
}
