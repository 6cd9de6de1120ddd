import Synchronization

/// How far a check is, for whoever watches it.
public final class CheckProgress: Sendable {
  private let counts = Mutex((done: 0, total: 0))

  public init() {}

  public var done: Int { counts.withLock { $0.done } }
  public var total: Int { counts.withLock { $0.total } }

  func begin(_ total: Int) { counts.withLock { $0 = (0, total) } }

  func step() { counts.withLock { $0.done += 1 } }
}
