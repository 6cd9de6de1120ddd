import JSON
import Synchronization

/// The requests that are being worked on or wait for their turn. A cancelled one is forgotten here first, so that nothing
/// is sent for its id afterwards (2026-07-28, "Cancellation").
final class RunningRequests: Sendable {
  /// Takes the answer of a request, or nil when there will be none. It must not come back here.
  typealias Delivery = @Sendable (JSON?) -> Void
  /// Takes what belongs to a request and is not its answer; closed once it was answered or cancelled.
  typealias Sending = @Sendable (JSON) -> Void

  private struct Entry {
    /// Tells a request from a later one under the same id.
    var serial: Int
    /// nil while it waits for its turn.
    var task: Task<Void, Never>?
    var deliver: Delivery
  }

  private struct State {
    var entries: [RequestID: Entry] = [:]
    var serial = 0
  }

  private let state = Mutex(State())
  private let sink: any Sink

  init(to sink: any Sink) { self.sink = sink }

  var isEmpty: Bool { state.withLock { $0.entries.isEmpty } }

  /// Works on a request in a task of its own, when its turn has come; false when its id is in use.
  func begin(
    _ id: RequestID, in turns: Turns, deliver: @escaping Delivery,
    work: @escaping @Sendable (_ send: @escaping Sending) async -> JSON
  ) -> Bool {
    let serial: Int? = state.withLock { state in
      guard state.entries[id] == nil else { return nil }
      state.serial += 1
      state.entries[id] = Entry(serial: state.serial, task: nil, deliver: deliver)
      return state.serial
    }
    guard let serial else { return false }
    turns.take { [self] in
      guard state.withLock({ $0.entries[id]?.serial == serial }) else { return nil }
      return { self.start(id, serial, $0, work) }
    }
    return true
  }

  /// The turn is over when the client has taken what it got: one that does not read keeps its own calls waiting.
  private func start(
    _ id: RequestID, _ serial: Int, _ turn: Turns.Turn,
    _ work: @escaping @Sendable (_ send: @escaping Sending) async -> JSON
  ) {
    state.withLock { state in
      guard state.entries[id]?.serial == serial else { return }
      state.entries[id]?.task = Task { [self] in
        let answer = await work { self.send($0, id, serial) }
        finish(id, serial, answer)
        sink.whenCalm { _ = turn }
      }
    }
  }

  private func send(_ message: JSON, _ id: RequestID, _ serial: Int) {
    state.withLock { state in
      if state.entries[id]?.serial == serial { sink.send(message) }
    }
  }

  func cancel(_ id: RequestID) {
    guard let entry = state.withLock({ $0.entries.removeValue(forKey: id) }) else { return }
    entry.task?.cancel()
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
