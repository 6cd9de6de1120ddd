import Glibc

/// The system's log, as one datagram to its socket. It is told where somebody listens, and never waited for.
enum SystemLog {
  static let socket = "/dev/log"
  /// Facility auth (4), severity notice (5), as RFC 3164 packs them.
  private static let priority = 4 << 3 | 5

  static func tell(_ text: String, at path: String) {
    let descriptor = Glibc.socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0, let (storage, length) = try? Connection.address(of: .unix(path: path)) else {
      return
    }
    defer { close(descriptor) }
    var address = storage
    let bytes = Array("<\(priority)>runbook: \(text)".utf8)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), $0, length)
      }
    }
  }
}
