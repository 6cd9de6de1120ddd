import CChildProcess
import Glibc
public import Operations

/// What asks a service to end: SIGTERM, SIGINT, SIGHUP. They are waited for, so that what runs is brought to its end.
public struct StopSignals: Sendable {
  private let threads = Threads(limit: 1)
  private let descriptor: Int32

  /// From here on they do not end the process by themselves.
  public init() throws(Fault) {
    descriptor = rb_stop_signals()
    guard descriptor >= 0 else { throw SystemFault(errno, "eventfd").fault }
  }

  /// Returns when the first of them comes.
  public func wait() async {
    await threads.run {
      var count: UInt64 = 0
      while read(descriptor, &count, 8) < 0, errno == EINTR {}
    }
  }
}
