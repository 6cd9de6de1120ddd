import Findings
import Operations
import Reports
import RunbookDesk

/// Brings what a crash cut off to an end.
enum RecoverCommand: Command {
  static let card = CommandCard(
    name: "recover", synopsis: "", summary: "undo what a crash cut off, and prove it",
    examples: ["runbook recover", "runbook recover --abandon 3f9c0a417be2d58816aa"],
    options: [
      OptionCard(
        "--abandon", "ID", "give up a plan that cannot be derived again: nothing is undone", takes: .job)
    ],
    notes: [
      "For the start of the machine, before the supervisor, and for a person. Steps are derived anew from the trusted",
      "runbook; words that stand in the journal are never run.",
    ], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "recover takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    if let id = invocation.options.own["--abandon"]?.last { return try await abandon(id, desk, terminal) }
    let (ended, left) = try await desk.recover()
    for line in left { _ = terminal.complain(line, help: nil, .negative) }
    if ended.isEmpty { return left.isEmpty ? terminal.say("nothing was cut off") : .negative }
    let code = terminal.report(.executions(ended), desk, invocation, .success)
    return left.isEmpty && ended.allSatisfy({ $0.fault == nil }) ? code : .negative
  }

  private static func abandon(_ id: String, _ desk: Desk, _ terminal: Terminal) async throws -> ExitCode {
    let typed = try terminal.ask(
      "what was begun stays as it is; to give it up, type \(id): ".cleaned, to: "give up a plan",
      help: "run this at a terminal")
    guard typed == id else { return terminal.complain("nothing was given up", help: nil, .negative) }
    try await desk.abandon(id)
    return terminal.say("\(id) is given up".cleaned)
  }
}
