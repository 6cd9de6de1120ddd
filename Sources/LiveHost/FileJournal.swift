import Glibc
public import JSON
public import Operations
import ServerFacts

/// The write-ahead log as a file of JSON lines, each holding the SHA-256 of the line before.
///
/// The chain shows to other users that a line was changed or taken out; it cannot show it of the owner, who
/// can write the whole file anew. Several processes write to one journal: each append reads the end of the
/// file under a lock.
public actor FileJournal: Journal {
  /// What the first line has for the one before it.
  public static let beginning = String(repeating: "0", count: 64)

  /// Large enough that a server has one file a year, small enough to be read as a whole.
  static let usualSize = 16 << 20
  /// Events whose record also goes to the system's log: which change ended, and who agreed to what.
  private static let told: Set<String> = ["end", "trust", "approve"]

  private let files: JournalFiles
  private let size: Int
  private let systemLog: String
  private let threads: Threads

  public init(folder: String, threads: Threads) {
    self.init(folder: folder, threads: threads, size: Self.usualSize, systemLog: SystemLog.socket)
  }

  /// - Parameter size: a file as long as this is closed before the next record.
  init(folder: String, threads: Threads, size: Int, systemLog: String) {
    files = JournalFiles(folder: folder)
    self.size = size
    self.systemLog = systemLog
    self.threads = threads
  }

  public func append(_ record: JSONObject) async throws(Fault) {
    let (files, size, systemLog) = (files, size, systemLog)
    let result: Result<Void, Fault> = await threads.run {
      do throws(Fault) {
        try StateFolder.make(files.folder)
        do throws(SystemFault) {
          let head = try Self.append(record, to: files, size: size)
          if let event = record["event"]?.asString, Self.told.contains(event) {
            SystemLog.tell("journal seq \(head.seq) sha256 \(head.previous)", at: systemLog)
          }
          return .success(())
        } catch {
          throw error.fault
        }
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// What the journal holds, oldest first; nothing where there is no journal yet. Lines that are no JSON are
  /// left out: `verify` tells them.
  public func records() async throws(Fault) -> [JSON] {
    let files = files
    let result: Result<[JSON], Fault> = await threads.run {
      do throws(SystemFault) {
        return .success(try JournalLines.read(files).lines.compactMap { try? JSON.parse($0) })
      } catch {
        return error.isAbsence ? .success([]) : .failure(error.fault)
      }
    }
    return try result.get()
  }

  public func recent() async throws(Fault) -> [JSON] {
    let files = files
    let result: Result<[JSON], Fault> = await threads.run {
      do throws(SystemFault) {
        return .success(try JournalLines.recent(files).lines.compactMap { try? JSON.parse($0) })
      } catch {
        return error.isAbsence ? .success([]) : .failure(error.fault)
      }
    }
    return try result.get()
  }

  public func verify() async throws(Fault) -> JournalState {
    let files = files
    let result: Result<JournalState, Fault> = await threads.run {
      do throws(SystemFault) { return .success(try Self.verify(files)) } catch {
        return error.isAbsence ? .success(Self.empty) : .failure(error.fault)
      }
    }
    return try result.get()
  }

  private static let empty = JournalState(records: 0, head: beginning, firstBroken: nil, isTorn: false)

  private static func verify(_ files: JournalFiles) throws(SystemFault) -> JournalState {
    let all = try JournalLines.read(files)
    var state = empty
    state.isTorn = !all.torn.isEmpty
    state.setAside = try files.asideCount()
    for line in all.lines {
      state.records += 1
      let record = try? JSON.parse(line)
      if state.firstBroken == nil,
        record?["prev"]?.asString != state.head || record?["seq"]?.asInt != state.records
      {
        state.firstBroken = state.records
      }
      state.head = OpenSSLDigests().sha256(Array(line))
    }
    return state
  }

  /// Returns where the chain stands then.
  private static func append(
    _ record: JSONObject, to files: JournalFiles, size: Int
  ) throws(SystemFault) -> JournalEnd.Position {
    while true {
      let path = files.current
      let file = try LockedFile(path, flags: O_RDWR | O_APPEND, waits: true)
      // Whoever held the lock before us may have closed the file.
      guard file.isAt(path) else { continue }
      var end = try JournalEnd.read(file.descriptor, path: path)
      if end.torn.isEmpty, end.length >= size {
        // Where that cannot be done, a file that is too long is better than no journal.
        do throws(SystemFault) {
          try files.close()
          continue
        } catch {}
      }
      var position: JournalEnd.Position
      if let last = end.position { position = last } else { position = try files.beginning() }
      if !end.torn.isEmpty {
        let told = try setAside(end.torn, files.aside(position.seq + 1), file, length: end.length, path: path)
        end.length += try write(told, at: &position, to: file, length: end.length, path: path)
      }
      if end.length == 0 { try synchronizeFolder(files.folder) }
      _ = try write(record, at: &position, to: file, length: end.length, path: path)
      return position
    }
  }

  /// Takes a line that was cut off from the end of the file, and returns the record that tells it.
  private static func setAside(
    _ torn: [UInt8], _ aside: String, _ file: LockedFile, length: Int, path: String
  ) throws(SystemFault) -> JSONObject {
    let tornFile = try LockedFile(aside, flags: O_WRONLY | O_TRUNC, waits: true)
    try tornFile.write(torn, path: aside)
    try tornFile.synchronize(path: aside)
    guard ftruncate(file.descriptor, length) == 0 else { throw SystemFault(errno, path) }
    return ["event": "torn", "bytes": JSON(torn.count), "file": .string(aside)]
  }

  /// Writes a line behind `length` bytes, on the disk, and returns its own length. One that could not be written does
  /// not stay: it was never said to be there.
  private static func write(
    _ record: JSONObject, at position: inout JournalEnd.Position, to file: LockedFile, length: Int,
    path: String
  ) throws(SystemFault) -> Int {
    var line: JSONObject = [
      "seq": JSON(position.seq + 1), "time": .string("\(Instant.now())"), "boot": .string(bootID()),
      "uid": JSON(Int(geteuid())),
    ]
    for member in record.members where line[member.key] == nil && member.key != "prev" {
      line[member.key] = member.value
    }
    line["prev"] = .string(position.previous)
    let bytes = Array(JSON.object(line).text().utf8)
    do throws(SystemFault) {
      try file.write(bytes + [0x0A], path: path)
      try file.synchronize(path: path)
    } catch {
      ftruncate(file.descriptor, length)
      throw error
    }
    position = JournalEnd.Position(seq: position.seq + 1, previous: OpenSSLDigests().sha256(bytes))
    return bytes.count + 1
  }

  private static func bootID() -> String {
    guard let file = try? FileLooks.bytes(of: "/proc/sys/kernel/random/boot_id", limit: 100) else {
      return ""
    }
    return String(decoding: file.bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
