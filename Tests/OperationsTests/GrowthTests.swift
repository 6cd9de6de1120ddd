import MarkdownDocument
import RunbookModel
import Testing

@testable import Operations

/// Whoever lists what may be done, or asks what agents may do, goes through all of a runbook once.
struct GrowthTests {
  @Test func staysLinear() throws {
    // Other work only ever makes a turn longer.
    let small = try #require(try (0..<3).map { _ in try measure(100) }.min())
    let large = try #require(try (0..<3).map { _ in try measure(800) }.min())
    // Eight times the services and commands, eight times the time; a square would be 64 times.
    #expect(large < small * 28, "\(small) became \(large)")
  }

  private func measure(_ count: Int) throws -> Duration {
    var text = "## Sites\n| App | Port | Supervisor name |\n|---|---|---|\n"
    for number in 0..<count { text += "| app-\(number) | \(2000 + number) | site-app-\(number) |\n" }
    // A name that means several is refused, and no list of all names is made for each.
    for number in 0..<count { text += "| twin-\(number / 2) | \(9000 + number) | site-twin-\(number) |\n" }
    text += "\n## TLS\n"
    for number in 0..<count { text += "- Certificate: /etc/ssl/\(number)/origin-\(number / 2).pem\n" }
    text += "\n## Cron (deploy user)\n"
    for number in 0..<count { text += "- 03:00 nightly: /opt/jobs/job-\(number).sh\n" }
    for number in 0..<count {
      text += "\n## Restart \(number)\n```\nsudo supervisorctl restart site-app-\(number)\n```\n"
    }
    let runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    try #require(runbook.services.count == 2 * count && runbook.commands.count == count)
    try #require(runbook.certificates.count == count && runbook.namedSchedules.count == count)
    return ContinuousClock().measure {
      let offered = AllOperations.offered(runbook)
      #expect(offered.count { $0.same == "restart-service" } == count)
      let powers = Dictionary(grouping: Power.all(runbook), by: \.request.operation)
      for name in ["restart-service", "certificate-status", "run-job"] {
        #expect(powers[name]?.count == count)
      }
    }
  }
}
