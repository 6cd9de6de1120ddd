import Glibc
import RunbookDesk
import Testing

@testable import LiveHost

/// Which file is the runbook, and what is said where there is none.
struct RunbookFileTests {
  private let folder: TemporaryFolder
  private let path: String

  /// A git root with a folder `a/b` below it.
  init() throws {
    folder = try TemporaryFolder()
    path = folder.path
    for name in [".git", "a", "a/b", "docs", "runbooks"] { mkdir("\(path)/\(name)", 0o700) }
  }

  private func found(_ start: String = "a/b") throws -> RunbookFile {
    try RunbookFile(path: nil, from: "\(path)/\(start)")
  }

  private func complaint(_ work: () throws -> Void) -> Unavailable? {
    do { try work() } catch { return error as? Unavailable }
    return nil
  }

  @Test func theNearestUpToTheGitRoot() throws {
    try folder.write("AGENTS.md", "# Root\n")
    #expect(try found().path == "\(path)/AGENTS.md")
    try folder.write("a/AGENTS.md", "# A\n")
    #expect(try found().path == "\(path)/a/AGENTS.md")
    #expect(try found().account() == ["reads \(path)/a/AGENTS.md (nearest)"])
    mkdir("\(path)/a/b/.git", 0o700)
    #expect(complaint { _ = try found() }?.reason == .notFound)
  }

  @Test(arguments: ["@AGENTS.md", "\n@docs/AGENTS.md\n\n", "@./docs/AGENTS.md", "\u{FEFF}@docs/AGENTS.md"])
  func anImportLeadsOn(_ text: String) throws {
    try folder.write("CLAUDE.md", text)
    #expect(complaint { _ = try found() }?.message.contains("which is not there") == true)
    try folder.write("docs/AGENTS.md", "# Docs\n")
    if text == "@AGENTS.md" { try folder.write("a/AGENTS.md", "# A\n") }
    let file = try found()
    let isImported = text != "@AGENTS.md"
    #expect(file.path == (isImported ? "\(path)/docs/AGENTS.md" : "\(path)/a/AGENTS.md"))
    #expect(file.reason == (isImported ? .imported(by: "\(path)/CLAUDE.md") : .nearest))
  }

  @Test(arguments: ["# Notes\n@AGENTS.md\n", "@README.md", "", "see @AGENTS.md", "@XAGENTS.md"])
  func textOfItsOwnIsNotTakenSilently(_ text: String) throws {
    try folder.write("CLAUDE.md", text)
    let complaint = try #require(complaint { _ = try found() })
    #expect(complaint.reason == .notFound && complaint.help == "runbook --file \(path)/CLAUDE.md …")
    #expect(complaint.message.contains("\(path)/CLAUDE.md has text of its own"))
    try folder.write("AGENTS.md", "# Root\n")
    #expect(try found().path == "\(path)/AGENTS.md")
    let given = try RunbookFile(path: "\(path)/CLAUDE.md")
    #expect(try given.chapters().first?.name == "CLAUDE.md" && given.reason == .given)
  }

  @Test func linksAreFollowedAndTold() throws {
    try folder.write("docs/ops.md", "# Ops\n")
    symlink("../docs/ops.md", "\(path)/a/AGENTS.md")
    #expect(try found().account() == ["reads \(path)/a/AGENTS.md (nearest), a link to ../docs/ops.md"])
    #expect(try found().chapters().map(\.name) == ["AGENTS.md"])
    unlink("\(path)/docs/ops.md")
    let dangling = try #require(complaint { _ = try found().chapters() })
    #expect(dangling.reason == .notFound && dangling.message.contains("a link to ../docs/ops.md"))
    unlink("\(path)/a/AGENTS.md")
    try folder.write("docs/AGENTS.md", "# Docs\n")
    symlink("docs/AGENTS.md", "\(path)/CLAUDE.md")
    #expect(try found().reason == .linked(from: "\(path)/CLAUDE.md"))
    #expect(try found().path.hasSuffix("/docs/AGENTS.md"))
  }

  @Test func chaptersAreTold() throws {
    try folder.write("AGENTS.md", "# Root\n")
    try folder.write("runbooks/b.md", "# B\n")
    try folder.write("runbooks/a.md", "# A\n")
    try folder.write("runbooks/.c.md", "# C\n")
    let file = try found()
    #expect(try file.chapters().map(\.name) == ["AGENTS.md", "runbooks/a.md", "runbooks/b.md"])
    #expect(
      try file.account() == [
        "reads \(path)/AGENTS.md (nearest)", "reads \(path)/runbooks/a.md (chapter)",
        "reads \(path)/runbooks/b.md (chapter)",
      ])
  }

  @Test func errorsNameTheFile() throws {
    try folder.write("big.md", String(repeating: "x", count: RunbookFile.largest + 1))
    for (name, reason, words) in [
      ("none.md", Unavailable.Reason.notFound, "No such file"), ("docs", .unreadable, "a folder"),
      ("big.md", .unreadable, "larger than 4 MiB"),
    ] {
      let complaint = try #require(complaint { _ = try RunbookFile(path: "\(path)/\(name)").chapters() })
      #expect(
        complaint.reason == reason && complaint.message.hasPrefix("\(path)/\(name): \(words)"), "\(complaint)"
      )
    }
  }
}
