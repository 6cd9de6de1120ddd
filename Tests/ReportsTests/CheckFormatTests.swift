import Findings
import Foundation
import JSON
import Operations
import Reports
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import DriftChecks

/// Every format of a check, byte for byte: `Tests/Fixtures/reports/<case>.<exit>.<format>`; UPDATE=1 writes them anew.
struct CheckFormatTests {
  private final class Memory: Ledger {
    struct Free: HeldLock { func release() async {} }
    private let kept = Mutex(LedgerState())
    func take() async throws(Fault) -> any HeldLock { Free() }
    func read() async throws(Fault) -> LedgerReading { LedgerReading(kept.withLock { $0 }) }
    func write(_ state: LedgerState) async throws(Fault) { kept.withLock { $0 = state } }
  }

  enum Case: String, CaseIterable {
    case clean, drifting, unknown, reading, acknowledged, measured

    var text: String {
      switch self {
      case .reading: FormatTests.text + "\n<<<<<<< HEAD\none\n=======\nother\n>>>>>>> branch\n"
      case .measured: FormatTests.text + "\n## TLS \"50%, A:B\"\n- Certificate: /etc/ssl/origin.pem\n"
      case .drifting: "# Größe: <&>\n\n" + FormatTests.text + "\n- Note: nobody | looks\n"
      default: FormatTests.text
      }
    }

    var server: RecordedServer {
      switch self {
      case .clean, .reading, .measured: ExampleServer.whole.recorded
      case .drifting:
        ExampleServer.whole.changed {
          $0.programs = [
            SupervisedProgram(
              name: "site-luci", state: "FATAL", pid: nil, started: 0,
              spawnError: "50%, \"none\" gone: 'x' |")
          ]
          $0.listeners.removeLast()
        }.recorded
      case .unknown: ExampleServer.whole.changed { $0.refused = [.processTable] }.recorded
      case .acknowledged: ExampleServer.whole.changed { $0.listeners.removeLast() }.recorded
      }
    }
  }

  /// The report as it is rendered in the second run, so that it has a history.
  private static func rendered(_ example: Case, _ format: any Format) async throws -> (
    text: String, exit: Int32
  ) {
    let ledger = Memory(), hands = NoHands()
    var server = example.server
    var text = "", exit: Int32 = 0
    for run in 0..<2 {
      server.instant = Instant(seconds: ExampleServer.noon.seconds + run * ExampleServer.day)
      let executor = Executor(
        server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in })
      let desk = try Desk(
        source: Text(text: example.text), server: server, executor: executor, ledger: ledger)
      if example == .acknowledged, run == 0 {
        _ = try await desk.acknowledge("luci", until: "2026-12-24", why: "a new machine, \"soon\" | 100%")
      }
      _ = try await desk.check(.all, isNightly: true) { report in
        let page = Page(isColoured: false, isVerbose: true, version: "1.2.3", excerpt: { desk.excerpt($0) })
        text = format.render(.check(report), page) ?? ""
        let own: Int32 = report.outcome == .holds ? 0 : report.outcome == .drifts ? 1 : 2
        exit = format.status(.check(report)) ?? own
        return true
      }
    }
    return (text, exit)
  }

  @Test(arguments: Case.allCases, AllFormats.list.map { $0.name })
  func isAsItWas(_ example: Case, _ name: String) async throws {
    let format = try #require(AllFormats.list.first { $0.name == name }).init()
    let (text, exit) = try await Self.rendered(example, format)
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/reports/\(example.rawValue).\(exit).\(name)")
    let output = text.isEmpty ? "" : text + "\n"
    if ProcessInfo.processInfo.environment["UPDATE"] == "1" { try Data(output.utf8).write(to: file) }
    #expect(output == String(decoding: try Data(contentsOf: file), as: UTF8.self))
    #expect(!output.contains("\u{1B}") && !output.contains("\r"))
  }

  @Test func oneLineForNagiosAndAnnotationsOnOneLineEach() async throws {
    for example in Case.allCases {
      let nagios = try await Self.rendered(example, NagiosFormat()).text
      #expect(!nagios.contains("\n") && nagios.count { $0 == "|" } == 1)
      let github = try await Self.rendered(example, GitHubFormat()).text
      for line in github.split(separator: "\n") { #expect(line.hasPrefix("::")) }
    }
  }

  @Test func nagiosSaysThatThereIsNoAnswer() throws {
    let told = try #require(NagiosFormat().render(failure: "no | runbook"))
    #expect(told.text == "UNKNOWN - no / runbook" && told.status == 3)
    #expect(TextFormat().render(failure: "x") == nil)
  }

  @Test func sarifIsJSONAndItsRulesAreFound() async throws {
    for example in Case.allCases {
      let run = try #require(try JSON.parse(try await Self.rendered(example, SARIFFormat()).text)["runs"]?[0])
      let rules = try #require(run["tool"]?["driver"]?["rules"]?.asArray)
      for result in run["results"]?.asArray ?? [] {
        let place = try #require(result["ruleIndex"]?.asInt)
        #expect(rules[place]["id"] == result["ruleId"])
      }
    }
  }
}

private struct Text: RunbookSource {
  var text: String
  func chapters() throws(Unavailable) -> [Chapter] { [Chapter(name: "AGENTS.md", bytes: Array(text.utf8))] }
}

private struct NoHands: Actuator, Journal, Locks, Digests {
  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome { throw Fault(.internalError, "performed") }
  func append(_ record: JSONObject) async throws(Fault) {}
  func take(_ subject: String) async throws(Fault) -> any HeldLock { throw Fault(.busy, "taken by pid 7") }
  func sha256(_ bytes: [UInt8]) -> String { "0" }
}
