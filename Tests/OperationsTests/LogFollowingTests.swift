import Findings
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

/// A log as it goes on.
struct LogFollowingTests {
  private static func lines(_ text: String) -> [Substring] { text.split(separator: " ") }

  /// Two windows into one log, and how many lines the second is further.
  @Test(arguments: [
    ("", "", 0), ("", "a b", 2), ("a b", "a b", 0), ("a b", "a b c", 1), ("a b c", "b c d", 1),
    ("a b c", "d e f", 3), ("x x", "x x x x", 2), ("a x x", "x x x", 1), ("a b c", "", 0), ("a b", "c", 1),
    ("a b c", "c a b", 2),
  ]) func howFarAWindowHasMoved(_ before: String, _ now: String, _ shift: Int) {
    #expect(LogWindow.shift(from: Self.lines(before), to: Self.lines(now)) == shift)
  }

  @Test func aKeyThatComesLineByLine() {
    var guarded = KeyGuard()
    let begin = "-----BEGIN " + "PRIVATE KEY-----", end = "-----END " + "PRIVATE KEY-----"
    #expect(guarded.pass(["before", begin]) == ["before", "•••"])
    #expect(guarded.pass(["MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ"]) == [])
    #expect(guarded.pass(["2026-11-28T23:35:33+0000 vm web[1]: c2VjcmV0", end, "after"]) == ["after"])
    // What only looks like one hides no log.
    #expect(guarded.pass([begin, "GET /a 200 in 3 ms.", "next"]) == ["•••", "GET /a 200 in 3 ms.", "next"])
    // The key began among the lines that were shown first.
    var behind = KeyGuard(behind: "•••")
    #expect(behind.pass(["c2VjcmV0", end, "after"]) == ["after"])
  }

  /// A file that grows as the test says.
  private final class Growing: LogFile {
    private let parts: Script<[UInt8]>
    init(_ parts: [String]) { self.parts = Script(parts.map { Array($0.utf8) }) }
    func more() throws(Fault) -> [UInt8] { parts.next() ?? [] }
  }

  private static func follow(
    _ words: [String], _ parts: [String], until count: Int
  ) async throws -> [String] {
    let path = "/var/log/supervisor/luci.log"
    let picture = Picture.with {
      $0.program?.logFile = path
      for (lines, onlyErrors) in [(2, false), (2, true), (LogWindow.lines, false)] {
        $0.looks[.lines(path: path, LogFilter(lines: lines, onlyErrors: onlyErrors))] = .lines(
          FoundLines(text: "one\ntwo\n", size: 8, searched: 8, end: .whole))
      }
    }
    let stage = Stage(picture)
    let told = Script<String>([])
    let plan = try await Ops.plan("show-log", ["luci", "2"] + words, stage)
    let failed = try await stage.executor.follow(
      plan,
      opening: { opened, offset throws(Fault) in
        guard opened == path, offset == 8 else { throw Fault(.io, "\(opened) at \(offset)") }
        return Growing(parts)
      }
    ) { lines in
      for line in lines { told.add(line) }
      return told.count < count
    }
    #expect(failed == nil && stage.events.isEmpty)
    return told.all
  }

  @Test func theEndFirstAndThenWhatComes() async throws {
    let parts = ["", "three\nfo\u{1B}[31mur\n", "", "password=hunter2\n"]
    #expect(
      try await Self.follow([], parts, until: 5) == ["one", "two", "three", "four", "password=•••"])
    #expect(
      try await Self.follow(["only=errors"], ["three\nan ERROR\n"], until: 3) == ["one", "two", "an ERROR"])
  }

  @Test func onlyALogIsFollowed() async throws {
    let stage = Stage(.up)
    let plan = try await Ops.plan("service-status", [], stage)
    await #expect(throws: Refusal.self) {
      _ = try await stage.executor.follow(
        plan, opening: { path, _ throws(Fault) in throw Fault(.io, path) }, tell: { _ in false })
    }
  }
}
