import Glibc
public import Operations

/// A socket that waits for connections.
public struct ServingSocket: Sendable {
  /// As many as the kernel keeps for us while all that we serve are taken.
  private static let backlog: Int32 = 128

  /// Where to wait.
  public enum Place: Sendable, Hashable {
    /// An address in numbers, and a port; 0 for one that is free.
    case ipv4(String, UInt16)
    case ipv6(String, UInt16)
    /// A socket in the file system that only its account can open.
    case path(String)

    /// `127.0.0.1:7373`, `[::1]:7373`, `localhost:7373`; nil for anything else. Names are not looked up: what they mean
    /// may change.
    public init?(_ words: String) {
      guard let colon = words.lastIndex(of: ":"), let port = UInt16(words[words.index(after: colon)...])
      else {
        return nil
      }
      let host = String(words[..<colon])
      var four = in_addr()
      var six = in6_addr()
      if host == "localhost" {
        self = .ipv4("127.0.0.1", port)
      } else if inet_pton(AF_INET, host, &four) == 1 {
        self = .ipv4(host, port)
      } else if host.hasPrefix("["), host.hasSuffix("]"),
        inet_pton(AF_INET6, String(host.dropFirst().dropLast()), &six) == 1
      {
        self = .ipv6(String(host.dropFirst().dropLast()), port)
      } else {
        return nil
      }
    }

    /// Whether nobody on another machine can get there.
    public var isLocal: Bool {
      switch self {
      case .ipv4(let host, _): host.hasPrefix("127.")
      case .ipv6(let host, _): host == "::1"
      case .path: true
      }
    }
  }

  public let socket: Int32
  /// `127.0.0.1:7373` with the port that it became, or the path.
  public let address: String
  private let path: String?

  public static func open(_ place: Place) throws(Fault) -> ServingSocket {
    do throws(SystemFault) {
      switch place {
      case .ipv4(let host, let port):
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, host, &address.sin_addr)
        let socket = try bind(address, AF_INET, "\(host):\(port)")
        return ServingSocket(socket: socket, address: "\(host):\(Self.port(socket))", path: nil)
      case .ipv6(let host, let port):
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = port.bigEndian
        inet_pton(AF_INET6, host, &address.sin6_addr)
        let socket = try bind(address, AF_INET6, "[\(host)]:\(port)")
        return ServingSocket(socket: socket, address: "[\(host)]:\(Self.port(socket))", path: nil)
      case .path(let path): return try open(path: path)
      }
    } catch {
      throw error.fault
    }
  }

  /// Takes the name away that others would find us by.
  public func remove() { if let path { unlink(path) } }

  private static func open(path: String) throws(SystemFault) -> ServingSocket {
    let (storage, _) = try Connection.address(of: .unix(path: path))
    try removeStale(path)
    // Nobody may get in between its making and its mode.
    let mask = umask(0o177)
    defer { umask(mask) }
    let socket = try bind(storage, AF_UNIX, path)
    return ServingSocket(socket: socket, address: path, path: path)
  }

  /// Left over from a process that was killed; what still answers stays, and what is no socket too.
  private static func removeStale(_ path: String) throws(SystemFault) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw SystemFault(EEXIST, path) }
    do throws(SystemFault) {
      _ = try Connection.open(.unix(path: path), deadline: Deadline(milliseconds: 1000))
    } catch {
      guard error.code == ECONNREFUSED else { throw error }
      unlink(path)
      return
    }
    throw SystemFault(EADDRINUSE, path)
  }

  private static func bind<Address>(_ address: Address, _ family: Int32, _ words: String) throws(SystemFault)
    -> Int32
  {
    let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
    let socket = Glibc.socket(family, kind, 0)
    guard socket >= 0 else { throw SystemFault(errno, words) }
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    if family != AF_UNIX { setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, size) }
    // An address of one family takes no connections of the other: it would be reached where nobody expects it.
    if family == AF_INET6 { setsockopt(socket, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &yes, size) }
    let length = socklen_t(family == AF_UNIX ? MemoryLayout<sockaddr_un>.size : MemoryLayout<Address>.size)
    let result = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(socket, $0, length) }
    }
    guard result == 0, listen(socket, backlog) == 0 else {
      let code = errno
      close(socket)
      throw SystemFault(code, words)
    }
    return socket
  }

  private static func port(_ socket: Int32) -> UInt16 {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let result = withUnsafeMutablePointer(to: &storage) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &size) }
    }
    guard result == 0 else { return 0 }
    // The port lies at the same place in both families.
    return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
  }
}
