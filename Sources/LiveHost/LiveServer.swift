import Findings
import Glibc
public import ServerFacts

/// This machine, looked at. Nothing here changes anything, and no secret leaves it: texts go through
/// `SecretMask`, and of a private key only the digest of its public half is told.
public struct LiveServer: Server {
  private let threads: Threads

  public init(threads: Threads) {
    self.threads = threads
  }

  public func look(_ look: Look) async -> Observation<Seen> {
    let patience = look.patience
    return await threads.run(
      seconds: patience, late: .unseen(Blindness(.timeout, "\(look.words): no answer in \(patience) s"))
    ) { Self.see(look, $0) }
  }

  public func now() async -> Instant { .now() }

  private static func see(_ look: Look, _ recall: Recall) -> Observation<Seen> {
    switch look {
    case .attributes(let path): FileLooks.attributes(path)
    case .folder(let path): FileLooks.folder(path)
    case .text(let path): FileLooks.text(path)
    case .certificate(let path): FileLooks.certificate(path)
    case .publicKey(let path): FileLooks.publicKey(path)
    case .account(let name): AccountLooks.account(name)
    case .caller: .seen(.caller(AccountLooks.caller()))
    case .processTable: ProcessTableLook.table().map(Seen.processTable)
    case .supervisor(let socket, let call): SupervisorCalls(socket: socket, recall: recall).look(call)
    case .handshake(let port, let name):
      Handshake.chain(port: port, serverName: name, recall).map(Seen.certificates)
    case .http(let port, let host, let path): HTTPLook.get(port: port, host: host, path: path, recall)
    case .https(let port, let host, let path):
      HTTPLook.getSecurely(port: port, host: host, path: path, recall)
    case .tail(let path, let bytes): FileLooks.tail(path, bytes: bytes)
    case .lines(let path, let filter): LogLook.lines(path, filter, recall: recall)
    case .process(let pid): ProcessTableLook.process(pid)
    case .environment(let pid, let names): ProcessTableLook.environment(pid, names)
    case .fileSystem(let path): FileLooks.fileSystem(path)
    case .command(let command): CommandLooks.run(command, recall)
    }
  }
}

extension Look {
  /// In seconds. Another program answers, and what asks it has a deadline of its own; so has a search through a log. All
  /// else is the kernel's affair, which hangs on a file system that is gone.
  fileprivate var patience: Int {
    switch self {
    case .supervisor, .handshake, .http, .https, .command:
      CommandLooks.seconds + ChildProcess.grace / 1000 * 2
    case .lines: LogLook.seconds + 2
    default: 2
    }
  }
}

extension Instant {
  /// The wall clock.
  public static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: time.tv_sec)
  }
}
