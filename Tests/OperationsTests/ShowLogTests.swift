import Findings
import Operations
import RunbookModel
import ServerFacts
import Testing

struct ShowLogTests {
  private static let path = "/var/log/supervisor/luci.log"

  private static func look(_ lines: Int, since: Int? = nil, onlyErrors: Bool = false) -> Look {
    .lines(
      path: path,
      LogFilter(lines: lines, since: since.map(Instant.init(seconds:)), onlyErrors: onlyErrors))
  }

  private static func picture(_ look: Look, _ found: FoundLines) -> Picture {
    .with {
      $0.program?.logFile = path
      $0.looks[look] = .lines(found)
    }
  }

  private static func show(_ words: [String], _ picture: Picture) async throws -> Execution {
    let stage = Stage(picture)
    return await stage.run(try await Ops.plan("show-log", ["luci"] + words, stage))
  }

  private static func text(_ words: [String], _ picture: Picture) async throws -> UntrustedText {
    guard case .log(let text)? = try await show(words, picture).steps.first?.shown else {
      throw Refusal(.notPossible, "no log")
    }
    return text
  }

  @Test func readsTheFileThatSupervisordNames() async throws {
    let found = FoundLines(text: "a\nb\n", size: 5_000_000_000, searched: 65_536, end: .enough)
    let text = try await Self.text([], Self.picture(Self.look(50), found))
    #expect(text.lines == ["a", "b"] && text.isTruncated && text.size == 5_000_000_000 && text.note == nil)
    #expect(text.source == "standard output of site-luci, \(Self.path)")
  }

  @Test(arguments: [
    ["7", "1h", "errors"], ["only=errors", "7", "since=1h"], ["since=1h", "only=errors", "lines=7"],
  ])
  func aSpanAndTheErrors(_ words: [String]) async throws {
    let found = FoundLines(text: "an error\n", size: 9, searched: 9, end: .whole)
    let picture = Self.picture(Self.look(7, since: 1060 - 3600, onlyErrors: true), found)
    let text = try await Self.text(words, picture)
    #expect(text.lines == ["an error"] && !text.isTruncated && text.note == nil)
    let plan = try await Ops.plan("show-log", ["luci"] + words, Stage(picture))
    #expect(
      plan.steps.map(\.deed.words) == [
        "read the last 7 lines with errors that site-luci wrote in the last 60 minutes"
      ])
  }

  @Test(arguments: [
    ["0"], ["501"], ["7", "1h", "warnings"], ["since=2h"], ["7", "1h", "errors", "x"],
    ["since=1h", "since=1h"], ["rm=1"],
  ])
  func whatIsNotTaken(_ words: [String]) async throws {
    await #expect(throws: Refusal.self) { try await Ops.plan("show-log", ["luci"] + words, Stage(.up)) }
  }

  @Test func saysWhatWouldBeMisunderstood() async throws {
    let look = Self.look(50, onlyErrors: true)
    let late = FoundLines(text: "", size: 9 << 30, searched: 3 << 30, end: .late)
    #expect(
      try await Self.text(["only=errors"], Self.picture(look, late)).note
        == "only its last 3072 MiB of 9216 MiB were searched")
    let none = FoundLines(text: "", size: 9, searched: 9, end: .whole)
    #expect(try await Self.text(["only=errors"], Self.picture(look, none)).note == "no line with an error")
    let undated = FoundLines(text: "", size: 9, searched: 9, end: .undated)
    let failed = try await Self.show(["since=1h"], Self.picture(Self.look(50, since: 1060 - 3600), undated))
    #expect(failed.outcome == .failed)
    #expect(failed.steps.first?.untrusted.contains("no line says when it was written") == true)
  }

  /// The file is root's alone: supervisord hands out its end, and it is searched as the file would be.
  @Test func fallsBackToSupervisord() async throws {
    let picture = Picture.with {
      $0.program?.logFile = Self.path
      $0.log = "1970-01-01T00:01:00Z old error\n1970-01-01T00:16:00Z new error\n1970-01-01T00:17:00Z fine\n"
    }
    #expect(try await Self.text([], picture).lines.count == 3)
    let errors = try await Self.text(["since=10m", "only=errors"], picture)
    #expect(errors.lines == ["1970-01-01T00:16:00Z new error"] && !errors.isTruncated)
  }

  /// Whoever may not ask supervisord finds the place in its files.
  @Test func findsTheFileWithoutSupervisord() async throws {
    let found = FoundLines(text: "a\n", size: 2, searched: 2, end: .whole)
    let picture = Picture.with {
      $0.isSupervisorSeen = false
      $0.looks[.text(path: "/etc/supervisor/supervisord.conf")] = .text(
        "[program:site-luci]\ncommand=/bin/x\nstdout_logfile=\(Self.path)\n")
      $0.looks[Self.look(50)] = .lines(found)
    }
    #expect(try await Self.text([], picture).lines == ["a"])
  }
}
