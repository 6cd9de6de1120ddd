import Glibc
import JSON
import Operations
import Testing

@testable import LiveHost

/// A journal of several files, and what a crash leaves of it while one is closed.
@Suite struct JournalFilesTests {
  private let folder: TemporaryFolder
  private var state: String { "\(folder.path)/state" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func journal(size: Int = 1000, systemLog: String = "/nowhere/log") -> FileJournal {
    FileJournal(folder: state, threads: Threads(), size: size, systemLog: systemLog)
  }

  private func append(_ numbers: ClosedRange<Int>, size: Int = 1000) async throws {
    let journal = journal(size: size)
    for number in numbers { try await journal.append(["event": "deed", "number": JSON(number)]) }
  }

  private func expectChain(_ count: Int, _ note: Comment) async throws {
    let verified = try await journal().verify()
    #expect(verified.records == count && verified.firstBroken == nil && !verified.isTorn, note)
    #expect(try await journal().records().map { $0["seq"]?.asInt } == Array(1...count), note)
  }

  @Test func aLongFileIsClosedAndTheChainGoesOn() async throws {
    try await append(1...30)
    let names = try FileLooks.names(in: state)
    #expect(
      names.count > 3 && names.first == "journal.0001.jsonl" && names.last == "journal.jsonl", "\(names)")
    for name in names {
      // One record behind the limit at most.
      #expect(try FileLooks.bytes(of: "\(state)/\(name)").bytes.count < 1400, "\(name)")
    }
    #expect(try await journal().records().map { $0["number"]?.asInt } == Array(1...30))
    try await expectChain(30, "30 records")
  }

  /// What is before them is not looked at, and may be of any size.
  @Test func theEndIsThatOfTheLastTwoFiles() async throws {
    func numbers() async throws -> [Int?] { try await journal().recent().map { $0["number"]?.asInt } }
    try await append(1...30)
    let end = try await numbers()
    #expect(end.count > 2 && end.count < 20 && end == Array((31 - end.count)...30))
    for name in try FileLooks.names(in: state).dropLast(2) {
      #expect(truncate("\(state)/\(name)", 1 << 31) == 0)
    }
    #expect(try await numbers() == end)
    let closed = try #require(try JournalFiles(folder: state).closed().last)
    #expect(unlink("\(state)/journal.jsonl") == 0)
    let rest = try await numbers()
    #expect(!rest.isEmpty && rest.count < end.count && end.starts(with: rest))
    #expect(truncate(closed, 1 << 31) == 0)
    #expect(try await numbers().isEmpty)
  }

  /// Where a crash can come: behind the rename, and behind the making of the new file.
  @Test(arguments: [false, true]) func aCrashWhileAFileIsClosedLosesNothing(isMade: Bool) async throws {
    try await append(1...6, size: 1 << 20)
    #expect(rename("\(state)/journal.jsonl", "\(state)/journal.0001.jsonl") == 0)
    if isMade { try folder.write("state/journal.jsonl", "") }
    try await expectChain(6, "after the crash")
    try await append(7...8, size: 1 << 20)
    try await expectChain(8, "after the next records")
    #expect(try FileLooks.names(in: state) == ["journal.0001.jsonl", "journal.jsonl"])
  }

  @Test func aTornFirstLineOfANewFileIsSetAside() async throws {
    try await append(1...6, size: 1 << 20)
    #expect(rename("\(state)/journal.jsonl", "\(state)/journal.0001.jsonl") == 0)
    try folder.write("state/journal.jsonl", "{\"seq\":7")
    #expect(try await journal().verify().isTorn)
    try await append(8...8)
    #expect(try await journal().records().suffix(2).map { $0["event"]?.asString } == ["torn", "deed"])
    try await expectChain(8, "the torn line is a record of its own")
    #expect(try FileLooks.bytes(of: "\(state)/journal.torn.7").bytes == Array("{\"seq\":7".utf8))
  }

  @Test func aClosedFileThatIsTouchedBreaksTheChain() async throws {
    try await append(1...30)
    let path = "\(state)/journal.0002.jsonl"
    let bytes = try FileLooks.bytes(of: path).bytes
    let text = String(decoding: bytes, as: UTF8.self)
    let before = try await journal().verify()
    #expect(before.firstBroken == nil)

    let changed = text.split(separator: "deed", omittingEmptySubsequences: false).joined(separator: "dead")
    try folder.write("state/journal.0002.jsonl", changed)
    let broken = try #require(try await journal().verify().firstBroken)
    #expect(broken > 2 && broken < 15)

    try folder.write("state/journal.0002.jsonl", String(text.dropLast(20)))
    #expect(try await journal().verify().firstBroken != nil)

    #expect(unlink(path) == 0)
    #expect(try await journal().verify().firstBroken != nil)

    try folder.write("state/journal.0002.jsonl", text)
    #expect(try await journal().verify() == before)
  }

  @Test func namesThatAreNotOursAreLeftAlone() async throws {
    try await append(1...3)
    for name in [
      "journal.1.jsonl", "journal.00001.jsonl", "journal.-001.jsonl", "journal.9999999999.jsonl",
      "journal.x.jsonl",
    ] {
      try folder.write("state/\(name)", "nonsense\n")
    }
    try await append(4...12)
    try await expectChain(12, "strange names")
  }

  @Test func manyWritersCloseFilesAndAReaderSeesAChain() async throws {
    let journals = (0..<4).map { _ in journal(size: 4000) }
    let reader = journal()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for journal in journals {
        group.addTask { for number in 0..<40 { try await journal.append(["n": JSON(number)]) } }
      }
      group.addTask {
        for _ in 0..<40 {
          let seen = try await reader.verify()
          #expect(seen.firstBroken == nil)
        }
      }
      try await group.waitForAll()
    }
    try await expectChain(160, "four writers")
    #expect(try FileLooks.names(in: state).count > 5)
  }

  @Test func endsAndAgreementsGoToTheSystemsLog() async throws {
    let log = try DatagramSocket("\(folder.path)/log")
    let journal = journal(size: 1 << 20, systemLog: "\(folder.path)/log")
    for (place, event) in ["begin", "trust", "deed", "approve", "proof", "end", "freeze"].enumerated() {
      try await journal.append(["event": .string(event)])
      let head = try await journal.verify().head
      let isTold = ["trust", "approve", "end"].contains(event)
      #expect(
        log.next() == (isTold ? "<37>runbook: journal seq \(place + 1) sha256 \(head)" : nil), "\(event)")
    }
  }

  @Test func aSystemLogThatDoesNotListenIsNotWaitedFor() async throws {
    let log = try DatagramSocket("\(folder.path)/log")
    let journal = journal(size: 1 << 20, systemLog: "\(folder.path)/log")
    // Far more than the kernel keeps for a socket that nobody reads.
    for _ in 0..<600 { SystemLog.tell(String(repeating: "x", count: 1000), at: "\(folder.path)/log") }
    try await journal.append(["event": "end"])
    var seen: [String] = []
    while let line = log.next() { seen.append(line) }
    #expect(!seen.isEmpty && seen.count < 600 && !seen.contains { $0.contains("sha256") }, "\(seen.count)")
    try await expectChain(1, "the record is there")
  }
}

/// Stands for the system's log.
private final class DatagramSocket: Sendable {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw TemporaryFolder.Failure() }
  }

  deinit { close(descriptor) }

  /// What came next; nil where nothing has.
  func next() -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count < 0 ? nil : String(decoding: buffer.prefix(count), as: UTF8.self)
  }
}
