import Synchronization

/// Answers that are each made once, however many ask: the first who asks makes it, the others wait for that.
///
/// A lock and no actor: most questions were answered before, and then nobody has to step aside for the answer.
final class MadeOnce<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  /// What whoever asks has to do.
  enum Turn {
    case known(Answer)
    /// Nobody has asked before: make it and `settle` it.
    case make
    case wait
  }

  private enum Made {
    case known(Answer)
    case awaited([CheckedContinuation<Answer, Never>])
  }

  private struct State {
    var made: [Question: Made] = [:]
    /// What is answered from now on to what nobody has asked before.
    var closing: (@Sendable (Question) -> Answer)?
  }

  private let state = Mutex(State())

  func turn(_ question: Question) -> Turn {
    state.withLock { state in
      switch state.made[question] {
      case .known(let answer)?: return .known(answer)
      case .awaited?: return .wait
      case nil:
        if let closing = state.closing { return .known(closing(question)) }
        state.made[question] = .awaited([])
        return .make
      }
    }
  }

  /// The first answer counts.
  func settle(_ question: Question, _ answer: Answer) {
    let waiting: [CheckedContinuation<Answer, Never>] = state.withLock { state in
      guard case .awaited(let waiting)? = state.made[question] else { return [] }
      state.made[question] = .known(answer)
      return waiting
    }
    for continuation in waiting { continuation.resume(returning: answer) }
  }

  /// Waits for what another makes.
  func answer(to question: Question) async -> Answer {
    await withCheckedContinuation { continuation in
      let known: Answer? = state.withLock { state in
        switch state.made[question] {
        case .known(let answer)?: return answer
        case .awaited(let others)?: state.made[question] = .awaited(others + [continuation])
        case nil: state.made[question] = .awaited([continuation])
        }
        return nil
      }
      if let known { continuation.resume(returning: known) }
    }
  }

  /// Gives this answer to whatever is still being made, and to all that is asked from now on.
  func close(_ answer: @escaping @Sendable (Question) -> Answer) {
    let open = state.withLock { state in
      state.closing = answer
      return Array(state.made.keys)
    }
    for question in open { settle(question, answer(question)) }
  }
}
