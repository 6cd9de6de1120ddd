import MarkdownDocument
import RunbookModel
import Testing

@testable import Operations

/// Whoever lists what may be done, or asks what agents may do, goes through all of a runbook once.
struct GrowthTests {
  @Test func staysLinear() throws {
    let small = try measure(100)
    let large = try measure(800)
    // Eight times the services and commands, eight times the time; a square would be 64 times.
    #expect(large < small * 28, "\(small) became \(large)")
  }

  private func measure(_ count: Int) throws -> Duration {
    var text = "## Sites\n| App | Port | Supervisor name |\n|---|---|---|\n"
    for number in 0..<count { text += "| app-\(number) | \(2000 + number) | site-app-\(number) |\n" }
    for number in 0..<count {
      text += "\n## Restart \(number)\n```\nsudo supervisorctl restart site-app-\(number)\n```\n"
    }
    let runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    try #require(runbook.services.count == count && runbook.commands.count == count)
    return ContinuousClock().measure {
      let offered = AllOperations.offered(runbook)
      #expect(offered.count { $0.same == "restart-service" } == count)
      #expect(Power.all(runbook).count >= 2 * count)
    }
  }
}
