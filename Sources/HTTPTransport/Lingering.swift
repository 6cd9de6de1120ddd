import Glibc
import MCPSurface

/// Reads away what a client still sends of a body that was refused by its head. A socket that is closed with bytes unread
/// is reset, and the client may then never see why (RFC 9112, 9.6).
enum Lingering {
  /// So many at once, each a thread; others are closed without.
  static let most = 8
  private static let time = Duration.seconds(2)
  private static let mostBytes = 16 << 20

  /// Takes a copy of the socket before its owner closes it; `end` is called once, now or later.
  static func begin(_ socket: Int32, end: @escaping @Sendable () -> Void) {
    let copy = fcntl(socket, F_DUPFD_CLOEXEC, 3)
    let isStarted =
      copy >= 0
      && OwnThread.start {
        shutdown(copy, Int32(SHUT_WR))
        drain(copy)
        close(copy)
        end()
      }
    if isStarted { return }
    if copy >= 0 { close(copy) }
    end()
  }

  private static func drain(_ socket: Int32) {
    let deadline = ContinuousClock.now + time
    var rest = mostBytes
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while rest > 0 {
      let left = deadline - ContinuousClock.now
      var wanted = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      guard left > .zero, poll(&wanted, 1, Int32(left / .milliseconds(1)) + 1) > 0 else { return }
      let count = read(socket, &buffer, buffer.count)
      guard count > 0 else { return }
      rest -= count
    }
  }
}
