import Synchronization

/// How much is held for one client: lines that are not answered yet, and answers that are not written yet. Whoever reads
/// waits here when it is too much, so that a client which sends and does not read fills its own pipe and not our memory.
final class Backlog: Sendable {
  /// Two of the longest lines.
  static let most = 16 << 20
  /// What a line costs beside its bytes, roughly: its entry, its closures, its place in a queue.
  private static let overhead = 512

  private struct State {
    var bytes = 0
    var isWaitedFor = false
  }

  /// Gives its bytes back when nobody holds it any more.
  final class Share: Sendable {
    private let backlog: Backlog
    private let bytes: Int

    fileprivate init(_ backlog: Backlog, _ bytes: Int) {
      (self.backlog, self.bytes) = (backlog, bytes)
    }

    deinit { backlog.give(bytes) }
  }

  private let most: Int
  private let state = Mutex(State())
  private let bell = Bell()

  init(most: Int = Backlog.most) { self.most = most }

  var bytes: Int { state.withLock { $0.bytes } }

  func hold(_ bytes: Int) -> Share {
    let held = bytes + Self.overhead
    state.withLock { $0.bytes += held }
    return Share(self, held)
  }

  /// Blocks one thread until there is room again.
  func waitForRoom() {
    while isFull() { bell.wait() }
  }

  private func isFull() -> Bool {
    state.withLock { state in
      state.isWaitedFor = state.bytes > most
      return state.isWaitedFor
    }
  }

  private func give(_ bytes: Int) {
    let isAwaited = state.withLock { state in
      state.bytes -= bytes
      guard state.isWaitedFor, state.bytes <= most else { return false }
      state.isWaitedFor = false
      return true
    }
    if isAwaited { bell.ring() }
  }
}
