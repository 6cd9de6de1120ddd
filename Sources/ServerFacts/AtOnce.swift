/// Asks for two things at once, and comes back when both are known.
///
/// In place of `async let`: before Swift 6.4 a task that such a `let` began may still be read when whoever waited for it
/// has gone on and its memory is used for something else (github.com/swiftlang/swift/pull/89883). A process dies of that,
/// once in very many times. A group keeps its tasks until each has ended.
public func atOnce<First: Sendable, Second: Sendable>(
  _ first: @escaping @Sendable () async -> First, _ second: @Sendable () async -> Second
) async -> (First, Second) {
  await withTaskGroup(of: First.self) { group in
    group.addTask(operation: first)
    let second = await second()
    guard let first = await group.next() else { preconditionFailure("a group loses none of its tasks") }
    return (first, second)
  }
}

extension Facts {
  /// Two probes at once.
  public func ask<First: Probe, Second: Probe>(
    _ first: First, _ second: Second
  ) async -> (Observation<First.Fact>, Observation<Second.Fact>) {
    await atOnce({ await self.ask(first) }, { await self.ask(second) })
  }
}
