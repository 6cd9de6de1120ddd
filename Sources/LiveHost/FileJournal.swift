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

  private let folder: String
  private let path: String
  private let threads: Threads

  public init(folder: String, threads: Threads) {
    self.folder = folder
    self.threads = threads
    path = "\(folder)/journal.jsonl"
  }

  public func append(_ record: JSONObject) async throws(Fault) {
    let (folder, path) = (folder, path)
    let result: Result<Void, Fault> = await threads.run {
      do throws(Fault) {
        try StateFolder.make(folder)
        do throws(SystemFault) {
          return .success(try Self.append(record, folder: folder, path: path))
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
    let path = path
    let result: Result<[JSON], Fault> = await threads.run {
      do throws(SystemFault) {
        return .success(try JournalLines.read(path).lines.compactMap { try? JSON.parse($0) })
      } catch {
        return error.isAbsence ? .success([]) : .failure(error.fault)
      }
    }
    return try result.get()
  }

  public func verify() async throws(Fault) -> JournalState {
    let path = path
    let result: Result<JournalState, Fault> = await threads.run {
      do throws(SystemFault) { return .success(try Self.verify(path)) } catch {
        return error.isAbsence ? .success(Self.empty) : .failure(error.fault)
      }
    }
    return try result.get()
  }

  private static let empty = JournalState(records: 0, head: beginning, firstBroken: nil, isTorn: false)

  private static func verify(_ path: String) throws(SystemFault) -> JournalState {
    let file = try JournalLines.read(path)
    var state = empty
    state.isTorn = !file.torn.isEmpty
    for line in file.lines {
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

  private static func append(_ record: JSONObject, folder: String, path: String) throws(SystemFault) {
    let file = try LockedFile(path, flags: O_RDWR | O_APPEND, waits: true)
    let end = try JournalEnd.read(file.descriptor, path: path)
    var position = end.position
    if !end.torn.isEmpty {
      let aside = "\(folder)/journal.torn.\(position.seq + 1)"
      let tornFile = try LockedFile(aside, flags: O_WRONLY | O_TRUNC, waits: true)
      try tornFile.write(end.torn, path: aside)
      try tornFile.synchronize(path: aside)
      guard ftruncate(file.descriptor, end.length) == 0 else { throw SystemFault(errno, path) }
      let told: JSONObject = ["event": "torn", "bytes": JSON(end.torn.count), "file": .string(aside)]
      try write(told, at: &position, to: file, path: path)
    }
    try write(record, at: &position, to: file, path: path)
    try file.synchronize(path: path)
    if end.position.seq == 0 { synchronizeFolder(folder) }
  }

  private static func write(
    _ record: JSONObject, at position: inout JournalEnd.Position, to file: LockedFile, path: String
  ) throws(SystemFault) {
    var line: JSONObject = [
      "seq": JSON(position.seq + 1), "time": .string("\(Instant.now())"), "boot": .string(bootID()),
      "uid": JSON(Int(geteuid())),
    ]
    for member in record.members where line[member.key] == nil && member.key != "prev" {
      line[member.key] = member.value
    }
    line["prev"] = .string(position.previous)
    let bytes = Array(JSON.object(line).text().utf8)
    try file.write(bytes + [0x0A], path: path)
    position = JournalEnd.Position(seq: position.seq + 1, previous: OpenSSLDigests().sha256(bytes))
  }

  private static func bootID() -> String {
    guard let file = try? FileLooks.bytes(of: "/proc/sys/kernel/random/boot_id", limit: 100) else {
      return ""
    }
    return String(decoding: file.bytes.prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
