public import JSON

/// Where the messages of one conversation go: the lines of standard output, or the answer to one HTTP request.
///
/// Both are called from any thread, one call at a time for each message that was taken. They must neither block nor call
/// the conversation.
public protocol Sink: Sendable {
  /// A notification or a request of ours. What belongs to a message comes before its answer.
  func send(_ message: JSON)
  /// The one answer to each message that was taken, an array for a batch; nil where there is none: to a notification, to
  /// an answer, to what was cancelled.
  func answer(_ answer: JSON?)
  /// Calls the body once little of what was sent still waits to be taken by the client, or at once where that is not
  /// known: until then no other request begins in place of the one that was answered.
  func whenCalm(_ body: @escaping @Sendable () -> Void)
}

extension Sink {
  public func whenCalm(_ body: @escaping @Sendable () -> Void) { body() }
}
