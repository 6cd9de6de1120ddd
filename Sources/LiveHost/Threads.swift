import Glibc
import Synchronization

/// Threads for calls that block: waiting for a child, a socket, a disk.
///
/// Swift's own pool has as many threads as the machine has cores, so that two blocking calls there would stop
/// everything else. A thread here waits a while for more work, since one look follows another, and then ends. SIGPIPE
/// is blocked on all of them: whoever closes a socket on us is told by errno.
public final class Threads: Sendable {
  private struct State {
    var waiting: [@Sendable () -> Void] = []
    var next = 0
    var running = 0
    /// Those of the running that wait for work and have not been called.
    var idle = 0

    mutating func take() -> (@Sendable () -> Void)? {
      guard next < waiting.count else {
        waiting.removeAll()
        next = 0
        idle += 1
        return nil
      }
      defer { next += 1 }
      return waiting[next]
    }
  }

  private enum Call {
    case idle, new, none
  }

  /// Nanoseconds.
  private static let patience = 2_000_000_000

  private let limit: Int
  private let state = Mutex(State())
  private let calls = Semaphore()

  /// - Parameter limit: 0 for no threads at all: what is run blocks whoever asks, who has nothing else to do.
  public init(limit: Int = 16) {
    self.limit = limit
  }

  /// Runs the closure on one of the threads; waits its turn where all are busy.
  public func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    guard limit > 0 else { return work() }
    return await withCheckedContinuation { continuation in
      submit { continuation.resume(returning: work()) }
    }
  }

  /// On a thread in any case, and not for longer than some seconds: then `late` comes back, and the thread is left to its
  /// work. For a cancelled task it comes back at once, and the work is recalled.
  func run<Value: Sendable>(
    seconds: Int, late: Value, _ work: @escaping @Sendable (Recall) -> Value
  ) async -> Value {
    let answer = FirstAnswer<Value>(), recall = Recall()
    return await withTaskCancellationHandler {
      submit {
        // It may have waited long for its turn.
        guard !recall.isCalled else { return }
        let alarm = Alarms.shared.set(seconds: seconds) { answer.give(late) }
        answer.give(work(recall))
        Alarms.shared.clear(alarm)
      }
      return await answer.value()
    } onCancel: {
      recall.call()
      answer.give(late)
    }
  }

  private func submit(_ work: @escaping @Sendable () -> Void) {
    let call = state.withLock { state -> Call in
      state.waiting.append(work)
      if state.idle > 0 {
        state.idle -= 1
        return .idle
      }
      guard state.running < max(limit, 1) else { return .none }
      state.running += 1
      return .new
    }
    switch call {
    case .none: return
    case .idle: return calls.post()
    case .new: startThread()
    }
  }

  private func startThread() {
    if !Self.start(work) {
      // No thread to be had: better slow on this one than never.
      drain()
      state.withLock {
        $0.idle -= 1
        $0.running -= 1
      }
    }
  }

  /// False where the system has no further thread.
  static func start(_ work: @escaping @Sendable () -> Void) -> Bool {
    let context = Unmanaged.passRetained(Work(run: work))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    guard failure == 0 else {
      context.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private final class Work: Sendable {
    let run: @Sendable () -> Void

    init(run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private func work() {
    var pipe = sigset_t()
    sigemptyset(&pipe)
    sigaddset(&pipe, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &pipe, nil)
    repeat { drain() } while isCalled()
  }

  private func drain() {
    while let work = state.withLock({ $0.take() }) { work() }
  }

  /// Waits for more work; false where none came.
  private func isCalled() -> Bool {
    while !calls.wait(until: Semaphore.now + Self.patience) {
      let isOver = state.withLock { state in
        // Otherwise the call is on its way.
        guard state.idle > 0 else { return false }
        state.idle -= 1
        state.running -= 1
        return true
      }
      if isOver { return false }
    }
    return true
  }
}

/// Of two that answer the first counts.
private final class FirstAnswer<Value: Sendable>: Sendable {
  private enum State {
    case open
    case awaited(CheckedContinuation<Value, Never>)
    case given(Value)
  }

  private let state = Mutex(State.open)

  func give(_ value: Value) {
    let waiting: CheckedContinuation<Value, Never>? = state.withLock { state in
      if case .given = state { return nil }
      defer { state = .given(value) }
      if case .awaited(let continuation) = state { return continuation }
      return nil
    }
    waiting?.resume(returning: value)
  }

  /// Asked for once.
  func value() async -> Value {
    await withCheckedContinuation { continuation in
      let given: Value? = state.withLock { state in
        if case .given(let value) = state { return value }
        state = .awaited(continuation)
        return nil
      }
      if let given { continuation.resume(returning: given) }
    }
  }
}
