import Glibc
public import Operations
public import ServerFacts
import Synchronization

/// The records of the state folder as files: `plans/ID`, `trust/DIGEST`, `limits/limits`. Root's word for everybody lies
/// in `/var/lib/runbook/everyone`.
///
/// A record is written beside its place, flushed and renamed, so that after a crash the old or the new one is there,
/// whole. Folders and records that somebody else can write are not believed.
public struct FileState: StateStore {
  static let ofRoot = "\(StateFolder.ofTheSystem)/everyone"
  /// A runbook of 4 MiB, escaped.
  private static let largest = 32 << 20

  private let threads: Threads
  private let folder: @Sendable (StateOwner) throws(Fault) -> String
  private let lastRead = LastRead()

  public init(threads: Threads) {
    self.init(threads: threads) { owner throws(Fault) in
      switch owner {
      case .caller: try StateFolder.path()
      case .root: Self.ofRoot
      case .account(let name): try StateFolder.path(of: name)
      }
    }
  }

  init(threads: Threads, folder: @escaping @Sendable (StateOwner) throws(Fault) -> String) {
    self.threads = threads
    self.folder = folder
  }

  public func place() async throws(Fault) -> String { try folder(.caller) }

  /// Without a thread: a small file of our own is read sooner than a thread wakes.
  public func read(_ item: StateItem, of owner: StateOwner) async throws(Fault) -> [UInt8]? {
    let path = try path(item, owner)
    do throws(SystemFault) {
      var stamp = FileStamp()
      stamp.add(path, try Self.refuseForeign(path, owner))
      if let bytes = lastRead.bytes(stamp) { return bytes }
      let bytes = try FileLooks.bytes(of: path, limit: Self.largest).bytes
      lastRead.keep(bytes, stamp)
      return bytes
    } catch {
      guard error.isAbsence else { throw error.fault }
      return nil
    }
  }

  public func write(_ bytes: [UInt8], to item: StateItem, of owner: StateOwner) async throws(Fault) {
    let path = try ready(item, owner)
    try await run { () throws(SystemFault) in
      try AtomicFile.write(bytes, to: path, mode: owner == .root ? 0o644 : 0o600)
    }
  }

  public func create(_ bytes: [UInt8], as item: StateItem) async throws(Fault) -> Bool {
    let path = try ready(item, .caller)
    return try await run { () throws(SystemFault) in try AtomicFile.create(bytes, at: path) }
  }

  public func remove(_ item: StateItem, of owner: StateOwner) async throws(Fault) {
    let path = try path(item, owner)
    try await run { () throws(SystemFault) in
      guard unlink(path) == 0 || errno == ENOENT else { throw SystemFault(errno, path) }
    }
  }

  public func names(in folder: StateItem.Folder) async throws(Fault) -> [String] {
    let path = "\(try self.folder(.caller))/\(folder.rawValue)"
    return try await run { () throws(SystemFault) in
      do throws(SystemFault) {
        return try FileLooks.names(in: path).filter { !$0.hasPrefix(".") && !$0.hasSuffix(".lock") }.sorted()
      } catch {
        guard error.isAbsence else { throw error }
        return []
      }
    }
  }

  public func sweep(
    _ folder: StateItem.Folder, writtenBefore then: Instant, keeping kept: Set<String>
  ) async throws(Fault) -> [String] {
    let path = "\(try self.folder(.caller))/\(folder.rawValue)"
    return try await run { () throws(SystemFault) in
      let names: [String]
      do throws(SystemFault) { names = try FileLooks.names(in: path) } catch {
        guard error.isAbsence else { throw error }
        return []
      }
      var gone: [String] = []
      // A lock that somebody holds must stay the file that the next one opens.
      for name in names where !name.hasSuffix(".lock") && !kept.contains(name) {
        var status = stat()
        let file = "\(path)/\(name)"
        guard lstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
          status.st_mtim.tv_sec < then.seconds
        else { continue }
        guard unlink(file) == 0 || errno == ENOENT else { throw SystemFault(errno, file) }
        if !name.hasPrefix(".") { gone.append(name) }
      }
      return gone.sorted()
    }
  }

