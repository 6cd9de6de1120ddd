import CMicroHTTPD
import JSON
import MCPSurface
import Synchronization

/// One request and its answer: between the daemon's thread, which reads and writes, and whoever works on it.
///
/// While that takes, the connection is suspended; what is ready wakes it. Both happen under the lock, so that the daemon
/// is never told to wake what does not sleep, and never after the request was over.
final class Exchange: Sink, Sendable {
  private enum Phase {
    case reading
    case working
    case replied(Reply)
    case streaming
    /// The client is gone, or has all.
    case over
  }

  private struct State {
    var phase = Phase.reading
    var head: RequestHead?
    var rejection: Rejection?
    var token = ""
    var body: [UInt8] = []
    /// How much of the service's room for bodies it takes.
    var held = 0
    /// How much of the body came that nobody keeps.
    var discarded = 0
    var posting: Posting?
    var conversation: Conversation?
    var isCounted = false
    var isAsleep = false
    var hasHungUp = false
    /// What is to be written of a stream, and from where.
    var pending: [UInt8] = []
    var written = 0
    var hasEnded = false
    var lastSign = ContinuousClock.now
  }

  /// Of a refused body this much is read, so that the answer is not lost in a reset.
  static let mostDiscarded = 64 << 10
  /// Of a stream nobody has to keep more than this for a client that does not read.
  private static let mostPending = 4 << 20

  private let service: Service
  private let connection: Connection
  let target: String
  private let state = Mutex(State())

  /// The daemon's connection, and our number of it. The pointer is used in the daemon's own calls, and to wake what
  /// sleeps, which cannot be over.
  struct Connection: @unchecked Sendable {
    var pointer: OpaquePointer
    var number: UInt
  }

  init(_ service: Service, _ connection: Connection, target: String) {
    self.service = service
    self.connection = connection
    self.target = target
  }
}

/// What the daemon's thread asks.
extension Exchange {
  enum Step {
    case goOn
    case reply(Reply)
    /// `isLast`: no further request on this connection.
    case stream(isLast: Bool)
    case cut
  }

  var hasHead: Bool { state.withLock { $0.head != nil } }

  /// Takes the head. A reply at this point ends the connection, since the body is not read.
  func begin(_ head: RequestHead) -> Step {
    state.withLock { state in
      state.head = head
      do throws(Rejection) {
        state.token = try service.gate.admit(head)
        service.sentry.admitted(connection.number)
        return .goOn
      } catch {
        var rejection = error
        if rejection.status == 401 { service.sentry.refused(connection.number) }
        let isShort = if case .bytes(let count) = head.length { count <= Self.mostDiscarded } else { false }
        guard rejection.endsConnection || !isShort || head.value("expect") != nil else {
          state.rejection = rejection
          return .goOn
        }
        rejection.endsConnection = true
        if rejection.isOfClient { service.sentry.lingers(connection.number) }
        return .reply(rejection.reply)
      }
    }
  }

  /// Takes a part of the body.
  func take(_ part: UnsafeRawBufferPointer) -> Step {
    state.withLock { state in
      if state.rejection == nil {
        if state.held + part.count > Gate.largestBody {
          state.rejection = Gate.tooLarge
        } else if !service.load.hold(part.count) {
          state.rejection = Rejection.busy
        } else {
          state.held += part.count
          state.body += part
          return .goOn
        }
        state.rejection?.endsConnection = true
        dropBody(&state)
      }
      state.discarded += part.count
      return state.discarded > Gate.largestBody ? .cut : .goOn
    }
  }

  /// The request is there as a whole, or something has changed since.
  func proceed() -> Step {
    var begins = false
    let step: Step = state.withLock { state in
      switch state.phase {
      case .reading:
        if let rejection = state.rejection { return .reply(rejection.reply) }
        state.phase = .working
        begins = true
        sleep(&state)
        return .goOn
      case .working:
        sleep(&state)
        return .goOn
      case .replied(var reply):
        reply.endsConnection = reply.endsConnection || isLast(state)
        service.sentry.sends(connection.number)
        return .reply(reply)
      case .streaming: return .stream(isLast: isLast(state))
      case .over: return .cut
      }
    }
    if begins { Task { work() } }
    return step
  }

  /// Behind a body in chunks nothing is believed to be a request: readers differ in where chunks end.
  private func isLast(_ state: State) -> Bool { state.head?.length == .chunks || service.load.isEnding }

