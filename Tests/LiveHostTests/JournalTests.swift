import Glibc
import JSON
import Operations
import Testing

@testable import LiveHost

@Suite struct JournalTests {
  private let folder: TemporaryFolder
  private var path: String { "\(folder.path)/state/journal.jsonl" }

  init() throws {
    folder = try TemporaryFolder()
  }

  private func journal(size: Int = FileJournal.usualSize) -> FileJournal {
    FileJournal(
      folder: "\(folder.path)/state", threads: Threads(), size: size, systemLog: "\(folder.path)/log")
  }

  @Test func aChainIsWritten() async throws {
    let journal = journal()
    for number in 1...3 {
      try await journal.append(["event": "begin", "number": JSON(number), "seq": "forged"])
    }
    let records = try await journal.records()
    #expect(records.map { $0["seq"]?.asInt } == [1, 2, 3])
    #expect(records.map { $0["number"]?.asInt } == [1, 2, 3])
    #expect(records[0]["prev"]?.asString == FileJournal.beginning)
    #expect(records[1]["uid"]?.asInt == Int(geteuid()))
    let verified = try await self.journal().verify()
    #expect(verified.records == 3 && verified.firstBroken == nil)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test func aChangedLineBreaksTheChain() async throws {
    let journal = journal()
    for event in ["one", "two", "three"] { try await journal.append(["event": .string(event)]) }
    let text = String(decoding: try FileLooks.bytes(of: path).bytes, as: UTF8.self)
    try folder.write("state/journal.jsonl", text.split(separator: "two").joined(separator: "2"))
    #expect(try await journal.verify().firstBroken == 3)
  }

  @Test func aTornTailIsSetAside() async throws {
    let journal = journal()
    try await journal.append(["event": "begin"])
    let text = String(decoding: try FileLooks.bytes(of: path).bytes, as: UTF8.self)
    try folder.write("state/journal.jsonl", text + "{\"seq\":2,\"eve")
    #expect(try await journal.verify().isTorn)
    try await journal.append(["event": "end"])
    #expect(try await journal.records().map { $0["event"]?.asString } == ["begin", "torn", "end"])
    let verified = try await self.journal().verify()
    #expect(verified.firstBroken == nil && !verified.isTorn && verified.setAside == 1)
    #expect(
      try FileLooks.bytes(of: "\(folder.path)/state/journal.torn.2").bytes == Array("{\"seq\":2,\"eve".utf8))
  }

  @Test func manyWritersMakeOneChain() async throws {
    let journals = (0..<4).map { _ in journal() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for journal in journals {
        group.addTask {
          for number in 0..<25 {
            try await journal.append([
              "n": JSON(number), "pad": .string(String(repeating: "x", count: number * 400)),
            ])
          }
        }
      }
      try await group.waitForAll()
    }
    let verified = try await self.journal().verify()
    #expect(verified.records == 100 && verified.firstBroken == nil)
  }

  @Test func noJournalYet() async throws {
    #expect(try await journal().records().isEmpty)
  }

  @Test func aTakenLockTellsItsHolder() async throws {
    let locks = HostLock(folder: "\(folder.path)/locks", what: "restart-service nearyou")
    let held = try await locks.take("service/nearyou")
    let fault = await #expect(throws: Fault.self) { _ = try await locks.take("service/nearyou") }
    #expect(fault?.kind == .busy)
    #expect(fault?.text.contains("pid \(getpid()), restart-service nearyou, since 2") == true)
    let other = try await locks.take("service/other")
    #expect(try locks.holders().count == 2)
    await other.release()
    let holders = try locks.holders()
    #expect(holders.count == 1 && holders[0].hasPrefix("pid \(getpid()), restart-service nearyou, since 2"))
    await held.release()
    #expect(try locks.holders().isEmpty)
    let again = try await locks.take("service/nearyou")
    await again.release()
    #expect(HostLock.fileName("../a b") == "%2E%2E%2Fa%20b.lock")
    #expect(HostLock.fileName(String(repeating: "/", count: 300)).utf8.count < 255)
  }
}
