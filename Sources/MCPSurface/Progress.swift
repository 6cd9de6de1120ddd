import Findings
import JSON
import Synchronization

/// The progress of one request: sent with the client's own token, strictly growing, and never after the answer
/// (2025-11-25, "Progress").
final class Progress: Sendable {
  /// At most five a second: a client shows them to a person.
  private static let pause = Duration.milliseconds(200)

  private struct State {
    var last = Int.min
    var sent: ContinuousClock.Instant?
  }

  private let token: JSON?
  private let revision: Revision
  /// Sends what belongs to the request.
  let send: @Sendable (JSON) -> Void
  private let state = Mutex(State())

  /// - Parameter send: leaves out what comes after the answer.
  init(_ params: JSONObject, _ revision: Revision, send: @escaping @Sendable (JSON) -> Void) {
    token = params["_meta"]?["progressToken"].flatMap { RequestID($0)?.json }
    self.revision = revision
    self.send = send
  }

  /// Whether the client gave a token.
  var isWanted: Bool { token != nil }

  func report(_ message: String, done: Int, of total: Int?) {
    guard let token else { return }
    let isDue = state.withLock { state in
      let now = ContinuousClock.now
      guard done > state.last, state.sent.map({ $0 + Self.pause <= now }) ?? true else { return false }
      state.last = done
      state.sent = now
      return true
    }
    guard isDue else { return }
    var params: JSONObject = ["progressToken": token, "progress": JSON(done)]
    params["total"] = total.map { JSON($0) }
    if revision >= .march2025 { params["message"] = .string(message.cleaned) }
    send(["jsonrpc": "2.0", "method": "notifications/progress", "params": .object(params)])
  }
}
