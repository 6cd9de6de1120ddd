import Foundation
import Glibc

/// A connection to a server on this machine that sends any bytes, and reads answers as they come.
///
/// Its calls block, and so they run on threads of their own: the server under test may need those of Swift.
public final class RawConnection: @unchecked Sendable {
  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  public struct Answer: Sendable, CustomStringConvertible {
    public var status: Int
    /// Names in lower case.
    public var fields: [String: String]
    public var body: [UInt8]

    public var text: String { String(decoding: body, as: UTF8.self) }
    public var description: String { "\(status) \(fields) \(text.prefix(300))" }
  }

  private let socket: Int32
  private let lock = NSLock()
  private var buffer: [UInt8] = []
  private var isClosed = false

  public init(port: Int) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    socket = try Self.connect(address)
  }

  public init(path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    socket = try Self.connect(address)
  }

  deinit { close() }

  private static func connect<Address>(_ address: Address) throws -> Int32 {
    let socket = Glibc.socket(
      Int32(MemoryLayout<Address>.size == MemoryLayout<sockaddr_in>.size ? AF_INET : AF_UNIX),
      Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(socket, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
    guard result == 0 else {
      let words = String(cString: strerror(errno))
      Glibc.close(socket)
      throw Failure(description: "connect: \(words)")
    }
    return socket
  }

  public func close() {
    lock.withLock {
      if !isClosed { Glibc.close(socket) }
      isClosed = true
    }
  }

  /// Ends our side alone.
  public func endSending() { shutdown(socket, Int32(SHUT_WR)) }

  /// How much the kernel keeps of what we do not read.
  public func narrow(to bytes: Int32) {
    var size = bytes
    setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
  }

  /// False where the other side has closed.
  @discardableResult
  public func send(_ bytes: some Sequence<UInt8> & Sendable) async -> Bool {
    let all = Array(bytes)
    return await Self.onThread { [socket] in
      var sent = 0
      while sent < all.count {
        let count = all.withUnsafeBytes {
          Glibc.send(socket, $0.baseAddress.map { $0 + sent }, all.count - sent, Int32(MSG_NOSIGNAL))
        }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        sent += count
      }
      return true
    }
  }

  @discardableResult
  public func send(_ text: String) async -> Bool { await send(Array(text.utf8)) }

  /// The next answer whole; nil where the other side closed before, or none came in time.
  public func answer(seconds: Double = 10) async -> Answer? {
    await take(seconds) { Self.answer(in: &$0, isAtEnd: $1) }
  }

  /// The head of the next answer.
  public func head(seconds: Double = 10) async -> Answer? {
    await take(seconds) { buffer, _ in Self.head(in: &buffer) }
  }

  /// All that comes up to and with these bytes; nil where they did not come in time.
  public func text(through end: String, seconds: Double = 10) async -> String? {
    await take(seconds) { buffer, _ in
      let found = String(decoding: buffer, as: UTF8.self)
      guard let range = found.range(of: end) else { return nil }
      let text = String(found[..<range.upperBound])
      buffer.removeFirst(text.utf8.count)
      return text
    }
  }

  /// Whether the other side closes in time; what it still sent is passed over.
  public func isEnded(within seconds: Double) async -> Bool {
    await take(seconds) { buffer, isAtEnd in
      buffer = []
      return isAtEnd ? true : nil
    } ?? false
  }

  private func take<Value: Sendable>(
    _ seconds: Double, _ body: @escaping @Sendable (inout [UInt8], _ isAtEnd: Bool) -> Value?
  ) async -> Value? {
    await Self.onThread { [self] in
      let end = Date().addingTimeInterval(seconds)
      var isAtEnd = false
      while true {
        if let value = body(&buffer, isAtEnd) { return value }
        if isAtEnd { return nil }
        var watch = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard poll(&watch, 1, Int32(max(0, end.timeIntervalSinceNow * 1000))) > 0 else { return nil }
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &part, part.count, 0)
        if count > 0 { buffer += part[..<count] } else { isAtEnd = true }
      }
    }
  }

  private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: body()) }.start()
    }
  }
}

extension RawConnection {
  private static func head(in buffer: inout [UInt8]) -> Answer? {
    guard let end = buffer.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: buffer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    let words = lines[0].split(separator: " ")
    guard words.count >= 2, words[0] == "HTTP/1.1", let status = Int(words[1]) else { return nil }
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(
        in: .whitespaces)
    }
    buffer.removeFirst(end.upperBound)
    return Answer(status: status, fields: fields, body: [])
  }

  private static func answer(in buffer: inout [UInt8], isAtEnd: Bool) -> Answer? {
    var rest = buffer
    guard var answer = head(in: &rest) else { return nil }
    if answer.fields["transfer-encoding"] == "chunked" {
      while let line = rest.firstRange(of: Array("\r\n".utf8)),
        let size = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16)
      {
        guard rest.count >= line.upperBound + size + 2 else { return nil }
        answer.body += rest[line.upperBound..<line.upperBound + size]
        rest.removeFirst(line.upperBound + size + 2)
        if size == 0 {
          buffer = rest
          return answer
        }
      }
      return nil
    }
    guard let length = answer.fields["content-length"].flatMap({ Int($0) }) else {
      guard isAtEnd || answer.status == 100 else { return nil }
      answer.body = answer.status == 100 ? [] : rest
      buffer = answer.status == 100 ? rest : []
      return answer
    }
    guard rest.count >= length else { return nil }
    answer.body = Array(rest[..<length])
    buffer = Array(rest[length...])
    return answer
  }
}
