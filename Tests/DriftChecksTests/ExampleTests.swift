import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import DriftChecks

/// The examples on the cards are tests: same strings, same arrows.
struct ExampleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var number: Int
    var testDescription: String { "\(id) example \(number)" }
  }

  static let cases = AllChecks.list.flatMap { check in
    check.examples.indices.map { Case(id: check.card.id, number: $0) }
  }

  @Test(arguments: cases) func saysWhatItsCardClaims(_ example: Case) async throws {
    let check = try #require(AllChecks.list.first { $0.card.id == example.id })
    let shown = check.examples[example.number]
    let (text, mark) = Self.withoutMark(shown.runbook)
    let runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    let verdicts = await check.init().judge(runbook, by: Facts(shown.server))
    #expect(!verdicts.isEmpty)
    switch shown.expectation {
    case .holds: #expect(verdicts.allSatisfy { $0.outcome == .holds }, "\(verdicts)")
    case .unknown:
      #expect(
        verdicts.allSatisfy { if case .unknown = $0.outcome { true } else { false } }, "\(verdicts)")
    case .drifts:
      let findings = verdicts.compactMap {
        if case .drifts(let finding) = $0.outcome { finding } else { nil }
      }
      #expect(findings.count == 1, "\(verdicts)")
      let finding = try #require(findings.first)
      let mark = try #require(mark)
      #expect(finding.range?.line == mark.line && finding.range?.column == mark.column, "\(finding)")
      #expect(finding.source == example.id)
      #expect(finding.remedy != nil)
      #expect(finding.message.first?.isLowercase == true)
    }
  }

  @Test(arguments: AllChecks.list.map { $0.card.id })
  func hasExamplesOfEachKind(_ id: String) async throws {
    let check = try #require(AllChecks.list.first { $0.card.id == id })
    let kinds = Set(check.examples.map(\.expectation))
    #expect(kinds.contains(.holds) && kinds.contains(.drifts))
    if kinds.contains(.unknown) { return }
    // What asks nothing of the server cannot be blind.
    for example in check.examples {
      let runbook = Runbook([
        try Document.parse(Array(Self.withoutMark(example.runbook).text.utf8), file: "A")
      ])
      let seeing = await check.init().judge(runbook, by: Facts(example.server))
      let blind = await check.init().judge(
        runbook, by: Facts(RecordedServer(at: example.server.instant, looks: [:])))
      #expect(seeing == blind)
    }
  }

  /// Blindness is never drift and never health: without any one look, what held or was unknown does not drift, and
  /// what drifted does not hold.
  @Test(arguments: cases) func judgesNothingFromWhatItCannotSee(_ example: Case) async throws {
    let check = try #require(AllChecks.list.first { $0.card.id == example.id })
    let shown = check.examples[example.number]
    let runbook = Runbook([try Document.parse(Array(Self.withoutMark(shown.runbook).text.utf8), file: "A")])
    let seeing = await check.init().judge(runbook, by: Facts(shown.server))
    for look in shown.server.looks.keys {
      var server = shown.server
      server.looks[look] = nil
      for verdict in await check.init().judge(runbook, by: Facts(server)) {
        let before = seeing.filter { $0.claim == verdict.claim && $0.range == verdict.range }.map(\.outcome)
        switch verdict.outcome {
        case .unknown: continue
        case .drifts:
          #expect(
            before.contains { if case .drifts = $0 { true } else { false } },
            "without \(look.words): \(verdict)")
        case .holds: #expect(before.contains(.holds), "without \(look.words): \(verdict)")
        }
      }
    }
  }

  /// Each figure that the report plots is taken by some check.
  @Test func everyMeasureIsTaken() async throws {
    var taken: Set<Measure.Name> = []
    for check in AllChecks.list {
      for example in check.examples {
        let runbook = Runbook([
          try Document.parse(Array(Self.withoutMark(example.runbook).text.utf8), file: "A")
        ])
        for verdict in await check.init().judge(runbook, by: Facts(example.server)) {
          taken.formUnion(verdict.measures.map(\.name))
        }
      }
    }
    #expect(taken == Set(Measure.Name.allCases))
  }

  @Test func causesAreChecks() {
    let ids = Set(AllChecks.list.map { $0.card.id })
    for check in AllChecks.list { #expect(ids.isSuperset(of: check.card.after), "\(check.card.id)") }
    #expect(ids.count == AllChecks.list.count)
  }

  /// The text without the line that holds the arrow, and the place under it. Columns count bytes; the arrow's line
  /// is indented with spaces.
  private static func withoutMark(_ text: String) -> (text: String, mark: (line: Int, column: Int)?) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let index = lines.firstIndex(where: { $0.contains("↓") }) else { return (text, nil) }
    let indent = lines[index].prefix { $0 == " " }.count
    lines.remove(at: index)
    return (lines.joined(separator: "\n"), (index + 1, indent + 1))
  }
}
