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
  mutating func take(_ bytes: [UInt8]) -> [Line] {
    bytes.withUnsafeBytes { take($0) }
  }

  mutating func take(_ bytes: UnsafeRawBufferPointer) -> [Line] {
    var lines: [Line] = [], rest = bytes
    while let start = rest.baseAddress, let feed = memchr(start, Int32(UInt8(ascii: "\n")), rest.count) {
      let end = start.distance(to: UnsafeRawPointer(feed))
      keep(UnsafeRawBufferPointer(rebasing: rest[..<end]))
      if let line = self.end() { lines.append(line) }
      rest = UnsafeRawBufferPointer(rebasing: rest[(end + 1)...])
    }
    keep(rest)
    return lines
  }

  private mutating func keep(_ part: UnsafeRawBufferPointer) {
    guard !isSkipping else { return }
    if pending.count + part.count > longest {
      isSkipping = true
      pending = []
    } else {
      pending.append(contentsOf: part)
    }
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
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 1)
      defer { buffer.deallocate() }
      while let bytes = more(descriptor, in: buffer) { splitter.take(bytes).forEach(pass) }
      if let line = splitter.end() { pass(line) }
      close(descriptor)
      end()
    }
    if !isStarted { end() }
  }

  /// The next bytes; nil at the end and at an error that no waiting mends.
  private static func more(
    _ descriptor: Int32, in buffer: UnsafeMutableRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    while true {
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count > 0 { return UnsafeRawBufferPointer(rebasing: buffer[..<count]) }
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
