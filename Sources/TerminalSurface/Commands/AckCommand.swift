import Findings
import Reports
import RunbookDesk

/// Acknowledges a fault until a day, lists what is acknowledged, or takes it back.
enum AckCommand: Command {
  static let card = CommandCard(
    name: "ack", synopsis: "<name> --until DATE \"why\"",
    summary: "acknowledge a fault until a day: it is shown and does not count",
    examples: [
      "runbook ack port-listens@luci --until 2026-12-24 \"the new machine comes then\"",
      "runbook ack service/luci --until 2026-12-24 \"it moves\"", "runbook ack --list",
      "runbook ack --remove port-listens@luci",
    ], takes: [.verdict],
    options: [
      OptionCard("--until", "DATE", "the day on which it counts again, in UTC, at most a year away"),
      OptionCard("--list", nil, "list what is acknowledged"),
      OptionCard("--remove", nil, "take it back"),
    ],
    notes: [
      "A name is a check, a group of checks, a subject of the runbook, or a check on a subject: id@subject.",
      "What a fault explains goes with it. Acknowledge as the account that runs the check: each has its own memory.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    let own = invocation.options.own, words = invocation.words
    let isListing = own["--list"] != nil, isRemoving = own["--remove"] != nil
    guard [isListing, isRemoving, own["--until"] != nil].count(where: { $0 }) <= 1 else {
      throw Invocation.Unusable(message: "--list, --remove and --until are three different things")
    }
    if isListing || (words.isEmpty && own.isEmpty) {
      guard words.isEmpty else { throw Invocation.Unusable(message: "ack --list takes no words") }
      let desk = try await terminal.world.desk(invocation.options)
      return terminal.report(.acknowledgements(try await desk.acknowledgements()), desk, invocation, .success)
    }
    if isRemoving {
      guard words.count == 1 else { throw Invocation.Unusable(message: "ack --remove needs one name") }
      let desk = try await terminal.world.desk(invocation.options)
      let removed = try await desk.removeAcknowledgement(words[0])
      return terminal.say("\(removed.selector.text) counts again".cleaned)
    }
    guard let name = words.first else { throw Invocation.Unusable(message: "ack needs a name") }
    guard let until = own["--until"]?.last else {
      throw Invocation.Unusable(message: "ack needs --until DATE")
    }
    let why = words.dropFirst().joined(separator: " ")
    guard why.contains(where: { !$0.isWhitespace }) else {
      throw Invocation.Unusable(message: "ack needs a reason behind the name")
    }
    let desk = try await terminal.world.desk(invocation.options)
    let made = try await desk.acknowledge(name, until: until, why: why)
    return terminal.say("\(made.selector.text) is acknowledged until \(made.until): \(made.why)".cleaned)
  }
}
