import Findings
import RunbookDesk
import ServerFacts
import Testing

@testable import DriftChecks

struct CheckTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription, runbook: String
    var server: RecordedServer
  }

  static let examples = AllChecks.list.flatMap { check in
    check.examples.enumerated().map {
      Case(testDescription: "\(check.card.id) \($0)", runbook: unmarked($1.runbook), server: $1.server)
    }
  }

  @Test func verdictsStandInOrder() async throws {
    let report = try await desk(Shape.runbook(), Shape.server).check()
    let order = Desk.checkCards.map(\.id)
    let ids = report.verdicts.map(\.verdict.check)
    #expect(ids == order.flatMap { id in ids.filter { $0 == id } })
    for id in order {
      let ranges = report.verdicts.filter { $0.verdict.check == id }.compactMap(\.verdict.range)
      #expect(ranges == ranges.sorted(), "\(id)")
    }
    #expect(Set(ids).count > 10, "\(Set(ids))")
    #expect(report.file == "AGENTS.md" && report.at == ExampleServer.noon)
  }

  @Test func saysTheSameTwice() async throws {
    let first = try await desk(Shape.runbook(), Shape.server).check()
    for _ in 0..<5 { #expect(try await desk(Shape.runbook(), Shape.server).check() == first) }
  }

  @Test func oneDriftIsTold() async throws {
    let report = try await desk(Shape.runbook(), Shape.server).check()
    #expect(report.outcome == .drifts)
    #expect(
      report.drifts.map { "\($0.finding.range?.description ?? "") \($0.finding.source)" } == [
        "AGENTS.md:6:20 port-listens"
      ])
    #expect(report.claims.drift == 1 && report.claims.hold > 0)
    let sum = report.claims.hold + report.claims.drift + report.claims.unknown + report.claims.unchecked
    #expect(sum == report.claims.total && report.claims.unchecked > 0)
  }

  static let table = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | site-luci |\n"

  @Test func consequencesAreFoldedUnderTheirCause() async throws {
    let server = ExampleServer.whole.changed {
      $0.programs = [SupervisedProgram(name: "site-luci", state: "FATAL", pid: nil, started: 0)]
      $0.listeners.removeLast()
    }
    let report = try await desk(Self.table, server.recorded).check()
    let judged = report.verdicts.filter { if case .drifts = $0.verdict.outcome { true } else { false } }
    let because = Dictionary(uniqueKeysWithValues: judged.map { ($0.verdict.check, $0.because) })
    #expect(because["program-runs"] == .some(nil))
    #expect(because["port-listens"] == "program-runs", "\(because)")
    #expect(report.drifts.map(\.finding.source) == ["program-runs"])
    #expect(report.drifts.first?.consequences.map(\.source) == ["port-listens"])
    #expect(report.claims == report.claims && report.claims.total == 2 && report.claims.drift == 2)
  }

  @Test func allIsWell() async throws {
    let report = try await desk(Self.table, ExampleServer.whole.recorded).check()
    #expect(report.outcome == .holds && report.drifts.isEmpty && report.unknowns.isEmpty)
    #expect(report.claims.total == 2 && report.claims.hold == 2 && report.claims.unchecked == 0)
  }

  @Test func nothingIsSeen() async throws {
    let report = try await desk(Shape.runbook(), RecordedServer(at: ExampleServer.noon, looks: [:])).check()
    #expect(report.outcome == .unknown && report.drifts.isEmpty && report.claims.hold <= 4)
  }

  /// Where less is seen, less is said: what held or was unknown never drifts for it.
  @Test(arguments: examples + [Case(testDescription: "four sites", runbook: "", server: Shape.server)])
  func blindnessIsNeverDrift(_ example: Case) async throws {
    let text = example.runbook.isEmpty ? try Shape.runbook() : example.runbook
    let before = Self.drifts(try await desk(text, example.server).check())
    for look in example.server.looks.keys {
      var blind = example.server
      blind.looks[look] = nil
      let new = Self.drifts(try await desk(text, blind).check()).subtracting(before)
      #expect(new.isEmpty, "without \(look.words): \(new)")
      blind.looks[look] = .unseen(Blindness(.permission, "closed"))
      let closed = Self.drifts(try await desk(text, blind).check()).subtracting(before)
      #expect(closed.isEmpty, "\(look.words) closed: \(closed)")
    }
  }

  private static func drifts(_ report: CheckReport) -> Set<String> {
    Set(
      report.verdicts.compactMap {
        guard case .drifts = $0.verdict.outcome else { return nil }
        return "\($0.verdict.check) \($0.verdict.claim) \($0.verdict.range?.description ?? "-")"
      })
  }

  @Test func everyCheckIsDescribed() {
    #expect(CheckDescription.all.map(\.id) == Desk.checkCards.map(\.id))
    for description in CheckDescription.all {
      #expect(description.text.contains("A runbook that drifts") && description.text.contains("↓"))
    }
  }
}
