import Glibc
import ServerFacts

/// What can be written to and read from, with a deadline for all of it.
protocol ByteStream: ~Copyable {
  /// The other side in words, for an error.
  var words: String { get }
  func send(_ bytes: [UInt8]) throws(SystemFault)
  /// The next bytes; empty when the other side has closed.
  func receive() throws(SystemFault) -> ArraySlice<UInt8>
}

/// A connected stream socket to something on this machine, with one deadline for all that happens on it.
struct Connection: ByteStream, ~Copyable {
  enum Peer {
    case unix(path: String)
    case ipv4(port: Int)
    case ipv6(port: Int)

    var words: String {
      switch self {
      case .unix(let path): path
      case .ipv4(let port): "127.0.0.1:\(port)"
      case .ipv6(let port): "[::1]:\(port)"
      }
    }
  }

  let descriptor: Int32
  let peer: Peer
  let deadline: Deadline
  private let recall: Recall

  var words: String { peer.words }

  static func open(
    _ peer: Peer, deadline: Deadline, _ recall: Recall = Recall()
  ) throws(SystemFault) -> Connection {
    let address = try address(of: peer)
    let family = Int32(address.storage.ss_family)
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let opened = socket(family, kind, 0)
    guard opened >= 0 else { throw SystemFault(errno, peer.words) }
    let connection = Connection(descriptor: opened, peer: peer, deadline: deadline, recall)
    try connection.connect(address.storage, address.length)
    return connection
  }

  private init(descriptor: Int32, peer: Peer, deadline: Deadline, _ recall: Recall) {
    self.descriptor = descriptor
    self.peer = peer
    self.deadline = deadline
    self.recall = recall
    recall.waits { shutdown(descriptor, Int32(SHUT_RDWR)) }
  }

  deinit {
    recall.rest()
    close(descriptor)
  }

  private func connect(_ address: sockaddr_storage, _ length: socklen_t) throws(SystemFault) {
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) }
    }
    if result < 0 {
      // A unix socket with a full backlog says EAGAIN and stays unconnected: too busy is a timeout.
      guard errno == EINPROGRESS else { throw SystemFault(errno == EAGAIN ? ETIMEDOUT : errno, peer.words) }
      try wait(POLLOUT)
      var code: Int32 = 0
      var size = socklen_t(MemoryLayout<Int32>.size)
      getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
      guard code == 0 else { throw SystemFault(code, peer.words) }
    }
  }

  /// Waits until the socket can be read or written.
  func wait(_ events: Int32) throws(SystemFault) {
    while true {
      var watch = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let count = poll(&watch, 1, Int32(clamping: deadline.milliseconds))
      if count > 0 { return }
      if count == 0 { throw SystemFault(ETIMEDOUT, peer.words) }
      guard errno == EINTR else { throw SystemFault(errno, peer.words) }
    }
  }

  func send(_ bytes: [UInt8]) throws(SystemFault) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.send(descriptor, buffer.baseAddress.map { $0 + sent }, buffer.count - sent, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        try wait(POLLOUT)
      } else if errno != EINTR {
        throw SystemFault(errno, peer.words)
      }
    }
  }

  /// The next bytes; empty when the other side has closed.
  func receive() throws(SystemFault) -> ArraySlice<UInt8> {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count >= 0 { return buffer[..<count] }
      if errno == EAGAIN {
        try wait(POLLIN)
      } else if errno != EINTR {
        throw SystemFault(errno, peer.words)
      }
    }
  }

  static func address(of peer: Peer) throws(SystemFault) -> (
    storage: sockaddr_storage, length: socklen_t
  ) {
    var storage = sockaddr_storage()
    switch peer {
    case .unix(let path):
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      let bytes = Array(path.utf8)
      // The kernel's field holds 108 bytes, the NUL among them.
      guard !bytes.isEmpty, bytes.count <= 107, !bytes.contains(0) else {
        throw SystemFault(ENAMETOOLONG, path)
      }
      withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
      withUnsafeMutableBytes(of: &storage) { target in
        withUnsafeBytes(of: &address) { target.copyMemory(from: $0) }
      }
      return (storage, socklen_t(MemoryLayout<sockaddr_un>.size))
    case .ipv4(let port):
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(truncatingIfNeeded: port).bigEndian
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      withUnsafeMutableBytes(of: &storage) { target in
        withUnsafeBytes(of: &address) { target.copyMemory(from: $0) }
      }
      return (storage, socklen_t(MemoryLayout<sockaddr_in>.size))
    case .ipv6(let port):
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = UInt16(truncatingIfNeeded: port).bigEndian
      address.sin6_addr = in6addr_loopback
      withUnsafeMutableBytes(of: &storage) { target in
        withUnsafeBytes(of: &address) { target.copyMemory(from: $0) }
      }
      return (storage, socklen_t(MemoryLayout<sockaddr_in6>.size))
    }
  }
}
