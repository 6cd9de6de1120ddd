import Glibc
import Synchronization

/// Threads for calls that block: waiting for a child, a socket, a disk.
///
/// Swift's own pool has as many threads as the machine has cores, so that two blocking calls there would stop
/// everything else. A thread here lives while there is work and ends when there is none. SIGPIPE is blocked
/// on all of them: whoever closes a socket on us is told by errno.
public final class Threads: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var next = 0
    var running = 0

    mutating func take() -> (@Sendable () -> Void)? {
      guard next < waiting.count else {
        waiting.removeAll()
        next = 0
        running -= 1
        return nil
      }
      defer { next += 1 }
      return waiting[next]
    }
  }

  private let limit: Int
  private let state = Mutex(State())

  public init(limit: Int = 16) {
    self.limit = max(limit, 1)
  }

  /// Runs the closure on one of the threads; waits its turn where all are busy.
  public func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      submit { continuation.resume(returning: work()) }
    }
  }

  /// The same, but not for longer than some seconds: then `late` comes back, and the thread is left to its work.
  func run<Value: Sendable>(
    seconds: Int, late: Value, _ work: @escaping @Sendable () -> Value
  ) async -> Value {
    await withCheckedContinuation { continuation in
      let answer = FirstAnswer(continuation)
      submit {
        let timer = Task {
          try? await Task.sleep(for: .seconds(seconds))
          answer.give(late)
        }
        answer.give(work())
        timer.cancel()
      }
    }
  }

  private func submit(_ work: @escaping @Sendable () -> Void) {
    let needsThread = state.withLock { state in
      state.waiting.append(work)
      guard state.running < limit else { return false }
      state.running += 1
      return true
    }
    guard needsThread else { return }
    let context = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Threads>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, context.toOpaque())
    if failure == 0 {
      pthread_detach(thread)
    } else {
      // No thread to be had: better slow on this one than never.
      context.release()
      drain()
    }
  }

  private func work() {
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, nil)
    drain()
  }

  private func drain() {
    while let work = state.withLock({ $0.take() }) { work() }
  }
}

/// Of two that answer the first counts.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private let continuation: Mutex<CheckedContinuation<Value, Never>?>

  init(_ continuation: CheckedContinuation<Value, Never>) {
    self.continuation = Mutex(continuation)
  }

  func give(_ value: Value) {
    let waiting = continuation.withLock { held in
      defer { held = nil }
      return held
    }
    waiting?.resume(returning: value)
  }
}
