import Glibc

/// One line from the client.
enum Line: Sendable, Equatable {
  case whole([UInt8])
  /// Longer than we take; its bytes were passed over.
  case oversize

  fileprivate var size: Int {
    if case .whole(let bytes) = self { bytes.count } else { 0 }
  }
}

/// Cuts a stream of bytes into lines, with a bound on what is kept of one.
struct LineSplitter {
  /// As much as `JSON.Limits` reads.
  static let longest = 8 << 20

  private let longest: Int
  private var pending: [UInt8] = []
  private var isSkipping = false

  init(longest: Int = LineSplitter.longest) { self.longest = longest }

  /// The lines that these bytes end. A carriage return before the line feed and blank lines are tolerated.
  mutating func take(_ bytes: some Sequence<UInt8>) -> [Line] {
    var lines: [Line] = []
    for part in Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated()
    {
      if part.offset > 0, let line = end() { lines.append(line) }
      guard !isSkipping else { continue }
      if pending.count + part.element.count > longest {
        isSkipping = true
        pending = []
      } else {
        pending += part.element
      }
    }
    return lines
  }

  /// What was begun and never ended by a line feed.
  mutating func end() -> Line? {
    defer {
      pending = []
      isSkipping = false
    }
    if isSkipping { return .oversize }
    if pending.last == UInt8(ascii: "\r") { pending.removeLast() }
    return pending.allSatisfy { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } ? nil : .whole(pending)
  }
}

/// Reads the client's lines on a thread of its own.
enum LineReader {
  private static let chunk = 65_536

  /// Takes every line until the end of the file, each when there is room for it, then calls `end`.
  static func read(
    _ descriptor: Int32, in backlog: Backlog, take: @escaping @Sendable (Line, Backlog.Share) -> Void,
    end: @escaping @Sendable () -> Void
  ) {
    @Sendable func pass(_ line: Line) {
      backlog.waitForRoom()
      take(line, backlog.hold(line.size))
    }
    let isStarted = OwnThread.start {
      var splitter = LineSplitter()
      while let bytes = more(descriptor) { splitter.take(bytes).forEach(pass) }
      if let line = splitter.end() { pass(line) }
      close(descriptor)
      end()
    }
    if !isStarted { end() }
  }

  /// The next bytes; nil at the end and at an error that no waiting mends.
  private static func more(_ descriptor: Int32) -> [UInt8]? {
    while true {
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: chunk) { buffer, initialized in
        count = Glibc.read(descriptor, buffer.baseAddress, chunk)
        initialized = max(count, 0)
      }
      if count > 0 { return bytes }
      guard count < 0 else { return nil }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&wanted, 1, -1)
      default: return nil
      }
    }
  }
}
