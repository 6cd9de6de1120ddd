import Synchronization

/// Ends what a look waits for when nobody wants the look any more: the program that it started, or its connection. The
/// thread that waits for that is free then.
final class Recall: Sendable {
  private struct State {
    var isCalled = false
    var end: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  var isCalled: Bool { state.withLock { $0.isCalled } }

  /// Nobody wants it any more. What is waited for has its signal when this returns, so that we may end as well.
  func call() {
    state.withLock { state in
      state.isCalled = true
      state.end?()
      state.end = nil
    }
  }

  /// Tells what ends that which is waited for from now on, until `rest`.
  ///
  /// - Parameter end: called once at most, at once where nobody wanted it before. It must not come back here.
  func waits(_ end: @escaping @Sendable () -> Void) {
    state.withLock { state in
      if state.isCalled { end() } else { state.end = end }
    }
  }

  /// Must come before the number of the process, or of the descriptor, may become another's.
  func rest() { state.withLock { $0.end = nil } }
}
