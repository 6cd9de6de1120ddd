import JSON
import Synchronization

/// What we ask a client in the eras with a handshake, and its answers. The ids are of a space of our own: `srv-1`.
final class Questions: Sendable {
  enum Answer: Sendable {
    case result(JSON)
    /// The client cannot or will not ask.
    case error
    /// Nobody answered in time.
    case expired
    /// The request was cancelled, or the client is gone.
    case gone
  }

  private struct State {
    var open: [String: AsyncStream<Answer>.Continuation] = [:]
    var count = 0
    var isClosed = false
  }

  private let state = Mutex(State())

  /// Sends a request and waits for its answer, for the given time at most.
  func ask(
    _ method: String, _ params: JSONObject, within limit: Duration, send: @Sendable (JSON) -> Void
  ) async -> Answer {
    let (answers, answer) = AsyncStream.makeStream(of: Answer.self)
    let name: String? = state.withLock { state in
      guard !state.isClosed else { return nil }
      state.count += 1
      state.open["srv-\(state.count)"] = answer
      return "srv-\(state.count)"
    }
    guard let name else { return .gone }
    defer { state.withLock { _ = $0.open.removeValue(forKey: name) } }
    send(["jsonrpc": "2.0", "id": .string(name), "method": .string(method), "params": .object(params)])
    let clock = Task {
      try await Task.sleep(for: limit)
      answer.yield(.expired)
      answer.finish()
    }
    defer { clock.cancel() }
    for await given in answers {
      if case .expired = given {
        let why: JSONObject = ["requestId": .string(name), "reason": "nobody answered in time"]
        send(["jsonrpc": "2.0", "method": "notifications/cancelled", "params": .object(why)])
      }
      return given
    }
    return .gone
  }

  /// Takes the client's answer; one to nothing that we asked is passed over.
  func take(_ id: JSON?, _ answer: Answer) {
    guard let open = id?.asString.flatMap({ id in state.withLock { $0.open.removeValue(forKey: id) } }) else {
      return
    }
    open.yield(answer)
    open.finish()
  }

  /// No answer can come any more.
  func close() {
    let open = state.withLock { state in
      state.isClosed = true
      defer { state.open = [:] }
      return state.open
    }
    for answer in open.values { answer.finish() }
  }
}
