import Glibc
import JSON
import Synchronization

/// Writes whole lines to the client, one after the other, on a thread of its own: a client that does not read
/// must not stop the reading of its cancellation.
final class LineWriter: Sendable {
  private struct State {
    var waiting: [[UInt8]] = []
    var isEnding = false
    var isDone = false
  }

  private let descriptor: Int32
  private let state = Mutex(State())
  /// Counts what there is to do. The pointer never changes, and semaphores are made for many threads.
  private nonisolated(unsafe) let turns: UnsafeMutablePointer<sem_t>

  /// Takes the descriptor over. `whenBroken` is called once when the client can no longer be written to.
  init(_ descriptor: Int32, whenBroken: @escaping @Sendable () -> Void) {
    self.descriptor = descriptor
    turns = .allocate(capacity: 1)
    sem_init(turns, 0, 0)
    let isStarted = OwnThread.start { [self] in
      if !work() { whenBroken() }
      close(descriptor)
      state.withLock { state in
        state.isDone = true
        state.waiting = []
      }
    }
    if !isStarted {
      state.withLock { $0.isDone = true }
      whenBroken()
    }
  }

  deinit {
    sem_destroy(turns)
    turns.deallocate()
  }

  func send(_ message: JSON) {
    let line = Array((message.text() + "\n").utf8)
    state.withLock { if !$0.isDone { $0.waiting.append(line) } }
    sem_post(turns)
  }

  /// Has everything written that waits, for at most the given time.
  func end(within limit: Duration) async {
    state.withLock { $0.isEnding = true }
    sem_post(turns)
    let deadline = ContinuousClock.now + limit
    while !state.withLock({ $0.isDone }), ContinuousClock.now < deadline {
      try? await Task.sleep(for: .milliseconds(2))
    }
  }

  /// True after everything was written, false when the client is gone.
  private func work() -> Bool {
    while true {
      while sem_wait(turns) != 0 {}
      let (lines, isEnding) = state.withLock { state in
        defer { state.waiting = [] }
        return (state.waiting, state.isEnding)
      }
      for line in lines where !write(line) { return false }
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
