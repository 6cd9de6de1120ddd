import CChildProcess
import Glibc
public import Operations
import Synchronization

/// The process that does what the one that was called was asked for, while that one waits, writes what is said, and ends
/// as this one ended.
///
/// At first both are one to whoever called: what ends the one ends the other, and both are of one session, so that an
/// interrupt from the keyboard reaches both and a question can be answered. When something is to be changed the work lets
/// go: a client that is killed, or a terminal that is closed, leaves no service stopped.
public final class AttendedRun: Sendable {
  private enum Hold: UInt8, AtomicRepresentable {
    case held, letGo, lost
  }

  /// The first byte of a packet: 1 and 2 for the streams, 3 that the work has let go, 4 that it ends with the status in
  /// the second byte.
  private static let output: UInt8 = 1, error: UInt8 = 2, hasLetGo: UInt8 = 3, ends: UInt8 = 4
  /// Far below what a socket takes at once.
  private static let packet = 16_384

  private let channel: Int32
  private let hold = Atomic(Hold.held)

  private init(_ channel: Int32) { self.channel = channel }

  /// Makes this process two and returns in the one that does the work; nil where it stays one, since it has threads
  /// already or the system has no room. The one that was called never returns.
  ///
  /// - Parameters:
  ///   - unwritten: the exit status where standard output could not be written to.
  ///   - cutOff: says that the work was ended by a signal after it had let go, and gives the exit status.
  public static func begin(unwritten: Int32, cutOff: () -> Int32) -> AttendedRun? {
    var channel: Int32 = -1
    let pid = rb_split(&channel)
    if pid < 0 { return nil }
    if pid > 0 { attend(pid, channel, unwritten, cutOff) }
    return AttendedRun(channel)
  }

  private static func attend(
    _ pid: pid_t, _ channel: Int32, _ unwritten: Int32, _ cutOff: () -> Int32
  ) -> Never {
    signal(SIGPIPE, SIG_IGN)
    var buffer = [UInt8](repeating: 0, count: packet)
    var isLetGo = false, isWritten = true
    while true {
      let count = recv(channel, &buffer, buffer.count, 0)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      switch buffer[0] {
      case output: isWritten = Descriptor.write(buffer[1..<count], to: 1) == nil && isWritten
      case error: _ = Descriptor.write(buffer[1..<count], to: 2)
      case ends: _exit(isWritten ? Int32(buffer[1]) : unwritten)
      default: isLetGo = true
      }
    }
    var told: Int32 = 0
    while waitpid(pid, &told, 0) < 0, errno == EINTR {}
    // wait(2): the lowest seven bits are the signal's number, the next byte is the exit status.
    let signalNumber = told & 0x7F
    guard signalNumber != 0 else { _exit(isWritten ? told >> 8 & 0xFF : unwritten) }
    if isLetGo { _exit(cutOff()) }
    signal(signalNumber, SIG_DFL)
    kill(getpid(), signalNumber)
    _exit(128 + signalNumber)
  }

  /// Ends this process as soon as whoever called is gone before anything is changed: then nothing is to be changed.
  public func watch() {
    // Where there is no thread to be had it is seen later, right before the first deed.
    _ = Threads.start { [self] in
      var caller = pollfd(fd: channel, events: 0, revents: 0)
      while poll(&caller, 1, -1) < 0 {}
      if hold.compareExchange(expected: .held, desired: .lost, ordering: .sequentiallyConsistent).exchanged {
        _exit(1)
      }
    }
  }

  /// From here on nothing that happens to whoever called ends this process. Throws where they are gone already.
  public func letGo() throws(Fault) {
    let (isOurs, before) = hold.compareExchange(
      expected: .held, desired: .letGo, ordering: .sequentiallyConsistent)
    if before == .letGo { return }
    var caller = pollfd(fd: channel, events: 0, revents: 0)
    guard isOurs, poll(&caller, 1, 0) == 0 else {
      throw Fault(.unavailable, "whoever asked for it is gone: nothing was done")
    }
    guard rb_let_go() else { throw SystemFault(errno, "a session of its own").fault }
    _ = send([Self.hasLetGo], waits: true)
  }

  private var isLetGo: Bool { hold.load(ordering: .sequentiallyConsistent) == .letGo }

  /// Has the process that was called write this; nil as long as its streams are ours too. False where it is gone, or
  /// would have to be waited for and is not to be.
  public func write(_ bytes: [UInt8], isError: Bool, waits: Bool) -> Bool? {
    guard isLetGo else { return nil }
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.packet - 1)
      guard send([isError ? Self.error : Self.output] + part, waits: waits) else { return false }
      rest = rest.dropFirst(part.count)
    }
    return true
  }

  /// All is said and done. The one that was called need not wait until the system has cleared away this process.
  public func end(_ status: Int32) {
    if isLetGo { _ = send([Self.ends, UInt8(truncatingIfNeeded: status)], waits: true) }
  }

  private func send(_ packet: [UInt8], waits: Bool) -> Bool {
    let flags = Int32(MSG_NOSIGNAL) | (waits ? 0 : Int32(MSG_DONTWAIT))
    while Glibc.send(channel, packet, packet.count, flags) < 0 {
      guard errno == EINTR else { return false }
    }
    return true
  }
}
