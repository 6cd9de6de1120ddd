import Glibc

/// A TCP socket in state LISTEN.
struct OpenPort: Hashable {
  var address: String
  var port: Int
  var inode: Int

  /// Those of this network namespace, IPv4 first.
  static func all() throws(SystemFault) -> [OpenPort] {
    // Not everywhere: a container may forbid netlink, a kernel may have no inet_diag.
    if let asked = try? askedOfKernel() { return asked }
    var sockets = try rows(of: "/proc/net/tcp")
    do throws(SystemFault) {
      sockets += try rows(of: "/proc/net/tcp6")
    } catch {
      // A kernel without IPv6 has no tcp6.
      guard error.isAbsence else { throw error }
    }
    return sockets
  }
}

/// By sock_diag(7): the kernel walks its listening sockets alone. For `/proc/net/tcp` it walks the whole table of
/// connections, whose size goes by the machine's memory: milliseconds, however few there are.
extension OpenPort {
  private static let netlinkSockDiag: Int32 = 4
  private static let sockDiagByFamily: UInt16 = 20
  /// NLM_F_REQUEST, NLM_F_DUMP.
  private static let dump: UInt16 = 0x301
  private static let error: UInt16 = 2, done: UInt16 = 3
  private static let listen: UInt32 = 1 << 10
  /// `struct nlmsghdr`, `struct inet_diag_req_v2`, `struct inet_diag_msg`.
  private static let headerSize = 16, requestSize = 56, messageSize = 72

  static func askedOfKernel() throws(SystemFault) -> [OpenPort] {
    let name = "netlink"
    let descriptor = socket(AF_NETLINK, Int32(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), netlinkSockDiag)
    guard descriptor >= 0 else { throw SystemFault(errno, name) }
    defer { close(descriptor) }
    var sockets: [OpenPort] = []
    for family in [AF_INET, AF_INET6] {
      let request = request(UInt8(family))
      // With no address it goes to the kernel.
      guard send(descriptor, request, request.count, 0) == request.count else {
        throw SystemFault(errno, name)
      }
      var isDone = false
      var buffer = [UInt8](repeating: 0, count: 64 * 1024)
      while !isDone {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw SystemFault(count < 0 ? errno : EPROTO, name) }
        isDone = try take(buffer[..<count], into: &sockets)
      }
    }
    return sockets
  }

  private static func request(_ family: UInt8) -> [UInt8] {
    var bytes: [UInt8] = []
    append(UInt32(headerSize + requestSize), to: &bytes)
    append(sockDiagByFamily, to: &bytes)
    append(dump, to: &bytes)
    bytes += [UInt8](repeating: 0, count: 8)
    bytes += [family, UInt8(IPPROTO_TCP), 0, 0]
    append(listen, to: &bytes)
    return bytes + [UInt8](repeating: 0, count: headerSize + requestSize - bytes.count)
  }

  /// Whether that was the last of it.
  private static func take(_ bytes: ArraySlice<UInt8>, into sockets: inout [OpenPort]) throws(SystemFault)
    -> Bool
  {
    var rest = bytes
    while rest.count >= headerSize {
      let length = Int(number(UInt32.self, rest, at: 0))
      guard length >= headerSize, length <= rest.count else { throw SystemFault(EPROTO, "netlink") }
      let message = rest.prefix(length).dropFirst(headerSize)
      switch number(UInt16.self, rest, at: 4) {
      case done: return true
      case error:
        let code = message.count >= 4 ? -Int32(bitPattern: number(UInt32.self, message, at: 0)) : EPROTO
        throw SystemFault(code, "netlink")
      case sockDiagByFamily where message.count >= messageSize: sockets.append(OpenPort(message))
      default: break
      }
      // Messages begin at multiples of four.
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return false
  }

  /// Of a `struct inet_diag_msg`: its port and its addresses stand as on the wire.
  private init(_ message: ArraySlice<UInt8>) {
    let start = message.startIndex
    let family = Int32(message[start])
    let words = message[(start + 8)..<(start + (family == AF_INET ? 12 : 24))]
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    inet_ntop(family, Array(words), &buffer, socklen_t(buffer.count))
    address = String(fromNULTerminated: buffer)
    port = Int(message[start + 4]) << 8 | Int(message[start + 5])
    inode = Int(Self.number(UInt32.self, message, at: 68))
  }

  private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
  }

  private static func number<Number: FixedWidthInteger>(
    _: Number.Type, _ bytes: ArraySlice<UInt8>, at offset: Int
  ) -> Number {
    bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: Number.self) }
  }
}

extension OpenPort {
  /// The rows in state LISTEN (0A) of `/proc/net/tcp` or `tcp6`. Taken apart as bytes: beside them there is a row for
  /// each connection, thousands on a busy server.
  static func rows(of path: String) throws(SystemFault) -> [OpenPort] {
    let bytes = try FileLooks.bytes(of: path, limit: 64 * 1024 * 1024).bytes
    return bytes.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
      let fields = line.split(separator: UInt8(ascii: " "), maxSplits: 10)
      guard fields.count > 9, fields[3].elementsEqual("0A".utf8) else { return nil }
      let local = String(decoding: fields[1], as: UTF8.self).split(separator: ":")
      guard local.count == 2, let port = Int(local[1], radix: 16), let address = address(local[0]),
        let inode = Int(String(decoding: fields[9], as: UTF8.self))
      else { return nil }
      return OpenPort(address: address, port: port, inode: inode)
    }
  }

  /// The kernel prints the words of an address as this machine reads them.
  private static func address(_ digits: Substring) -> String? {
    var words: [UInt32] = []
    var rest = digits
    while !rest.isEmpty {
      guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
      words.append(word)
      rest = rest.dropFirst(8)
    }
    guard words.count == 1 || words.count == 4 else { return nil }
    var buffer = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    inet_ntop(words.count == 1 ? AF_INET : AF_INET6, words, &buffer, socklen_t(buffer.count))
    return String(fromNULTerminated: buffer)
  }
}
