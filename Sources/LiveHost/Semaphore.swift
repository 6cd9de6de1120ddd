import Glibc

/// A counting semaphore that waits by the clock which nobody sets. (`sem_clockwait` is not offered to Swift.)
final class Semaphore: Sendable {
  private struct State {
    var mutex = pthread_mutex_t()
    var posted = pthread_cond_t()
    var count = 0
  }

  /// The pointer never changes, and what it points to is kept by the mutex in it.
  private nonisolated(unsafe) let state = UnsafeMutablePointer<State>.allocate(capacity: 1)

  init() {
    state.initialize(to: State())
    pthread_mutex_init(&state.pointee.mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(&state.pointee.posted, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(&state.pointee.posted)
    pthread_mutex_destroy(&state.pointee.mutex)
    state.deallocate()
  }

  /// Of the monotonic clock: nanoseconds.
  static var now: Int {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return now.tv_sec * 1_000_000_000 + now.tv_nsec
  }

  func post() {
    pthread_mutex_lock(&state.pointee.mutex)
    state.pointee.count += 1
    pthread_cond_signal(&state.pointee.posted)
    pthread_mutex_unlock(&state.pointee.mutex)
  }

  func wait() { _ = wait(until: nil) }

  /// Whether it was posted before the clock stood at `end`, which is in nanoseconds; nil for no end.
  func wait(until end: Int?) -> Bool {
    pthread_mutex_lock(&state.pointee.mutex)
    defer { pthread_mutex_unlock(&state.pointee.mutex) }
    var isOver = false
    while state.pointee.count == 0, !isOver {
      if let end {
        var time = timespec(tv_sec: end / 1_000_000_000, tv_nsec: end % 1_000_000_000)
        isOver = pthread_cond_timedwait(&state.pointee.posted, &state.pointee.mutex, &time) == ETIMEDOUT
      } else {
        pthread_cond_wait(&state.pointee.posted, &state.pointee.mutex)
      }
    }
    guard state.pointee.count > 0 else { return false }
    state.pointee.count -= 1
    return true
  }
}
