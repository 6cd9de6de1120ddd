import Glibc
import LiveHost
import Operations
import Testing

/// Other programs' files are kept when one is written.
@Suite struct ClientFileTests {
  @Test func whatWasThereIsKeptBesideIt() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/.vscode/mcp.json"
    #expect(try ClientFile.read(path) == nil)
    #expect(try ClientFile.write("one", path) == nil)
    #expect(try ClientFile.read(path) == "one")
    chmod(path, 0o600)
    #expect(try ClientFile.write("two", path) == path + ".before-runbook")
    #expect(try ClientFile.write("three", path) == path + ".before-runbook-2")
    #expect(try ClientFile.read(path) == "three")
    #expect(try ClientFile.read(path + ".before-runbook") == "one")
    #expect(try ClientFile.read(path + ".before-runbook-2") == "two")
    for kept in [path, path + ".before-runbook", path + ".before-runbook-2"] {
      var status = stat()
      #expect(stat(kept, &status) == 0 && status.st_mode & 0o777 == 0o600, "\(kept)")
    }
  }

  @Test func whatIsNoFileIsRefused() throws {
    let folder = try TemporaryFolder()
    #expect(throws: Fault.self) { try ClientFile.read(folder.path) }
    #expect(throws: Fault.self) { try ClientFile.write("x", folder.path) }
    #expect(throws: Fault.self) { try ClientFile.write("x", folder.path + "/a/b/c.json") }
    #expect(ClientFile.program?.hasPrefix("/") == true && ClientFile.folder?.hasPrefix("/") == true)
  }
}
