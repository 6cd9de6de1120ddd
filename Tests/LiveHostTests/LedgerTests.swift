import Findings
import Glibc
import Operations
import RunbookDesk
import ServerFacts
import Testing

@testable import LiveHost

/// What a check remembers on the disk, and files that are written whole or not at all.
@Suite struct LedgerTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func ledger(patience: Int = 0) -> FileLedger {
    let path = folder.path
    return FileLedger(runbook: "\(path)/AGENTS.md", threads: Threads(), patience: patience) {
      () throws(Fault) in path
    }
  }

  private static let full: LedgerState = {
    var state = LedgerState()
    var fault = LedgerState.History(since: Instant(seconds: 1_000))
    fault.isDrifting = true
    fault.runs = 3
    fault.changes = [true, false]
    fault.message = "the runbook says \"a\\b\"; it is not\n"
    fault.told = LedgerState.Telling(.flaps, at: Instant(seconds: 2_000), severity: .warning)
    fault.blindRuns = 2
    fault.blindnessTold = Instant(seconds: 3_000)
    state.faults[.init(check: "port-listens", claim: "service/luci#port")] = fault
    state.faults[.init(check: "a", claim: "b/c")] = LedgerState.History(since: Instant(seconds: 5))
    state.acknowledgements = [
      Acknowledgement(
        selector: VerdictSelector("luci"), until: "2026-12-24", why: "ä \"why\"", made: Instant(seconds: 7))
    ]
    return state
  }()

  @Test func isReadAsItWasWritten() async throws {
    #expect(try await ledger().read() == LedgerReading(LedgerState()))
    try await ledger().write(Self.full)
    #expect(try await ledger().read() == LedgerReading(Self.full))
    let names = try FileLooks.names(in: "\(folder.path)/checks")
    #expect(names.count == 1)
    var status = stat()
    #expect(stat("\(folder.path)/checks/\(names[0])", &status) == 0 && status.st_mode & 0o777 == 0o600)
  }

  @Test(arguments: [
    "", "{", "{\"version\":2,\"faults\":[],\"acknowledgements\":[]}", "{\"version\":1,\"faults\":[{}]}",
  ])
  func aDamagedOneIsSetAside(_ text: String) async throws {
    try await ledger().write(Self.full)
    let name = try #require(try FileLooks.names(in: "\(folder.path)/checks").first)
    try folder.write("checks/\(name)", text)
    let reading = try await ledger().read()
    #expect(reading.state == LedgerState() && reading.damage?.contains("\(name).damaged") == true)
    #expect(try await ledger().read().damage == nil)
    #expect(try FileLooks.bytes(of: "\(folder.path)/checks/\(name).damaged").bytes == Array(text.utf8))
  }

  @Test func oneRunAtATime() async throws {
    let held = try await ledger().take()
    let fault = await #expect(throws: Fault.self) { _ = try await ledger().take() }
    #expect(fault?.kind == .busy)
    #expect(fault?.text.hasPrefix("another check is under way: pid \(getpid()), runbook check of ") == true)
    async let next = ledger(patience: 5).take()
    try await Task.sleep(for: .milliseconds(300))
    await held.release()
    await (try await next).release()
  }

  @Test func aFileIsWrittenWholeWithItsMode() throws {
    let path = "\(folder.path)/runbook.prom"
    umask(0o077)
    defer { umask(0o022) }
    try AtomicFile.write("one\n", to: path)
    try AtomicFile.write("two\n", to: path)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o644)
    #expect(try FileLooks.bytes(of: path).bytes == Array("two\n".utf8))
    #expect(try FileLooks.names(in: folder.path) == ["runbook.prom"])
  }

  @Test func devicesAndFoldersAreLeftAlone() throws {
    #expect(throws: Fault.self) { try AtomicFile.write("x", to: "/dev/null") }
    #expect(throws: Fault.self) { try AtomicFile.write("x", to: folder.path) }
    #expect(throws: Fault.self) { try AtomicFile.write("x", to: "\(folder.path)/none/x") }
    try folder.write("real", "old")
    symlink("\(folder.path)/real", "\(folder.path)/link")
    try AtomicFile.write("new", to: "\(folder.path)/link")
    #expect(try FileLooks.bytes(of: "\(folder.path)/real").bytes == Array("new".utf8))
    #expect(FileLooks.target(of: "\(folder.path)/link") != nil)
  }
}