  /// The next bytes of the stream; 0 after the connection was put to sleep.
  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    state.withLock { state in
      if case .over = state.phase { return Int(rb_http_failed) }
      let rest = state.pending.count - state.written
      guard rest > 0 else {
        if state.hasEnded { return Int(rb_http_ended) }
        sleep(&state)
        return 0
      }
      let count = min(rest, buffer.count)
      buffer.copyBytes(from: state.pending[state.written..<state.written + count])
      state.written += count
      if state.written == state.pending.count {
        state.pending = []
        state.written = 0
      }
      service.sentry.sends(connection.number)
      return count
    }
  }

  /// The daemon is done with the request, well or not. Closing takes a request of the stateless revision back.
  func completed() {
    let conversation: Conversation? = state.withLock { state in
      state.phase = .over
      dropBody(&state)
      defer { state.conversation = nil }
      return state.posting?.isStateless == true ? state.conversation : nil
    }
    service.sentry.answered(connection.number)
    conversation?.cancelAll()
  }

  private func dropBody(_ state: inout State) {
    service.load.release(state.held)
    state.held = 0
    state.body = []
  }

  private func sleep(_ state: inout State) {
    guard !state.isAsleep else { return }
    state.isAsleep = true
    MHD_suspend_connection(connection.pointer)
    service.sentry.sleeps(connection.number, self)
  }

  private func wake(_ state: inout State) {
    guard state.isAsleep else { return }
    state.isAsleep = false
    service.sentry.wakes(connection.number)
    MHD_resume_connection(connection.pointer)
  }
}

/// What is worked on elsewhere.
extension Exchange {
  private func work() {
    let (head, body, token) = state.withLock { state in
      defer { state.body = [] }
      return (state.head, state.body, state.token)
    }
    guard let head else { return }
    do throws(Rejection) {
      let posting = try Posting(head, body)
      guard service.load.begin(isListening: posting.isListening) else { throw Rejection.busy }
      let conversation = service.server.conversation(
        with: Speaker("token \(token)"), agreed: posting.agreed, to: self)
      let isWanted = state.withLock { state in
        state.isCounted = true
        state.posting = posting
        if state.hasHungUp, posting.isStateless { state.phase = .over }
        guard case .working = state.phase else {
          wake(&state)
          return false
        }
        state.conversation = conversation
        return true
      }
      if isWanted { conversation.take(posting.message) } else { answer(nil) }
    } catch {
      let reply = error.reply
      state.withLock { state in
        if case .working = state.phase { state.phase = .replied(reply) }
        wake(&state)
      }
    }
  }

  func send(_ message: JSON) {
    state.withLock { state in
      guard state.head.map({ MediaType.accepted($0.values("accept")).events }) ?? false else { return }
      add(EventStream.event(message), &state)
    }
  }

  func answer(_ answer: JSON?) {
    state.withLock { state in
      guard state.isCounted, let posting = state.posting else { return }
      state.isCounted = false
      service.load.end(isListening: posting.isListening)
      let reply = posting.reply(answer)
      switch state.phase {
      // An error with a status of its own cannot be told by a stream.
      case .working where !posting.isStreamed || reply.status != 200: state.phase = .replied(reply)
      case .working, .streaming:
        if let answer { add(EventStream.event(answer), &state) }
        state.hasEnded = true
      case .reading, .replied, .over: break
      }
      wake(&state)
    }
  }

  private func add(_ bytes: [UInt8], _ state: inout State) {
    switch state.phase {
    case .working: state.phase = .streaming
    case .streaming: break
    case .reading, .replied, .over: return
    }
    // Whoever does not read is cut off; the end of the request takes it back.
    if state.pending.count - state.written > Self.mostPending { state.phase = .over }
    state.pending += bytes
    state.lastSign = .now
    wake(&state)
  }

  /// The client has closed its side while nobody read from it.
  func hungUp() {
    let conversation: Conversation? = state.withLock { state in
      state.hasHungUp = true
      guard state.posting?.isStateless == true else { return nil }
      switch state.phase {
      case .working, .streaming: state.phase = .over
      case .reading, .replied, .over: return nil
      }
      wake(&state)
      return state.conversation
    }
    conversation?.cancelAll()
  }

  /// A comment where nothing was sent for long; the first makes a stream of the answer.
  func showLife() {
    state.withLock { state in
      guard state.isAsleep, state.lastSign + service.sentry.patience.silence <= .now, !state.hasEnded,
        state.head.map({ MediaType.accepted($0.values("accept")).events }) ?? false
      else { return }
      add(EventStream.keepAlive, &state)
    }
  }

  /// The service ends: what is not answered by now will not be.
  func abandon() {
    state.withLock { state in
      state.phase = .over
      wake(&state)
    }
  }
}
