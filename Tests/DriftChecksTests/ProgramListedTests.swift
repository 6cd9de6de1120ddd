import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import DriftChecks

/// A program that the runbook may only call by another name.
struct ProgramListedTests {
  private func verdicts(_ server: RecordedServer) async throws -> [Verdict] {
    let text = "| App | Program | Port |\n|---|---|---|\n| luci | site-old | 3004 |\n"
    let runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    return await ProgramListed().judge(runbook, by: Facts(server))
  }

  /// Whether it is the one that the runbook calls `site-old` the processes say, and nobody sees them.
  @Test func isUnknownWhereNobodySeesTheProcesses() async throws {
    let verdicts = try await verdicts(ExampleServer.with { $0.refused = [.processTable] }.recorded)
    #expect(!verdicts.isEmpty)
    #expect(verdicts.allSatisfy { if case .unknown = $0.outcome { true } else { false } }, "\(verdicts)")
  }
}
