import JSON
import RunbookModel

/// What is known of the one request that is being served, and the ways back to whoever sent it.
struct CallContext: Sendable {
  var revision: Revision
  /// What the client can do: of this request in the stateless revision, of `initialize` before.
  var client: ClientCapabilities
  /// Who asks, in words for the journal.
  var actor: String
  var speaker: Speaker
  /// The strongest effect that is offered here.
  var strongest: Effect
  let progress: Progress
  /// How long a change is waited for.
  let patience: Duration
  /// The way to ask the client something; nil where there is none.
  let questions: Questions?
  let states: RequestStates
  /// What a state for this call is bound to; nil for what is no call of a tool.
  let call: RequestStates.Call?
  let resumed: Resumed?
  /// Lets another call work meanwhile: this one waits for a person.
  let stepAside: @Sendable () -> Void

  /// Whether the client has taken the request back or is gone.
  var isCancelled: Bool { Task.isCancelled }

  /// Tells the client how far it is: only where it gave a token, and never more often than a person can read.
  ///
  /// - Parameters:
  ///   - done: grows from call to call; what does not is left out.
  ///   - total: nil where it is not known.
  func report(_ message: String, done: Int, of total: Int? = nil) {
    progress.report(message, done: done, of: total)
  }
}

/// What a client says that it can do.
struct ClientCapabilities: Sendable {
  var declared: JSONObject = [:]

  /// Whether it can show a form to a person: `{}` means form (2025-11-25, "Elicitation").
  /// Forms came with 2025-06-18; whoever spoke an older revision would not know what is asked.
  func showsForms(_ revision: Revision) -> Bool {
    guard revision >= .june2025 else { return false }
    guard let elicitation = declared["elicitation"]?.asObject else { return false }
    return elicitation.isEmpty || elicitation["form"] != nil
  }

  /// Whether it knows an extension by its name (2026-07-28).
  func knows(_ name: String) -> Bool { declared["extensions"]?[name] != nil }
}
