import DriftChecks
import Findings
import Operations
import RunbookDesk
import ServerFacts
import Testing

/// What is known and lived with, and what a run is about.
struct AcknowledgementTests {
  private static func broken(_ days: Int = 0) -> RecordedServer {
    var server = NightServer.healthy
    server.listens = false
    return server.recorded(at: Instant(seconds: NightServer.noon + days * 86_400))
  }

  @Test(arguments: [
    "port-listens", "services", "luci", "service/luci", "port-listens@luci", "services@service/luci",
  ])
  func isShownAndDoesNotCountUntilItsDay(_ name: String) async throws {
    let ledger = MemoryLedger()
    let first = try desk(NightServer.text, Self.broken(), ledger)
    _ = try await first.acknowledge(name, until: "2026-12-05", why: "a new machine")
    let report = await first.check()
    #expect(report.outcome == .holds && report.drifts.isEmpty)
    #expect(report.acknowledged.map(\.finding.source) == ["port-listens"])
    #expect(report.acknowledged.first?.acknowledgement?.why == "a new machine")
    // Noon of the example is in November; on the day itself it counts again, and is news.
    var said: [Int: Int] = [:]
    for night in 0..<20 {
      let desk = try desk(NightServer.text, Self.broken(night), ledger)
      _ = try await desk.check(.all, isNightly: true) { report in
        if report.news?.isEmpty == false { said[night] = report.news?.items.count }
        return true
      }
    }
    let back = try #require(said.keys.min())
    #expect(Instant(seconds: NightServer.noon + back * 86_400).description.hasPrefix("2026-12-05"))
  }

  @Test(arguments: [
    ("port-listens", "2026-02-30"), ("port-listens", "tomorrow"), ("port-listens", "2020-01-01"),
    ("port-listens", "2028-01-01"), ("port-listen", "2026-12-24"), ("port-listens@lucy", "2026-12-24"),
    ("", "2026-12-24"),
  ]) func refuses(_ name: String, _ until: String) async throws {
    let ledger = MemoryLedger()
    let desk = try desk(NightServer.text, Self.broken(), ledger)
    await #expect(throws: Refusal.self) { _ = try await desk.acknowledge(name, until: until, why: "x") }
    #expect(ledger.state == LedgerState())
  }

  @Test func canBeTakenBack() async throws {
    let desk = try desk(NightServer.text, Self.broken(), MemoryLedger())
    _ = try await desk.acknowledge("luci", until: "2026-12-24", why: "x")
    _ = try await desk.acknowledge("luci", until: "2026-12-25", why: "y")
    #expect(try await desk.acknowledgements().map(\.until) == ["2026-12-25"])
    await #expect(throws: Refusal.self) { _ = try await desk.removeAcknowledgement("lucy") }
    _ = try await desk.removeAcknowledgement("luci")
    #expect(try await desk.acknowledgements().isEmpty)
    #expect(await desk.check().outcome == .drifts)
  }

  @Test(
    arguments: [
      (["port-listens"], [], ["port-listens"]),
      (
        ["cron"], [],
        [
          "cron-runs", "crontab-read", "job-scheduled", "job-runs-once", "percent-escaped", "job-listed",
          "script-runnable", "job-programs-found",
        ]
      ),
      (["port-listens@luci", "job-scheduled"], [], ["port-listens", "job-scheduled"]),
      (["port-listens, job-scheduled"], ["luci"], ["job-scheduled"]),
    ] as [([String], [String], [String])])
  func aSelectionIsJudged(_ only: [String], _ except: [String], _ checks: [String]) async throws {
    let desk = try desk(
      NightServer.text, NightServer.healthy.recorded(at: Instant(seconds: NightServer.noon)))
    var judged: [String] = []
    _ = try await desk.check(CheckSelection(only: only, except: except), isNightly: false) { report in
      judged = report.verdicts.map(\.verdict.check)
      return true
    }
    #expect(Set(judged) == Set(checks))
  }

  @Test func unknownNamesAreRefusedWithTheNearest() async throws {
    let desk = try desk(NightServer.text, Self.broken(), MemoryLedger())
    let refusal = await #expect(throws: Refusal.self) {
      _ = try await desk.check(CheckSelection(only: ["port-lisens"]), isNightly: false) { _ in true }
    }
    #expect(refusal?.nearest.first == "port-listens")
  }
}
