import Synchronization

/// Lets so many things be worked on at once, in the whole process, and the others wait in the order they came.
final class Turns: Sendable {
  /// One of the places. It is given back when nobody holds it any more.
  final class Turn: Sendable {
    private let turns: Turns

    fileprivate init(_ turns: Turns) { self.turns = turns }

    deinit { turns.give() }
  }

  /// Gives what is to be done with the turn; nil where nobody wants it any more.
  typealias Claim = @Sendable () -> (@Sendable (Turn) -> Void)?

  private struct State {
    var free: Int
    var waiting: [Claim] = []
    /// The first that still waits; those before it are gone.
    var next = 0

    /// The next that waits; where none does the place is free.
    mutating func take() -> Claim? {
      guard next < waiting.count else {
        waiting = []
        next = 0
        free += 1
        return nil
      }
      defer { next += 1 }
      let first = waiting[next]
      waiting[next] = { nil }
      return first
    }
  }

  private let state: Mutex<State>

  init(_ count: Int) { state = Mutex(State(free: count)) }

  /// Whether whoever comes now has to wait.
  var areTaken: Bool { state.withLock { $0.free == 0 } }

  /// A turn, where one is free; then nobody waits for it.
  func free() -> Turn? {
    let isFree = state.withLock { state in
      guard state.free > 0 else { return false }
      state.free -= 1
      return true
    }
    return isFree ? Turn(self) : nil
  }

  /// Asks for a turn, which comes now or later. Neither the claim nor what it gives may block.
  func take(_ claim: @escaping Claim) {
    let isFree = state.withLock { state in
      guard state.free > 0 else {
        state.waiting.append(claim)
        return false
      }
      state.free -= 1
      return true
    }
    if isFree { pass(to: claim) }
  }

  private func give() {
    if let next = state.withLock({ $0.take() }) { pass(to: next) }
  }

  /// In a loop: a client may have cancelled all ten thousand that waited.
  private func pass(to first: @escaping Claim) {
    var claim: Claim? = first
    while let current = claim {
      if let work = current() { return work(Turn(self)) }
      claim = state.withLock { $0.take() }
    }
  }
}