  public func change<Value: Sendable>(
    _ item: StateItem, _ body: @escaping @Sendable ([UInt8]?) -> (write: [UInt8]?, value: Value)
  ) async throws(Fault) -> Value {
    let path = try ready(item, .caller)
    return try await run { () throws(SystemFault) in
      // The lock is a file of its own, since the record is replaced as a whole.
      let lock = try LockedFile("\(path).lock", waits: true)
      defer { withExtendedLifetime(lock) {} }
      var bytes: [UInt8]?
      do throws(SystemFault) { bytes = try FileLooks.bytes(of: path, limit: Self.largest).bytes } catch {
        guard error.isAbsence else { throw error }
      }
      let (write, value) = body(bytes)
      if let write { try AtomicFile.write(write, to: path, mode: 0o600) }
      return value
    }
  }

  private func path(_ item: StateItem, _ owner: StateOwner) throws(Fault) -> String {
    var name = item.name
    let isPlain = name.withUTF8 { $0.allSatisfy { $0.isLetterOrDigit || $0 == UInt8(ascii: "-") } }
    guard !name.isEmpty, isPlain else {
      throw Fault(.internalError, "not the name of a record")
    }
    return "\(try base(owner))/\(item.folder.rawValue)/\(item.name)"
  }

  private func base(_ owner: StateOwner) throws(Fault) -> String {
    guard owner == .caller else { return try folder(owner) }
    return try lastRead.folder { () throws(Fault) in try folder(owner) }
  }

  /// The path, its folder made where it was missing.
  private func ready(_ item: StateItem, _ owner: StateOwner) throws(Fault) -> String {
    lastRead.forgetFolder()
    let path = try path(item, owner), base = try base(owner)
    if owner == .root { try StateFolder.makeForEverybody(base) }
    try StateFolder.make("\(base)/\(item.folder.rawValue)", mode: owner == .root ? 0o755 : 0o700)
    return path
  }

  /// A record counts only where nobody else could have written it.
  private static func refuseForeign(_ path: String, _ owner: StateOwner) throws(SystemFault) -> stat {
    var status = stat()
    guard lstat(path, &status) == 0 else { throw SystemFault(errno, path) }
    let isOurs: Bool =
      switch owner {
      case .caller: status.st_uid == geteuid()
      case .root: status.st_uid == 0
      case .account: true
      }
    guard status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o022 == 0, isOurs else {
      throw SystemFault(EPERM, path, "not a record that only its owner can write")
    }
    return status
  }

  private func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws(SystemFault) -> Value
  ) async throws(Fault) -> Value {
    let result: Result<Value, Fault> = await threads.run {
      do throws(SystemFault) { return .success(try work()) } catch { return .failure(error.fault) }
    }
    return try result.get()
  }
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self)
  }
}

/// The record that was read last, as every answer asks for the one of what is trusted, and the folder it lies in: to
/// find that takes as long as a lookup.
private final class LastRead: Sendable {
  private let last = Mutex<(stamp: FileStamp, bytes: [UInt8])?>(nil)
  private let folder = Mutex<String?>(nil)

  /// The caller's folder: only root and the caller can make it another, and before each change it is found anew.
  func folder(_ find: () throws(Fault) -> String) throws(Fault) -> String {
    if let known = folder.withLock({ $0 }) { return known }
    let found = try find()
    folder.withLock { $0 = found }
    return found
  }

  func forgetFolder() { folder.withLock { $0 = nil } }

  /// What the file holds, where it is the same.
  func bytes(_ stamp: FileStamp) -> [UInt8]? {
    last.withLock { last in last.flatMap { $0.stamp == stamp ? $0.bytes : nil } }
  }

  func keep(_ bytes: [UInt8], _ stamp: FileStamp) {
    if stamp.isSettled { last.withLock { $0 = (stamp, bytes) } }
  }
}
