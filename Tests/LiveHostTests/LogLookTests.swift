import Glibc
import ServerFacts
import Testing

@testable import LiveHost

/// Reading logs from their end, on files of this machine.
struct LogLookTests {
  let folder: TemporaryFolder
  let server = LiveServer(threads: Threads())

  init() throws { folder = try TemporaryFolder() }

  private func lines(_ filter: LogFilter, _ text: String) async throws -> FoundLines {
    try folder.write("log", text)
    guard case .seen(.lines(let found)) = await server.look(.lines(path: "\(folder.path)/log", filter)) else {
      throw TemporaryFolder.Failure()
    }
    return found
  }

  @Test func theEndMaskedAndCleaned() async throws {
    let found = try await lines(LogFilter(lines: 2), "one\npassword=x\n\u{1B}[31mthree")
    #expect(found == FoundLines(text: "password=•••\nthree", size: 25, searched: 25, end: .enough))
    #expect(
      try await lines(LogFilter(lines: 2), "") == FoundLines(text: "", size: 0, searched: 0, end: .whole))
    #expect(await server.look(.lines(path: "\(folder.path)/none", LogFilter(lines: 2))) == .seen(.absent))
    guard case .unseen = await server.look(.lines(path: folder.path, LogFilter(lines: 2))) else {
      throw TemporaryFolder.Failure()
    }
  }

  /// Longer than the blocks, with lines across their borders, and one that is longer than a block.
  @Test func largeLogs() async throws {
    var text = "", errors: [String] = []
    for number in 0..<60_000 {
      let line = "\(number) " + String(repeating: "x", count: number % 71)
      if number % 4999 == 0 {
        errors.append("\(line) Error")
        text += "\(line) Error\n"
      } else {
        text += line + "\n"
      }
      if number == 30_000 { text += String(repeating: "y", count: 3 << 20) + "\n" }
    }
    let found = try await lines(LogFilter(lines: 500, onlyErrors: true), text)
    #expect(found.text.split(separator: "\n").map(String.init) == errors)
    #expect(found.end == .whole && found.searched == found.size && found.size == text.utf8.count)
    let last = try await lines(LogFilter(lines: 3, onlyErrors: true), text)
    #expect(last.text.split(separator: "\n").map(String.init) == errors.suffix(3) && last.end == .enough)
    let tail = try await lines(LogFilter(lines: 500), text)
    #expect(tail.text.split(separator: "\n").count == 500 && tail.searched <= 65_536)
    #expect(tail.text.hasPrefix("59500 ") && tail.text.hasSuffix(String(repeating: "x", count: 59_999 % 71)))
  }

  @Test func tellsWhenTimeIsOver() throws {
    try folder.write("log", "an error\n")
    #expect(
      LogLook.lines("\(folder.path)/log", LogFilter(lines: 1, onlyErrors: true), seconds: 0)
        == .seen(.lines(FoundLines(text: "", size: 9, searched: 0, end: .late))))
  }
}
