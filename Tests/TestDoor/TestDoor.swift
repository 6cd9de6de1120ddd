import Operations
public import RunbookDesk
import ServerFacts
import Synchronization

/// A door in memory, whose jobs run in the test's own process.
public final class TestDoor: Sendable {
  public let state = MemoryState()
  private let policy: String?
  private let sudoersFault: String?
  private let desk = Mutex<Desk?>(nil)
  private let count = Mutex(0)

  /// - Parameter sudoersFault: what sudo's reader has against any text.
  public init(policy: String? = nil, sudoersFault: String? = nil) {
    self.policy = policy
    self.sudoersFault = sudoersFault
  }

  public var door: Door {
    Door(
      state: state, policy: { [policy] () throws(Fault) in policy },
      launch: { [self] id, _ throws(Fault) in _ = try? await desk.withLock { $0 }?.runKept(id) },
      sudoersFault: { [sudoersFault] _ throws(Fault) in sudoersFault },
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
