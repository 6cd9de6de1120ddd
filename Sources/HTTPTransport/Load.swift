import Synchronization

/// How much the service does at once, over all connections; what is beyond its bounds is asked to come again.
final class Load: Sendable {
  /// The server works on 32 of them; the others wait, as those of a client that sends fifty and repeats none.
  static let mostCalls = 128
  /// Waiting for changes costs little, but holds a connection.
  static let mostListeners = 64
  /// Bodies that are being read or worked on.
  static let mostBytes = 64 << 20

  private struct State {
    var calls = 0
    var listeners = 0
    var bytes = 0
    var isEnding = false
  }

  private let state = Mutex(State())

  /// False where there is no room.
  func begin(isListening: Bool) -> Bool {
    state.withLock { state in
      if state.isEnding { return false }
      if isListening {
        guard state.listeners < Self.mostListeners else { return false }
        state.listeners += 1
      } else {
        guard state.calls < Self.mostCalls else { return false }
        state.calls += 1
      }
      return true
    }
  }

  func end(isListening: Bool) {
    state.withLock { state in
      if isListening { state.listeners -= 1 } else { state.calls -= 1 }
    }
  }

  func hold(_ bytes: Int) -> Bool {
    state.withLock { state in
      guard state.bytes + bytes <= Self.mostBytes else { return false }
      state.bytes += bytes
      return true
    }
  }

  func release(_ bytes: Int) { state.withLock { $0.bytes -= bytes } }

  /// From now on nothing begins.
  func close() { state.withLock { $0.isEnding = true } }

  var isEnding: Bool { state.withLock { $0.isEnding } }
}
