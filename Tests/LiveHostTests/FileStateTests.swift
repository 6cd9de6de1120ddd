import Glibc
import Operations
import ServerFacts
import Testing

@testable import LiveHost

@Suite struct FileStateTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  /// The first word of root on a server where nothing has been done yet.
  @Test func theFirstRecordMakesTheFoldersAroundIt() async throws {
    let path = folder.path
    let state = FileState(threads: Threads()) { owner throws(Fault) in
      owner == .root ? "\(path)/runbook/everyone" : "\(path)/runbook/0"
    }
    let item = StateItem(.freeze, "freeze")
    #expect(try await state.read(item, of: .root) == nil)
    try await state.write([1, 2, 3], to: item, of: .root)
    var status = stat()
    for (name, mode) in [("", mode_t(0o755)), ("/everyone", 0o755), ("/everyone/freeze", 0o755)] {
      #expect(stat("\(path)/runbook\(name)", &status) == 0 && status.st_mode & 0o777 == mode, "\(name)")
    }
    #expect(stat("\(path)/runbook/everyone/freeze/freeze", &status) == 0 && status.st_mode & 0o777 == 0o644)
    #expect(try FileLooks.names(in: "\(path)/runbook/everyone/freeze") == ["freeze"])
  }

  /// It is not read again while it is the same; another of the same size is another.
  @Test func aRecordThatIsReplacedIsReadAnew() async throws {
    let path = folder.path
    let state = FileState(threads: Threads()) { _ throws(Fault) in path }
    let item = StateItem(.trust, "one")
    for bytes in [[1, 2], [3, 4]] as [[UInt8]] {
      try await state.write(bytes, to: item, of: .caller)
      for _ in 0..<3 {
        #expect(try await state.read(item, of: .caller) == bytes)
        try await Task.sleep(for: .milliseconds(60))
      }
    }
    #expect(chmod("\(path)/trust/one", 0o666) == 0)
    await #expect(throws: Fault.self) { try await state.read(item, of: .caller) }
    try await state.remove(item, of: .caller)
    #expect(try await state.read(item, of: .caller) == nil)
  }

  /// Old records go, and what a killed writer left; a lock stays the file that others hold.
  @Test func whatIsOldIsSwept() async throws {
    let path = folder.path
    let state = FileState(threads: Threads()) { _ throws(Fault) in path }
    #expect(try await state.sweep(.plans, writtenBefore: Instant(seconds: .max), keeping: []) == [])
    for name in ["old", "kept", "new"] {
      try await state.write([1], to: StateItem(.plans, name), of: .caller)
    }
    for name in [".old.17.new", "plans.lock"] {
      try AtomicFile.write([], to: "\(path)/plans/\(name)", mode: 0o600)
    }
    for name in ["old", "kept", ".old.17.new", "plans.lock"] {
      let times = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
      #expect(utimensat(AT_FDCWD, "\(path)/plans/\(name)", times, 0) == 0)
    }
    #expect(try await state.sweep(.plans, writtenBefore: Instant(seconds: 1000), keeping: []) == [])
    #expect(
      try await state.sweep(.plans, writtenBefore: Instant(seconds: 1001), keeping: ["kept"]) == ["old"])
    #expect(try FileLooks.names(in: "\(path)/plans").sorted() == ["kept", "new", "plans.lock"])
  }
}
