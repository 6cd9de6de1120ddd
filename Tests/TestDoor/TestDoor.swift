import Operations
public import RunbookDesk
import ServerFacts
import Synchronization

/// A door in memory, whose jobs run in the test's own process.
public final class TestDoor: Sendable {
  public let state = MemoryState()
  private let policy: String?
  private let desk = Mutex<Desk?>(nil)
  private let count = Mutex(0)

  public init(policy: String? = nil) {
    self.policy = policy
  }

  public var door: Door {
    Door(
      state: state, policy: { [policy] () throws(Fault) in policy },
      launch: { [self] id, _ throws(Fault) in _ = try? await desk.withLock { $0 }?.runKept(id) },
      nonce: { [self] in
        count.withLock {
          $0 += 1
          return "\($0)"
        }
      })
  }

  /// Jobs run on this desk from now on.
  public func open(_ desk: Desk) -> Desk {
    self.desk.withLock { $0 = desk }
    return desk
  }

  /// The same, after a person has agreed to its runbook.
  public func trust(_ desk: Desk) async throws -> Desk {
    try await desk.trust(expected: try await desk.trustStatus().digest)
    return open(desk)
  }
}
