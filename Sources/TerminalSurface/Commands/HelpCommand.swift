import Reports

/// Shows one screen of help, or that of one command.
enum HelpCommand: Command {
  static let card = CommandCard(
    name: "help", synopsis: "[command]", summary: "show this, or the help of one command",
    examples: ["runbook help run"], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    if let name = invocation.words.first {
      guard let command = AllCommands.list.first(where: { $0.card.name == name }) else {
        throw Invocation.Unusable(message: "there is no such command")
      }
      return terminal.say(text(command.card))
    }
    return terminal.say(overview)
  }

  static func text(_ card: CommandCard) -> String {
    let usage = ["runbook", card.name, card.synopsis].filter { !$0.isEmpty }.joined(separator: " ")
    var lines = ["\(card.summary)", "", "usage: \(usage)", ""] + card.examples.map { "  \($0)" }
    if !card.options.isEmpty {
      let width = card.options.map(\.synopsis.count).max() ?? 0
      lines += [""]
      lines += card.options.map { option in
        let gap = String(repeating: " ", count: width - option.synopsis.count + 2)
        return "  \(option.synopsis)\(gap)\(option.summary)"
      }
    }
    if !card.notes.isEmpty { lines += [""] + card.notes }
    return lines.joined(separator: "\n")
  }

  private static var overview: String {
    let width = 10
    let rare = AllCommands.list.filter { $0.card.isRare }.map { $0.card.name }.joined(separator: ", ")
    let commands = AllCommands.list.filter { !$0.card.isRare }.map { command in
      "  " + command.card.name + String(repeating: " ", count: max(1, width - command.card.name.count))
        + command.card.summary
    }
    let options = Self.options.map { option in
      "  " + option.name + String(repeating: " ", count: max(1, 18 - option.name.count)) + option.summary
    }
    return """
      runbook holds an AGENTS.md against its server and runs what it names.

      usage: runbook [options] <command> [words…]

      \(commands.joined(separator: "\n"))
      and \(rare)

      options:
      \(options.joined(separator: "\n"))

      exit status: \(exitStatus)
      """
  }

  /// The options that stand before or behind any command.
  static var options: [(name: String, summary: String)] {
    let formats = AllFormats.list.map { $0.name }.joined(separator: ", ")
    return [
      ("--file PATH", "the runbook; else the nearest AGENTS.md from here up to the git root"),
      ("--format NAME", "\(formats); see runbook(1)"),
      ("--recording DIR", "look at a recorded server instead of this one"),
      ("--verbose", "say which file was read, and why; tell all there is to tell"),
      ("--version", "print the version"),
    ]
  }

  static let exitStatus = """
    0 found, holds, done and proved; 1 not stated, drifts, failed; 2 ambiguous, unseen, unproved;
    3 refused; 4 busy; 64 usage; 65 unreadable; 66 no runbook; 69 unavailable; 70 our fault; 74 I/O; 77 permission.
    """
}
