import JSON
import Synchronization

/// The requests that are being worked on. A cancelled one is forgotten here first, so that nothing is sent
/// for its id afterwards (2026-07-28, "Cancellation").
final class RunningRequests: Sendable {
  /// Takes the answer of a request, or nil when there will be none. It must not come back here.
  typealias Delivery = @Sendable (JSON?) -> Void

  private struct Entry {
    /// Tells a request from a later one under the same id.
    var serial: Int
    var task: Task<Void, Never>
    var deliver: Delivery
  }

  private struct State {
    var entries: [RequestID: Entry] = [:]
    var serial = 0
  }

  private let state = Mutex(State())

  var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }

  /// Works on a request in a task of its own; false when its id is in use.
  ///
  /// - Parameters:
  ///   - send: takes what belongs to the request and is not its answer. It must not come back here.
  ///   - work: is given a way to send that is closed once the request was answered or cancelled.
  func begin(
    _ id: RequestID, deliver: @escaping Delivery, send: @escaping @Sendable (JSON) -> Void,
    work: @escaping @Sendable (_ send: @escaping @Sendable (JSON) -> Void) async -> JSON
  ) -> Bool {
    state.withLock { state in
      guard state.entries[id] == nil else { return false }
      state.serial += 1
      let serial = state.serial
      let task = Task { [self] in
        let answer = await work { message in
          self.state.withLock { state in
            if state.entries[id]?.serial == serial { send(message) }
          }
        }
        finish(id, serial, answer)
      }
      state.entries[id] = Entry(serial: serial, task: task, deliver: deliver)
      return true
    }
  }

  func cancel(_ id: RequestID) {
    guard let entry = state.withLock({ $0.entries.removeValue(forKey: id) }) else { return }
    entry.task.cancel()
    entry.deliver(nil)
  }

  func cancelAll() {
    for id in state.withLock({ Array($0.entries.keys) }) { cancel(id) }
  }

  /// Delivers under the lock: between forgetting a request and its answer nobody may take us for idle, and a
  /// cancellation comes wholly before the answer or wholly after.
  private func finish(_ id: RequestID, _ serial: Int, _ answer: JSON) {
    state.withLock { state in
      guard state.entries[id]?.serial == serial else { return }
      state.entries.removeValue(forKey: id)?.deliver(answer)
    }
  }
}

/// Gathers the answers to a batch and sends them as one array, in the order of the requests.
final class Batch: Sendable {
  private struct State {
    var open: Int
    var answers: [Int: JSON] = [:]
  }

  private let state: Mutex<State>
  private let send: @Sendable (JSON) -> Void

  init(of count: Int, send: @escaping @Sendable (JSON) -> Void) {
    state = Mutex(State(open: count))
    self.send = send
  }

  /// Every place must be settled once. A batch of notifications alone is not answered (2025-03-26,
  /// "Batching").
  func settle(_ place: Int, _ answer: JSON?) {
    let answers: [JSON]? = state.withLock { state in
      state.open -= 1
      if let answer { state.answers[place] = answer }
      guard state.open == 0 else { return nil }
      return state.answers.sorted { $0.key < $1.key }.map(\.value)
    }
    if let answers, !answers.isEmpty { send(.array(answers)) }
  }
}
