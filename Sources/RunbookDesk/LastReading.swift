import Synchronization

/// What was last made of something that is read again and again, as the text that was trusted: one call asks for it
/// several times, and making it takes far longer than seeing that it is still the same.
final class LastReading<Source: Equatable & Sendable, Value: Sendable>: Sendable {
  private let last = Mutex<(source: Source, value: Value)?>(nil)

  func value(of source: Source, _ make: (Source) throws -> Value) rethrows -> Value {
    let known = last.withLock { $0 }
    let value = if let known, known.source == source { known.value } else { try make(source) }
    // Of two that are the same the one which was given last: the same storage is compared at once.
    last.withLock { $0 = (source, value) }
    return value
  }
}
