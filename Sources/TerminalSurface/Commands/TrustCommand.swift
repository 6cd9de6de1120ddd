import Findings
import Operations
import Reports
import RunbookDesk

/// Shows what a runbook would let an agent do, and records that a person has agreed to it.
enum TrustCommand: Command {
  static let card = CommandCard(
    name: "trust", synopsis: "",
    summary: "show what the runbook would let an agent do, and agree to it",
    examples: [
      "runbook trust", "runbook trust --show",
      "runbook trust --expect \"$(sha256sum < AGENTS.md | cut -d' ' -f1)\"",
    ],
    options: [
      OptionCard("--show", nil, "only show it; exit status 1 where the present text is not the trusted one"),
      OptionCard(
        "--expect", "SHA256", "agree without asking, where this is the digest of the text: for provisioning"),
    ],
    notes: [
      "Until a runbook is trusted there are lookups and the check, and no operations.",
      "What an edit takes away is gone at once; what it adds waits for the next trust.",
      "The digest is that of AGENTS.md; with chapters beside it, of the lines that sha256sum prints for all files.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    let own = invocation.options.own
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "trust takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    if let expected = own["--expect"]?.last {
      try await desk.trust(expected: expected.lowercased())
      return terminal.say("\(desk.file) is trusted".cleaned)
    }
    let status = try await desk.trustStatus()
    let shown = terminal.report(.trust(status), desk, invocation, status.isCurrent ? .success : .negative)
    if own["--show"] != nil || status.isCurrent || shown == .io { return shown }
    guard
      try terminal.ask(
        "trust this text? type yes: ", to: "trust a runbook", help: "runbook trust --expect \(status.digest)")
        == "yes"
    else { return terminal.complain("nothing was trusted", help: nil, .negative) }
    try await desk.trust(expected: status.digest)
    return terminal.say("\(desk.file) is trusted".cleaned)
  }
}
