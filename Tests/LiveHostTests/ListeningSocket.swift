import Glibc

/// A listening socket of the test's own process, on a free port of the loopback interface or at a path.
final class ListeningSocket: Sendable {
  let descriptor: Int32
  let port: Int

  init(_ family: Int32) throws {
    descriptor = socket(family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    if family == AF_INET {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      port = Int(UInt16(bigEndian: try Self.open(descriptor, &address).sin_port))
    } else {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_addr = in6addr_loopback
      port = Int(UInt16(bigEndian: try Self.open(descriptor, &address).sin6_port))
    }
  }

  init(path: String) throws {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    port = 0
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    _ = try Self.open(descriptor, &address)
  }

  deinit { close(descriptor) }

  /// Nothing is accepted any more.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Takes one connection, reads what comes in one piece, and answers.
  func answer(_ text: String) -> String {
    let peer = accept(descriptor, nil, nil)
    defer { close(peer) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(peer, &buffer, buffer.count, 0)
    let bytes = Array(text.utf8)
    _ = send(peer, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  }

  private static func open<Address>(_ descriptor: Int32, _ address: inout Address) throws -> Address {
    var length = socklen_t(MemoryLayout<Address>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { general in
        bind(descriptor, general, length) == 0 && listen(descriptor, 8) == 0
          && (getsockname(descriptor, general, &length) == 0)
      }
    }
    guard result else { throw TemporaryFolder.Failure() }
    return address
  }
}
