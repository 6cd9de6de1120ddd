import Glibc
public import RunbookDesk
import Synchronization

/// The desk on a runbook for as long as the file stays as it is: reading it takes longer than most answers.
public final class RecentDesk: Sendable {
  private struct Opened {
    var stamp: FileStamp
    var desk: Desk
  }

  private let path: String?
  private let open: @Sendable (RunbookFile) throws -> Desk
  private let opened = Mutex<Opened?>(nil)

  /// - Parameter path: nil for the nearest `AGENTS.md`, looked for each time.
  public init(path: String?, open: @escaping @Sendable (RunbookFile) throws -> Desk) {
    self.path = path
    self.open = open
  }

  /// The desk on the text as it is now.
  public func desk() throws -> Desk {
    let file = try RunbookFile(path: path)
    return try opened.withLock { opened in
      // Taken before the text is read: what is written meanwhile gives another.
      let stamp = file.stamp()
      if let opened, let stamp, opened.stamp == stamp { return opened.desk }
      let desk = try open(file)
      opened = stamp.flatMap { $0.isSettled ? Opened(stamp: $0, desk: desk) : nil }
      return desk
    }
  }
}

/// What tells that files are not what they were.
struct FileStamp: Equatable {
  private struct File: Equatable {
    var path: String
    var device, node, size: Int
    var modified, changed: Int
  }

  private var files: [File] = []
  private var newest = 0
  private var taken: Int

  init() {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    taken = Self.nanoseconds(now)
  }

  /// A kernel stamps by a clock that stands still for up to 10 ms: a file that was written just now may be written again
  /// under the same stamp.
  var isSettled: Bool { newest < taken - 50_000_000 }

  /// False where it is not there.
  mutating func add(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    add(path, status)
    return true
  }

  mutating func add(_ path: String, _ status: stat) {
    let changed = Self.nanoseconds(status.st_ctim)
    files.append(
      File(
        path: path, device: Int(status.st_dev), node: Int(status.st_ino), size: Int(status.st_size),
        modified: Self.nanoseconds(status.st_mtim), changed: changed))
    newest = max(newest, changed)
  }

  static func == (left: FileStamp, right: FileStamp) -> Bool { left.files == right.files }

  private static func nanoseconds(_ time: timespec) -> Int { time.tv_sec * 1_000_000_000 + time.tv_nsec }
}
