import Findings
import Operations
import Reports
import RunbookDesk

/// Shows what was done, and proves that nothing was taken out of it.
enum JournalCommand: Command {
  static let card = CommandCard(
    name: "journal", synopsis: "", summary: "show what was done, step by step",
    examples: [
      "runbook journal", "runbook journal --subject luci --since 2026-11-25", "runbook journal --verify",
    ],
    options: [
      OptionCard("--subject", "NAME", "only what concerns it", takes: .subject),
      OptionCard(
        "--since", "TIME", "only what was done from then on: 2026-11-25 or 2026-11-25T14:00:00Z, in UTC"),
      OptionCard(
        "--verify", nil,
        "prove that each record follows from the one before; exit status 1 where one does not"),
    ],
    notes: [
      "The chain shows to others that a record was changed or taken out. Its owner can write it anew: the digest of the",
      "last record also goes to syslog.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "journal takes no words") }
    let own = invocation.options.own
    let desk = try await terminal.world.desk(invocation.options)
    if own["--verify"] != nil { return try await verify(desk, terminal) }
    let entries = try await desk.journal(subject: own["--subject"]?.last, since: own["--since"]?.last)
    return terminal.report(.journal(entries), desk, invocation, .success)
  }

  private static func verify(_ desk: Desk, _ terminal: Terminal) async throws -> ExitCode {
    let state = try await desk.verifyJournal()
    if let place = state.firstBroken {
      return terminal.complain(
        "record \(place) of \(state.records) does not follow from the one before", help: "runbook journal",
        .negative)
    }
    let torn = state.isTorn ? "; a last line was cut off and will be set aside" : ""
    let earlier = state.setAside == 0 ? "" : "; \(state.setAside) cut off earlier and set aside"
    return terminal.say(
      "\(state.records) records, each follows from the one before; head \(state.head)\(torn)\(earlier)")
  }
}
