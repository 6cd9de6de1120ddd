import Glibc
import Testing

@testable import LiveHost

struct FolderWatchTests {
  @Test(.timeLimit(.minutes(1))) func whatIsReplacedIsTold() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    var changes = FolderWatch.changes(in: { [path, "\(path)/runbooks"] }, on: Threads()).makeAsyncIterator()
    try folder.write("new", "# New\n")
    #expect(await changes.next() != nil)
    rename("\(path)/new", "\(path)/AGENTS.md")
    #expect(await changes.next() != nil)
    // A folder that was made later is watched from then on.
    mkdir("\(path)/runbooks", 0o700)
    #expect(await changes.next() != nil)
    try await Task.sleep(for: .milliseconds(300))
    try folder.write("runbooks/more.md", "# More\n")
    #expect(await changes.next() != nil)
  }

  /// Another folder under the same path is watched, and the one that was there no longer.
  @Test(.timeLimit(.minutes(1))) func aFolderThatComesBackIsWatched() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/runbook"
    #expect(mkdir(path, 0o700) == 0)
    var changes = FolderWatch.changes(in: { [path] }, on: Threads()).makeAsyncIterator()
    #expect(rename(path, "\(folder.path)/old") == 0)
    #expect(await changes.next() != nil)
    #expect(mkdir(path, 0o700) == 0)
    #expect(await changes.next() != nil)
    // Until what was left of the old one has been told.
    try await Task.sleep(for: .milliseconds(700))
    try folder.write("runbook/AGENTS.md", "# Ops\n")
    #expect(await changes.next() != nil)
  }
}
