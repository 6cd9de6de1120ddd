import Glibc
import JSON
import Synchronization

/// Writes whole lines to the client, one after the other, on a thread of its own: a client that does not read
/// must not stop the reading of its cancellation. What a pipe or a socket takes at once is written at once, since
/// to wake a thread takes longer than most answers.
final class LineWriter: Sendable {
  /// A pipe that can be written to takes so many bytes without blocking: POSIX's PIPE_BUF, as Linux has it.
  private static let atOnce = 4096
  /// What a pipe holds, and some: with more than that the client is behind.
  private static let calm = 1 << 20

  private struct State {
    var waiting: [(line: [UInt8], share: Backlog.Share)] = []
    var unwritten = 0
    /// The thread holds lines that it took out of `waiting`.
    var isWriting = false
    var whenCalm: [@Sendable () -> Void] = []
    var isEnding = false
    var isDone = false

    /// What was to be done when the client has taken most of it, if it has.
    mutating func takeCalm() -> [@Sendable () -> Void] {
      guard isDone || unwritten <= LineWriter.calm else { return [] }
      defer { whenCalm = [] }
      return whenCalm
    }
  }

  private let descriptor: Int32
  /// The type of file in a mode.
  private let kind: mode_t
  private let backlog: Backlog
  private let state = Mutex(State())
  private let bell = Bell()

  /// Takes the descriptor over. `whenBroken` is called once when the client can no longer be written to.
  init(_ descriptor: Int32, in backlog: Backlog, whenBroken: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    self.backlog = backlog
    var status = stat()
    kind = fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
    let isStarted = OwnThread.start { [self] in
      if !work() { whenBroken() }
      let late = state.withLock { state in
        state.isDone = true
        state.waiting = []
        return state.takeCalm()
      }
      // Only now: whoever writes at once asks first, and the number may become another file's.
      close(descriptor)
      for body in late { body() }
    }
    if !isStarted {
      state.withLock { $0.isDone = true }
      whenBroken()
    }
  }

  func send(_ message: JSON) {
    let line = message.line()
    let isLeft = state.withLock { state in
      guard !state.isDone else { return false }
      let written = state.waiting.isEmpty && !state.isWriting ? writtenAtOnce(line) : 0
      guard written < line.count else { return false }
      let rest = written == 0 ? line : Array(line[written...])
      state.waiting.append((rest, backlog.hold(rest.count)))
      state.unwritten += rest.count
      return true
    }
    if isLeft { bell.ring() }
  }

  /// How much of the line was written, without waiting for the client.
  private func writtenAtOnce(_ line: [UInt8]) -> Int {
    switch kind {
    case S_IFSOCK:
      return max(
        Glibc.send(descriptor, line, line.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL)), 0)
    case S_IFIFO where line.count <= Self.atOnce:
      var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
      guard poll(&wanted, 1, 0) == 1, wanted.revents == Int16(POLLOUT) else { return 0 }
      return max(Glibc.write(descriptor, line, line.count), 0)
    default: return 0
    }
  }

  /// Calls the body once the client has taken most of what was sent.
  func whenCalm(_ body: @escaping @Sendable () -> Void) {
    let isCalm = state.withLock { state in
      if state.isDone || state.unwritten <= Self.calm { return true }
      state.whenCalm.append(body)
      return false
    }
    if isCalm { body() }
  }

  /// Has everything written that waits, for at most the given time.
  func end(within limit: Duration) async {
    state.withLock { $0.isEnding = true }
    bell.ring()
    let deadline = ContinuousClock.now + limit
    while !state.withLock({ $0.isDone }), ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(2))
    }
  }

  /// True after everything was written, false when the client is gone.
  private func work() -> Bool {
    while true {
      bell.wait()
      let (lines, isEnding) = state.withLock { state in
        defer { state.waiting = [] }
        state.isWriting = !state.waiting.isEmpty
        return (state.waiting, state.isEnding)
      }
      for (line, _) in lines {
        if !write(line) { return false }
        let due = state.withLock { state in
          state.unwritten -= line.count
          return state.takeCalm()
        }
        for body in due { body() }
      }
      state.withLock { $0.isWriting = false }
      if isEnding { return true }
    }
  }

  private func write(_ line: [UInt8]) -> Bool {
    var written = 0
    while written < line.count {
      let count = line.withUnsafeBytes { bytes in
        Glibc.write(descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      }
      if count >= 0 {
        written += count
      } else if errno == EAGAIN {
        var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&wanted, 1, -1)
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }
}
