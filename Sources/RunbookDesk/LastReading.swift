import Synchronization

/// What was last made of something that is read again and again, as the text that was trusted: one call asks for it
/// several times, and making it takes far longer than seeing that it is still the same.
final class LastReading<Source: Equatable & Sendable, Value: Sendable>: Sendable {
  private let last = Mutex<(source: Source, value: Value)?>(nil)

  /// Made once for all that ask at the same time.
  func value(of source: Source, _ make: (Source) throws -> Value) rethrows -> Value {
    try last.withLock { last in
      let value = if let last, last.source == source { last.value } else { try make(source) }
      // Of two that are the same the one which was given last: the same storage is compared at once.
      last = (source, value)
      return value
    }
  }
}
