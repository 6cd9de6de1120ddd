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
  var grace = Duration.milliseconds(1500)
  private static let lastWrites = Duration.milliseconds(300)

  let world: AgentWorld
  let toolbox: Toolbox
  let states: RequestStates
  /// So many tell a client that works on much at once from one that only queues; each holds a desk.
  let calls = Turns(32)
  /// Lists are answered while calls take their time.
  let lists = Turns(4)
  /// nil where nobody watches the runbook.
  let announcements: Announcements?

  public init(_ world: AgentWorld) {
    self.world = world
    let toolbox = Toolbox(desk: world.desk), states = RequestStates(seal: world.seal, now: world.now)
    self.toolbox = toolbox
    self.states = states
    announcements = world.changes.map { changes in
      Announcements(changes: changes) { await Self.look($0, world, toolbox, states) }
    }
  }

  /// Answers every `subscriptions/listen` that is open, and tells no more changes: we are about to end.
  public func shutDown() async { await announcements?.close() }

  func isResource(_ uri: String, _ context: CallContext) async -> Bool {
    (try? await toolbox.result("resources/read", ["uri": .string(uri)], context)) != nil
  }

  /// What a client would be given now; nil where there is no runbook to give it from.
  private static func look(
    _ notice: Announcements.Notice, _ world: AgentWorld, _ toolbox: Toolbox, _ states: RequestStates
  ) async -> JSON? {
    guard (try? await world.desk()) != nil else { return nil }
    let context = CallContext(
      revision: .july2026, client: ClientCapabilities(), actor: "", speaker: Speaker(""),
      strongest: world.strongest, progress: Progress([:], .july2026) { _ in }, patience: .zero,
      questions: nil, states: states, call: nil, resumed: nil, stepAside: {})
    switch notice {
    case .list(let name):
      return (try? await toolbox.result("\(name)/list", [:], context)).map { .object($0.members) }
    case .updated(let uri):
      do {
        return .object(try await toolbox.result("resources/read", ["uri": .string(uri)], context).members)
      } catch is RPCError {
        // It is no longer there.
        return .null
      } catch {
        return nil
      }
    }
  }

  /// A conversation over any transport.
  ///
  /// - Parameters:
  ///   - agreed: the revision with a handshake that a request without an envelope speaks, where the transport tells it;
  ///     else `initialize` does.
  ///   - isTwoWay: whether the client can answer here what we ask, and hears what no request of its own is about.
  public func conversation(
    with speaker: Speaker, agreed: Revision? = nil, isTwoWay: Bool = false, to sink: any Sink
  ) -> Conversation {
    Conversation(self, with: speaker, agreed: agreed, isTwoWay: isTwoWay, to: sink)
  }

  /// Serves one client on two descriptors until it closes our input or goes away; the answer is the exit code. A change
  /// that was begun goes on in its own process.
  public func serve(_ speaker: Speaker, input: Int32, output: Int32) async -> Int32 {
    await serve(speaker, input: input, output: output, in: Backlog())
  }

  func serve(_ speaker: Speaker, input: Int32, output: Int32, in backlog: Backlog) async -> Int32 {
    guard let (input, output) = Self.claim(input: input, output: output) else { return 1 }
    let (ends, end) = AsyncStream.makeStream(of: Void.self)
    let writer = LineWriter(output, in: backlog) { end.finish() }
    let conversation = conversation(with: speaker, isTwoWay: true, to: LineSink(writer: writer))
    LineReader.read(input, in: backlog) { line, share in
      switch line {
      case .whole(let bytes): conversation.take(bytes, keeping: share)
      case .oversize:
        writer.send(
          RPCError(.invalidRequest, "a line of more than \(LineSplitter.longest) bytes").answer(to: nil))
      }
    } end: {
      end.finish()
    }
    for await _ in ends {}
    conversation.hangUp()
    await shutDown()
    let deadline = ContinuousClock.now + grace
    while !conversation.isIdle, ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(5))
    }
    conversation.cancelAll()
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

  func whenCalm(_ body: @escaping @Sendable () -> Void) { writer.whenCalm(body) }
}
