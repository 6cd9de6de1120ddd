import JSON

/// Server-sent events as the transport uses them: one message an event.
enum EventStream {
  static let type = "text/event-stream"
  /// Nothing on the way may keep events back or give them to somebody else.
  static let fields = [
    HeaderField("Content-Type", type), HeaderField("Cache-Control", "no-cache, no-transform"),
    HeaderField("X-Accel-Buffering", "no"),
  ]
  /// A comment, which every reader passes over: proxies close what is silent.
  static let keepAlive = Array(": \n\n".utf8)

  /// JSON has no line feed in it.
  static func event(_ message: JSON) -> [UInt8] {
    Array("event: message\ndata: \(message.text())\n\n".utf8)
  }
}
