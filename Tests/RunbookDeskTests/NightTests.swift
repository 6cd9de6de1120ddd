import DriftChecks
import Findings
import Operations
import RunbookDesk
import ServerFacts
import Testing

/// A month of nights with the clock moved on: what is said, night by night, and nothing besides.
struct NightTests {
  static let table = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | site-luci |\n"
  static let day = 86_400

  /// What is broken in a night.
  struct Night: OptionSet {
    let rawValue: Int
    static let port = Night(rawValue: 1)
    static let program = Night(rawValue: 2)
    static let blind = Night(rawValue: 4)
  }

  /// `luci` on 3004 stays; `port` takes its listener away, `program` its certificate, `blind` the sight of both.
  private static func server(_ broken: Night, _ number: Int) -> RecordedServer {
    var server = NightServer.healthy
    if broken.contains(.port) { server.listens = false }
    if broken.contains(.program) { server.isScheduled = false }
    if broken.contains(.blind) { server.isBlind = true }
    return server.recorded(at: Instant(seconds: NightServer.noon + number * day))
  }

  /// What each night says, as `new port-listens` or `over port-listens`.
  private static func month(
    _ ledger: MemoryLedger = MemoryLedger(), nights: Range<Int> = 0..<31, _ broken: (Int) -> Night
  ) async throws -> [Int: [String]] {
    var said: [Int: [String]] = [:]
    for night in nights {
      let desk = try desk(NightServer.text, server(broken(night), night), ledger)
      var items: [CheckNews.Item] = []
      _ = try await desk.check(.all, isNightly: true) { report in
        items = report.news?.items ?? []
        return true
      }
      if !items.isEmpty { said[night] = items.map(words) }
    }
    return said
  }

  private static func words(_ item: CheckNews.Item) -> String {
    switch item {
    case .drifts(let drift, let telling): "\(telling.rawValue) \(drift.finding.source)"
    case .flaps(let drift, let changes, let runs): "flaps \(drift.finding.source) \(changes)/\(runs)"
    case .over(let check, _, _, let isClaimed): "\(isClaimed ? "over" : "gone") \(check)"
    case .blind(let spot): "blind \(spot.checks.joined(separator: " "))"
    case .seenAgain(let check, _): "seen \(check)"
    }
  }

  @Test func aCleanMonthIsSilent() async throws {
    let ledger = MemoryLedger()
    #expect(try await Self.month(ledger) { _ in [] } == [:])
    #expect(ledger.state == LedgerState())
  }

