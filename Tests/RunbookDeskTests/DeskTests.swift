import Findings
import Operations
import ServerFacts
import TestDoor
import Testing

@testable import DriftChecks
@testable import RunbookDesk

struct DeskTests {
  @Test(arguments: [
    ("| luci | 3004 |", 10, 13, "         ^^^^"), ("\t- a: 1", 7, 7, "\t     ^"),
    ("größe: 3", 10, 10, "       ^"),
    ("ää", 1, 4, "^^"), ("ää", 3, 4, " ^"), ("x", 2, 2, " ^"), ("", 1, 1, "^"), ("abc", 90, 95, "   ^"),
    ("a\tb", 3, 3, " \t^"), ("日本: x", 9, 9, "    ^"),
  ]) func carets(_ line: String, _ column: Int, _ end: Int, _ caret: String) {
    let range = SourceRange(file: "AGENTS.md", line: 1, column: column, endLine: 1, endColumn: end)
    #expect(Excerpt(line: line, range: range).caret == caret)
  }

  @Test func caretsOfSeveralLinesGoToTheEnd() {
    let range = SourceRange(file: "AGENTS.md", line: 1, column: 3, endLine: 2, endColumn: 1)
    #expect(Excerpt(line: "abcdef", range: range).caret == "  ^^^^")
  }

  @Test func excerptsAreLinesOfTheRunbook() throws {
    let desk = try desk("# A\n- b: c\n", ExampleServer.healthy.recorded)
    let range = SourceRange(file: "AGENTS.md", line: 2, column: 6, length: 1)
    #expect(desk.excerpt(range)?.line == "- b: c" && desk.excerpt(range)?.caret == "     ^")
    #expect(desk.excerpt(SourceRange(file: "other.md", line: 2, column: 6, length: 1)) == nil)
    #expect(desk.excerpt(SourceRange(file: "AGENTS.md", line: 99, column: 6, length: 1)) == nil)
  }

  @Test func offersWhatMayBeAsked() async throws {
    let all = try await desk(Shape.runbook(), ExampleServer.healthy.recorded).operations()
    #expect(all.contains { $0.isStated && $0.card.name == "fetch-it" })
    let offers = all.filter { !$0.isStated }
    #expect(
      offers.map(\.card.name) == [
        "certificate-status", "disk-status", "latest-backup", "list-backups", "port-owner", "reload-nginx",
        "reread-supervisor", "restart-service", "run-job", "service-status", "show-log", "start-service",
        "stop-service",
      ])
    let names = ["jumpinotech", "wegweiserlife", "nearyou", "luci"]
    let ofServices = offers.filter { $0.card.parameters.first?.name == "service" }
    #expect(ofServices.map { $0.accepted[0] } == [names, names, names, names, names])
  }

  @Test func unknownOperationsAreRefused() async throws {
    let desk = try desk(CheckTests.table, ExampleServer.healthy.recorded)
    for name in ["restart-servise", "rm -rf /", "", "RESTART-SERVICE"] {
      do {
        _ = try desk.request(name, words: ["luci"])
        Issue.record("\(name) was planned")
      } catch {
        #expect(error.kind == .unknownOperation && error.accepted.contains("restart-service"))
        if name == "restart-servise" { #expect(error.nearest.first == "restart-service") }
      }
    }
  }

  @Test func planningByWordsAndByNameIsOne() async throws {
    let desk = try desk(CheckTests.table, ExampleServer.healthy.recorded)
    let words = try desk.request("restart-service", words: ["site-luci"])
    let named = try desk.request("restart-service", arguments: ["service": "luci"])
    #expect(words == named)
    #expect(try await desk.plan(words, actor: "test").map(\.digest) == ["0"])
  }

  @Test func looksUp() throws {
    let desk = try desk(CheckTests.table, ExampleServer.healthy.recorded)
    let found = desk.lookUp("port of luci")
    #expect(found.outcome == .found && found.values.map(\.value) == ["3004"])
    #expect(found.values.map(\.range.description) == ["AGENTS.md:3:10"])
    #expect(
      desk.lookUp("port of lucy").outcome == .notStated && desk.lookUp("port of lucy").nearest == ["luci"])
  }

  @Test func whatIsNoTextIsUnavailable() {
    struct Bytes: RunbookSource {
      func chapters() throws(Unavailable) -> [Chapter] {
        [Chapter(name: "AGENTS.md", bytes: [0xFF, 0xFE, 0x00])]
      }
    }
    let hands = NoHands()
    let server = ExampleServer.healthy.recorded
    let executor = Executor(
      server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in })
    do {
      _ = try Desk(source: Bytes(), server: server, executor: executor)
      Issue.record("read")
    } catch {
      #expect(error.reason == .unreadable && !error.message.isEmpty)
    }
  }
}
