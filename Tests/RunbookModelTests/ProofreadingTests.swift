import Findings
import RunbookModel
import Testing

/// Each slip is told on its line, and the same text without it tells nothing of the kind.
struct ProofreadingTests {
  private static let services = """
    | App | Port | Supervisor name |
    |---|---|---|
    | luci | 3004 | site-luci |
    | nearyou | 3003 | site-nearyou |
    """

  struct Slip: Sendable, CustomTestStringConvertible {
    var id: String
    var line: Int
    var severity: Severity
    var wrong, right: String
    var testDescription: String { id }
  }

  static let slips = [
    Slip(
      id: "conflict-markers", line: 3, severity: .error,
      wrong: "# Ops\n\n<<<<<<< ours\n- a: b\n=======\n- a: c\n>>>>>>> theirs\n", right: "# Ops\n\n- a: b\n"),
    Slip(
      id: "contradiction", line: 8, severity: .warning,
      wrong: services + "\n\n| App | Port |\n|---|---|\n| luci | 3005 |\n",
      right: services + "\n"),
    Slip(
      id: "empty-section", line: 3, severity: .note, wrong: "# Ops\ntext\n## Nothing\n## Cron\ntext\n",
      right: "# Ops\ntext\n## Something\n### Below\ntext\n"),
    Slip(
      id: "large-file", line: 4681, severity: .note,
      wrong: String(repeating: "a line of it\n\n", count: 3_000),
      right: String(repeating: "a line of it\n\n", count: 2_000)),
    Slip(
      id: "missing-cell", line: 4, severity: .warning,
      wrong: services.replacing("| nearyou | 3003 |", with: "| nearyou | |"),
      right: services.replacing("| nearyou | 3003 |", with: "| nearyou | - |")),
    Slip(
      id: "column-name", line: 1, severity: .warning, wrong: services.replacing("Port", with: "Prot"),
      right: services.replacing("Port", with: "Colour")),
    Slip(
      id: "repeated-section", line: 5, severity: .note, wrong: "# Ops\n## Cron\ntext\n\n## Cron\nmore\n",
      right: "# Ops\n## Cron\ntext\n\n## Cron jobs\nmore\n"),
    Slip(
      id: "secret-in-file", line: 2, severity: .warning, wrong: "# Ops\nDB_PASSWORD=hunter2hunter2\n",
      right: "# Ops\nDB_PASSWORD=<your-password>\n"),
    Slip(
      id: "unknown-name", line: 6, severity: .warning,
      wrong: services + "\n\n- Restart: sudo supervisorctl restart nearyou\n",
      right: services + "\n\n- Restart: sudo supervisorctl restart site-nearyou\n"),
  ]

  @Test(arguments: slips) func isToldOnItsLine(_ slip: Slip) throws {
    let told = try runbook(slip.wrong).findings.filter { $0.source == slip.id }
    #expect(told.map(\.severity) == [slip.severity], "\(told)")
    #expect(told.first?.range?.line == slip.line)
    #expect(told.first?.remedy != nil)
  }

  @Test(arguments: slips) func isNotToldWithoutIt(_ slip: Slip) throws {
    let told = try runbook(slip.right).findings.filter { $0.source == slip.id }
    #expect(told.isEmpty, "\(told)")
  }

  @Test func thePublishedRunbookHasNone() throws {
    #expect(try runbook(text(at: "Examples/published/AGENTS.md")).findings.isEmpty)
  }
}
