/// What came of looking: the fact, or the reason why it could not be seen.
///
/// This is the one form of not having seen. A thing that is not there was seen to be absent; that is a fact.
public enum Observation<Fact: Sendable>: Sendable {
  case seen(Fact)
  case unseen(Blindness)

  public func map<Other>(_ transform: (Fact) -> Other) -> Observation<Other> {
    switch self {
    case .seen(let fact): .seen(transform(fact))
    case .unseen(let blindness): .unseen(blindness)
    }
  }

  public func flatMap<Other>(_ transform: (Fact) -> Observation<Other>) -> Observation<Other> {
    switch self {
    case .seen(let fact): transform(fact)
    case .unseen(let blindness): .unseen(blindness)
    }
  }
}

extension Observation: Equatable where Fact: Equatable {}

/// Why something could not be seen. Blindness is never drift and never health.
public struct Blindness: Error, Hashable, Sendable {
  public enum Reason: String, Sendable, CaseIterable {
    /// The system refused: run as root, or as the owner.
    case permission
    /// What answers the question did not answer: connection refused, no such socket.
    case unreachable
    case timeout
    /// It answered, and the answer makes no sense to us.
    case malformed
    /// The program that would answer is not installed.
    case missingProgram
    /// The recording does not hold this look.
    case notRecorded
  }

  public var reason: Reason
  /// What was looked at and what the system said: `/run/supervisor.sock: permission denied`.
  public var text: String

  public init(_ reason: Reason, _ text: String) {
    self.reason = reason
    self.text = text
  }
}
