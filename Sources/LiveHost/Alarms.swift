import Synchronization

/// Calls back when some seconds are over. One thread waits for all of them: Swift's own timers begin four before the
/// first has been set.
final class Alarms: Sendable {
  struct Alarm: Hashable {
    fileprivate let number: Int
  }

  private struct State {
    var last = 0
    /// Each with its end on the monotonic clock, in nanoseconds.
    var open: [Alarm: (end: Int, ring: @Sendable () -> Void)] = [:]
    var isWatched = false
    /// When the thread looks next, where it does so by itself.
    var nextLook: Int?
  }

  static let shared = Alarms()

  private let state = Mutex(State())
  private let calls = Semaphore()

  /// Where the system has no further thread, it does not ring.
  func set(seconds: Int, _ ring: @escaping @Sendable () -> Void) -> Alarm {
    let end = Semaphore.now + seconds * 1_000_000_000
    let (alarm, isFirst, isNext) = state.withLock { state in
      state.last += 1
      let alarm = Alarm(number: state.last), isFirst = !state.isWatched
      let isNext = state.nextLook.map { end < $0 } ?? true
      state.open[alarm] = (end, ring)
      state.isWatched = true
      return (alarm, isFirst, isNext)
    }
    if isFirst {
      if !Threads.start(watch) { state.withLock { $0.isWatched = false } }
    } else if isNext {
      calls.post()
    }
    return alarm
  }

  func clear(_ alarm: Alarm) {
    // What the closure holds is let go of outside the lock.
    _ = state.withLock { $0.open.removeValue(forKey: alarm) }
  }

  private func watch() {
    while true {
      let now = Semaphore.now
      let (due, nextLook) = state.withLock { state in
        let due = state.open.filter { $0.value.end <= now }
        for alarm in due.keys { state.open[alarm] = nil }
        state.nextLook = state.open.values.map(\.end).min()
        return (due, state.nextLook)
      }
      for alarm in due.values { alarm.ring() }
      _ = calls.wait(until: nextLook)
    }
  }
}