  @Test func aSteadyFaultIsToldOnceAndRemindedWeekly() async throws {
    let said = try await Self.month { $0 >= 4 ? .port : [] }
    #expect(
      said == [
        4: ["new port-listens"], 11: ["again port-listens"], 18: ["again port-listens"],
        25: ["again port-listens"],
      ])
  }

  @Test func aRepairIsToldOnce() async throws {
    let said = try await Self.month { (5..<9).contains($0) ? .port : [] }
    #expect(said == [5: ["new port-listens"], 9: ["over port-listens"]])
  }

  @Test func twoFaultsThatOverlapAreToldEachOnItsNight() async throws {
    let said = try await Self.month { night in
      var broken: Night = []
      if (3..<8).contains(night) { broken.insert(.port) }
      if (5..<10).contains(night) { broken.insert(.program) }
      return broken
    }
    #expect(
      said == [
        3: ["new port-listens"], 5: ["new job-scheduled"], 8: ["over port-listens"],
        10: ["over job-scheduled"],
      ])
  }

  @Test func twoFaultsOfOneNightAreOneDigest() async throws {
    let said = try await Self.month { $0 == 6 ? [.port, .program] : [] }
    #expect(
      said == [
        6: ["new port-listens", "new job-scheduled"], 7: ["over job-scheduled", "over port-listens"],
      ])
  }

  /// There in every other night: told when it comes, when it goes, and then once a week.
  @Test func aFlappingFaultIsToldWeekly() async throws {
    let said = try await Self.month { $0 >= 2 && $0 % 2 == 0 ? .port : [] }
    #expect(
      said == [
        2: ["new port-listens"], 3: ["over port-listens"], 4: ["flaps port-listens 3/3"],
        12: ["flaps port-listens 7/7"], 20: ["flaps port-listens 7/7"], 28: ["flaps port-listens 7/7"],
      ])
  }

  /// After it stopped coming and going, that it holds is told when it has held for seven runs.
  @Test func aFlappingFaultComesToRest() async throws {
    let said = try await Self.month { [2, 4, 6].contains($0) ? .port : [] }
    #expect(
      said == [
        2: ["new port-listens"], 3: ["over port-listens"], 4: ["flaps port-listens 3/3"],
        14: ["over port-listens"],
      ])
  }

  @Test func oneBlindNightIsSilent() async throws {
    #expect(try await Self.month { $0 == 7 ? .blind : [] } == [:])
    // The fault stays told, and is neither over nor new.
    let said = try await Self.month { $0 == 7 ? [.port, .blind] : $0 >= 5 ? .port : [] }
    #expect(said[5] == ["new port-listens"] && said[7] == nil && said[8] == nil)
  }

  @Test func blindnessThatStaysIsToldInItsSecondNight() async throws {
    let said = try await Self.month { (7..<20).contains($0) ? .blind : [] }
    #expect(said.keys.sorted() == [8, 20])
    #expect(said[8]?.allSatisfy { $0.hasPrefix("blind ") } == true)
    #expect(said[20]?.allSatisfy { $0.hasPrefix("seen ") } == true)
  }

  /// A run by hand counts, and takes nothing from what the night has to say.
  @Test func aRunByHandTellsNothingAway() async throws {
    let ledger = MemoryLedger()
    let desk = try desk(NightServer.text, Self.server(.port, 0), ledger)
    _ = try await desk.check(.all, isNightly: false) { _ in true }
    let said = try await Self.month(ledger, nights: 0..<2) { _ in .port }
    #expect(said == [0: ["new port-listens"]])
    #expect(ledger.state.faults.values.map(\.runs) == [3])
  }

  /// What was not written down is said again.
  @Test func whatWasNotDeliveredIsSaidAgain() async throws {
    let ledger = MemoryLedger()
    let desk = try desk(NightServer.text, Self.server(.port, 0), ledger)
    _ = try await desk.check(.all, isNightly: true) { _ in false }
    #expect(ledger.state == LedgerState())
    #expect(try await Self.month(ledger, nights: 1..<3) { _ in .port } == [1: ["new port-listens"]])
  }

  /// An edit above a claim moves its line and makes no news.
  @Test func movedLinesAreNoNews() async throws {
    let ledger = MemoryLedger()
    _ = try await Self.month(ledger, nights: 0..<1) { _ in .port }
    let moved = try desk("# Sites\n\nWords.\n\n" + NightServer.text, Self.server(.port, 1), ledger)
    var items: [CheckNews.Item]?, lasting: [Lasting?] = []
    _ = try await moved.check(.all, isNightly: true) { report in
      items = report.news?.items
      lasting = report.drifts.map(\.lasting)
      return true
    }
    #expect(items == [] && lasting.map { $0?.runs } == [2])
    #expect(lasting.first??.since == Instant(seconds: NightServer.noon))
  }

  @Test func whatIsClaimedNoMoreIsToldOnce() async throws {
    let ledger = MemoryLedger()
    _ = try await Self.month(ledger, nights: 0..<1) { _ in .port }
    let desk = try desk("# Nothing\n", Self.server([], 1), ledger)
    var said: [String] = []
    for _ in 0..<2 {
      _ = try await desk.check(.all, isNightly: true) { report in
        said += (report.news?.items ?? []).map(Self.words)
        return true
      }
    }
    #expect(said == ["gone port-listens"])
  }

  /// A run over a part forgets nothing of the rest.
  @Test func aSelectionLeavesTheRestAlone() async throws {
    let ledger = MemoryLedger()
    _ = try await Self.month(ledger, nights: 0..<1) { _ in .port }
    let desk = try desk(NightServer.text, Self.server([], 1), ledger)
    _ = try await desk.check(CheckSelection(only: ["job-scheduled"]), isNightly: true) { report in
      #expect(
        report.news?.isEmpty == true && report.verdicts.allSatisfy { $0.verdict.check == "job-scheduled" })
      return true
    }
    #expect(try await Self.month(ledger, nights: 2..<3) { _ in [] } == [2: ["over port-listens"]])
  }

  @Test func withoutMemoryTheCheckRunsAllTheSame() async throws {
    let full = MemoryLedger(fault: Fault(.io, "/var/lib/runbook: read-only file system"))
    let desk = try desk(NightServer.text, Self.server(.port, 0), full)
    var report: CheckReport?
    #expect(
      try await desk.check(
        .all, isNightly: true,
        tell: {
          report = $0; return true
        }) == nil)
    #expect(report?.news == nil && report?.memoryTrouble?.contains("read-only") == true)
    #expect(report?.drifts.map(\.finding.source) == ["port-listens"])
    let busy = try RunbookDeskTests.desk(
      NightServer.text, Self.server([], 0), MemoryLedger(fault: Fault(.busy, "pid 7")))
    await #expect(throws: Fault.self) { _ = try await busy.check(.all, isNightly: true) { _ in true } }
  }
}
