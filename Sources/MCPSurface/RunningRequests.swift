import JSON
import Synchronization

/// The requests that are being worked on or wait for their turn. A cancelled one is forgotten here first, so that nothing
/// is sent for its id afterwards (2026-07-28, "Cancellation").
final class RunningRequests: Sendable {
  /// Takes the answer of a request, or nil when there will be none. It must not come back here.
  typealias Delivery = @Sendable (JSON?) -> Void
  /// What the work on a request may do before its answer.
  struct Ways: Sendable {
    /// Sends what belongs to the request; closed once it was answered or cancelled.
    var send: @Sendable (JSON) -> Void
    /// Gives its turn to another for good.
    var stepAside: @Sendable () -> Void
  }

  typealias Work = @Sendable (Ways) async -> JSON

  private struct Entry {
    /// Tells a request from a later one under the same id.
    var serial: Int
    /// nil before its work has begun.
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

  /// Works on a request in a task of its own, when its turn has come; false when its id is in use. Where nothing else runs
  /// the work begins here, and goes on elsewhere when it first waits: to wake a thread takes longer than to look something
  /// up.
  func begin(
    _ id: RequestID, in turns: Turns, deliver: @escaping Delivery,
    work: @escaping Work
  ) -> Bool {
    let new: (serial: Int, isAlone: Bool)? = state.withLock { state in
      guard state.entries[id] == nil else { return nil }
      state.serial += 1
      state.entries[id] = Entry(serial: state.serial, task: nil, deliver: deliver)
      return (state.serial, state.entries.count == 1)
    }
    guard let (serial, isAlone) = new else { return false }
    if isAlone, let turn = turns.free() {
      start(id, serial, turn, isHere: true, work)
      return true
    }
    turns.take { [self] in
      guard state.withLock({ $0.entries[id]?.serial == serial }) else { return nil }
      return { self.start(id, serial, $0, isHere: false, work) }
    }
    return true
  }

  /// The turn is over when the client has taken what it got: one that does not read keeps its own calls waiting.
  private func start(
    _ id: RequestID, _ serial: Int, _ turn: Turns.Turn, isHere: Bool, _ work: @escaping Work
  ) {
    let held = HeldTurn(turn)
    @Sendable func body() async {
      let answer = await work(Ways(send: { self.send($0, id, serial) }, stepAside: { held.letGo() }))
      finish(id, serial, answer)
      sink.whenCalm { held.letGo() }
    }
    // Below whoever ends the process: its clock must not wait behind a thousand lookups.
    let task =
      isHere
      ? Task.immediate(priority: .utility, operation: body) : Task(priority: .utility, operation: body)
    let isWanted = state.withLock { state in
      guard state.entries[id]?.serial == serial else { return false }
      state.entries[id]?.task = task
      return true
    }
    // Answered by now, or cancelled before there was a task.
    if !isWanted { task.cancel() }
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

/// A turn that is given back early or late.
private final class HeldTurn: Sendable {
  private let turn: Mutex<Turns.Turn?>

  init(_ turn: Turns.Turn) { self.turn = Mutex(turn) }

  func letGo() {
    // Given back outside of the lock: whoever comes next begins at once.
    let held = turn.withLock { turn in
      defer { turn = nil }
      return turn
    }
    withExtendedLifetime(held) {}
  }
}
