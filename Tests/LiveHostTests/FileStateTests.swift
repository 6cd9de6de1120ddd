import Glibc
import Operations
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
}
