import Glibc
import JSON
import Synchronization
import Testing

@testable import MCPSurface

/// A client that talks back and forth with the server over two pipes. It waits on threads of its own: the server has only
/// those of Swift's pool, one a core.
final class Client: Sendable {
  private let input: Int32
  private let output: Int32
  private let served: Task<Int32, Never>
  private let rest = Mutex<[UInt8]>([])

  init(_ server: MCPServer = Dialogue.server(), backlog: Backlog = Backlog()) throws {
    var toServer: [Int32] = [0, 0], fromServer: [Int32] = [0, 0]
    try #require(pipe(&toServer) == 0 && pipe(&fromServer) == 0)
    input = toServer[1]
    output = fromServer[0]
    let (read, write) = (toServer[0], fromServer[1])
    served = Task.detached {
      let code = await server.serve(Speaker("uid 0"), input: read, output: write, in: backlog)
      close(read)
      close(write)
      return code
    }
  }

  func send(_ lines: String...) throws {
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        write(input, $0.baseAddress?.advanced(by: written), bytes.count - written)
      }
      try #require(count > 0)
      written += count
    }
  }

  /// Writes until the pipe takes no more for 200 ms; how many bytes it took.
  func flood(_ line: String, most: Int) async -> Int {
    await Self.onThread { [self] in fill(with: line, most: most) }
  }

  private func fill(with line: String, most: Int) -> Int {
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    defer { _ = fcntl(input, F_SETFL, 0) }
    let chunk = Array(String(repeating: line + "\n", count: max(1, 60_000 / line.utf8.count)).utf8)
    var written = 0
    while written < most {
      let place = written % chunk.count
      let count = chunk.withUnsafeBytes {
        write(input, $0.baseAddress?.advanced(by: place), chunk.count - place)
      }
      if count > 0 {
        written += count
        continue
      }
      var room = pollfd(fd: input, events: Int16(POLLOUT), revents: 0)
      if poll(&room, 1, 200) == 0 { break }
    }
    return written
  }

  /// The next message; nil where none comes in time.
  func next(within milliseconds: Int32 = 5000) async throws -> JSON? {
    try await Self.onThread { [self] in Result { try message(within: milliseconds) } }.get()
  }

  private func message(within milliseconds: Int32) throws -> JSON? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let line: [UInt8]? = rest.withLock { rest in
        guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        defer { rest.removeFirst(end + 1) }
        return Array(rest[..<end])
      }
      if let line { return try JSON.parse(line) }
      var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, milliseconds) > 0 else { return nil }
      let count = read(output, &buffer, buffer.count)
      guard count > 0 else { return nil }
      rest.withLock { $0 += buffer[..<count] }
    }
  }

  /// Passes over messages until one has the id.
  func answer(_ id: JSON) async throws -> JSON? {
    while let message = try await next() {
      if message["id"] == id, message["method"] == nil { return message }
    }
    return nil
  }

  /// Closes the server's input, and gives what it said until it was gone.
  func end() async throws -> [JSON] {
    close(input)
    var messages: [JSON] = []
    while let message = try await next() { messages.append(message) }
    close(output)
    #expect(await served.value == 0)
    return messages
  }

  private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let isStarted = OwnThread.start { continuation.resume(returning: body()) }
      precondition(isStarted)
    }
  }
}
