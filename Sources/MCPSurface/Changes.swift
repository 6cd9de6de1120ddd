import Synchronization

/// How many operations are under way. They outlive their request: a client that cancels or goes away must not leave a
/// service stopped that was about to be started again.
final class Changes: Sendable {
  private let count = Mutex(0)

  var areUnderWay: Bool { count.withLock { $0 > 0 } }

  func follow<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    count.withLock { $0 += 1 }
    defer { count.withLock { $0 -= 1 } }
    return try await Task.detached { try await work() }.value
  }
}
