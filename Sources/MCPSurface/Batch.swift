import JSON
import Synchronization

/// Gathers the answers to a batch and sends them as one array, in the order of the requests.
///
/// 2025-03-26 wants batches to be received and says nothing of their size. A line of the longest kind holds four million
/// messages, each of which would be answered.
final class Batch: Sendable {
  static let most = 1000

  private struct State {
    var open: Int
    var answers: [Int: JSON] = [:]
  }

  private let state: Mutex<State>
  private let send: @Sendable (JSON?) -> Void

  /// - Parameter send: called once, with nil for a batch of notifications alone (2025-03-26, "Batching").
  init(of count: Int, send: @escaping @Sendable (JSON?) -> Void) {
    state = Mutex(State(open: count))
    self.send = send
  }

  /// Every place must be settled once.
  func settle(_ place: Int, _ answer: JSON?) {
    let answers: [JSON]? = state.withLock { state in
      state.open -= 1
      if let answer { state.answers[place] = answer }
      guard state.open == 0 else { return nil }
      return state.answers.sorted { $0.key < $1.key }.map(\.value)
    }
    if let answers { send(answers.isEmpty ? nil : .array(answers)) }
  }
}
