import Findings
import Foundation
import JSON
import Operations
import Reports
import RunbookDesk
import ServerFacts
import TestDoor
import Testing

@testable import DriftChecks

private struct Memory: RunbookSource {
  var text: String
  func chapters() throws(Unavailable) -> [Chapter] { [Chapter(name: "AGENTS.md", bytes: Array(text.utf8))] }
}

private struct NoHands: Actuator, Journal, Locks, Digests {
  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome { throw Fault(.internalError, "performed") }
  func append(_ record: JSONObject) async throws(Fault) {}
  func take(_ subject: String) async throws(Fault) -> any HeldLock { Free() }
  struct Free: HeldLock { func release() async {} }
  func sha256(_ bytes: [UInt8]) -> String { TestDigests().sha256(bytes) }
}

struct FormatTests {
  static let text = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | site-luci |\n"

  static let drifting = ExampleServer.whole.changed {
    $0.listeners.removeLast()
  }.recorded

  static func desk(_ server: RecordedServer, _ text: String = text) async throws -> Desk {
    let door = TestDoor()
    return try await door.trust(plain(server, text, door.door))
  }

  /// For what needs no door.
  static func plain(_ server: RecordedServer, _ text: String = text, _ door: Door? = nil) throws -> Desk {
    let hands = NoHands()
    let executor = Executor(
      server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in })
    return try Desk(source: Memory(text: text), server: server, executor: executor, door: door)
  }

  private static func render(_ answer: Answer, _ desk: Desk, _ name: String, isColoured: Bool = false) throws
    -> String
  {
    let format = try #require(AllFormats.list.first { $0.name == name })
    return try #require(
      format.init().render(answer, Page(isColoured: isColoured, excerpt: { desk.excerpt($0) })))
  }

  /// One answer of each kind.
  private static func answers(_ desk: Desk) async throws -> [Answer] {
    let plans = try await desk.plan(desk.request("restart-service", words: ["luci"]), actor: "test")
    let status = try await desk.operate(desk.request("service-status", words: []), actor: "test")
    let restart = try await desk.operate(desk.request("restart-service", words: ["luci"]), actor: "test")
    let id = try #require(restart.first?.id)
    return [
      .check(await desk.check()), .lookUp(desk.lookUp("port of luci")), .lookUp(desk.lookUp("port of lucy")),
      .explanation(desk.explain()), .offers(await desk.operations(), await desk.procedures()), .plans(plans),
      .executions(restart), .executions(status), .trust(try await desk.trustStatus()),
      .jobs([try await desk.job(id)]),
      .journal(try await desk.journal(subject: nil, since: nil)),
    ]
  }

  @Test func jsonIsOneObjectOfVersionOne() async throws {
    let desk = try await Self.desk(Self.drifting)
    for answer in try await Self.answers(desk) {
      let json = try JSON.parse(Self.render(answer, desk, "json"))
      #expect((json["version"] ?? json["format_version"])?.asInt == 1)
    }
  }

  @Test func jsonHasEveryVerdict() async throws {
    let desk = try await Self.desk(Self.drifting)
    let report = await desk.check()
    let json = try JSON.parse(Self.render(.check(report), desk, "json"))
    let verdicts = try #require(json["verdicts"]?.asArray)
    #expect(verdicts.count == report.verdicts.count)
    #expect(verdicts.map { $0["check"]?.asString } == report.verdicts.map(\.verdict.check))
    #expect(json["outcome"] == "drifts" && json["counts"]?["claims"]?["total"]?.asInt == report.claims.total)
    let drift = try #require(json["findings"]?.asArray?.first { $0["check"] == "port-listens" })
    #expect(drift["file"] == "AGENTS.md" && drift["line"] == 3 && drift["column"] == 10)
    #expect(drift["remedy"]?.asString?.isEmpty == false)
  }

  @Test func noEscapesWithoutColourAndNeverInJSON() async throws {
    let desk = try await Self.desk(Self.drifting)
    for answer in try await Self.answers(desk) {
      #expect(!(try Self.render(answer, desk, "json", isColoured: true)).contains("\u{1B}"))
      #expect(!(try Self.render(answer, desk, "json", isColoured: true)).contains("\\u001b"))
      let plain = try Self.render(answer, desk, "text")
      #expect(!plain.contains("\u{1B}"), "\(plain.debugDescription)")
    }
    let check = Answer.check(await desk.check())
    let coloured = try Self.render(check, desk, "text", isColoured: true)
    #expect(coloured.contains("\u{1B}[31merror:\u{1B}[0m"))
    #expect(WorldText.clean(coloured) == (try Self.render(check, desk, "text")))
  }

  /// What a service logged after its restart is told as lines, to people and to programs.
  @Test func errorsOfALogAreLines() async throws {
    let kept: JSON = [
      "version": 1, "operation": "restart-service", "kind": "service", "name": "luci", "effect": "interrupts",
      "digest": "d", "outcome": "done", "compensations": [],
      "steps": [
        [
          "summary": "start site-luci", "deed": "start it", "effect": "interrupts", "provable": true,
          "status": "done", "text": "up and proved, 2 error lines since",
          "errors": [
            "count": 2, "source": "site-luci", "lines": ["Error: a", "Error: \u{1B}[31mb"], "size": 40,
            "truncated": false,
          ],
        ]
      ],
    ]
    let answer = Answer.executions([try #require(Execution(kept: kept))])
    let desk = try await Self.desk(Self.drifting)
    let text = try Self.render(answer, desk, "text")
    #expect(text == "up and proved, 2 error lines since\n  | Error: a\n  | Error: b", "\(text)")
    let step = try JSON.parse(Self.render(answer, desk, "json"))["executions"]?[0]?["steps"]?[0]
    #expect(step?["log"]?["errors"] == 2 && step?["untrusted"] == nil)
    #expect(step?["log"]?["untrusted"]?["lines"] == ["Error: a", "Error: b"])
  }

  @Test func strangersWordsAreCleaned() async throws {
    let server = ExampleServer.whole.changed {
      $0.programs = [
        SupervisedProgram(
          name: "site-luci", state: "FATAL", pid: nil, started: 0, spawnError: "no \u{9B}31m\u{202E}command")
      ]
    }
    let desk = try await Self.desk(server.recorded, "\u{202E}\n\n" + Self.text)
    for format in ["text", "json"] {
      let output = try Self.render(.check(await desk.check()), desk, format, isColoured: false)
      #expect(!output.unicodeScalars.contains("\u{202E}") && !output.unicodeScalars.contains("\u{9B}"))
    }
  }

  @Test func unknownsAreTold() async throws {
    let server = ExampleServer.whole.changed { $0.refused = [.processTable] }
    let desk = try await Self.desk(server.recorded)
    let text = try Self.render(.check(await desk.check()), desk, "text")
    #expect(text.contains("unknown: /proc: permission denied"), "\(text)")
    #expect(text.contains(" unseen"), "\(text)")
  }
}
