import Operations
import Reports
import RunbookDesk
import RunbookModel

/// Shows one screen of help, or that of one command or operation.
enum HelpCommand: Command {
  static let card = CommandCard(
    name: "help", synopsis: "[command or operation]",
    summary: "show this, or the help of one command or operation",
    examples: ["runbook help run", "runbook help restart-service"], takes: [.command], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    let width = terminal.world.width
    guard let name = invocation.words.first else { return terminal.say(overview(width)) }
    if let command = AllCommands.list.first(where: { $0.card.name == name }) {
      return terminal.say(text(command.card, width))
    }
    if let operation = operation(name) { return terminal.say(text(operation, width)) }
    let names = AllCommands.list.map { $0.card.name } + Desk.operationCards.map(\.name)
    let nearest = Nearest.words(to: name, among: names).first.map { "; did you mean \($0)?" } ?? ""
    throw Invocation.Unusable(message: "there is no such command\(nearest)", help: "runbook --help")
  }

  /// The help of what a command line is about: with `run show-log` that is the operation.
  static func text(of invocation: Invocation, _ card: CommandCard, _ width: Int?) -> String {
    let isOfOperation = card.takes.first == .operation
    if isOfOperation, let operation = invocation.words.first.flatMap(operation) {
      return text(operation, width)
    }
    return text(card, width)
  }

  private static func operation(_ name: String) -> OperationCard? {
    Desk.operationCards.first { $0.name == name } ?? Aliases.card(name)
  }

  // MARK: Pages

  private static func text(_ card: CommandCard, _ width: Int?) -> String {
    let usage = ["runbook", card.name, card.synopsis].filter { !$0.isEmpty }.joined(separator: " ")
    var lines = wrapped([card.summary, "", "usage: \(usage)", ""], width) + card.examples.map { "  \($0)" }
    if !card.options.isEmpty {
      lines += [""] + Columns.aligned(card.options.map { ["  " + $0.synopsis, $0.summary] }, width: width)
    }
    if !card.notes.isEmpty { lines += [""] + wrapped(card.notes, width) }
    return lines.joined(separator: "\n")
  }

  private static func text(_ card: OperationCard, _ width: Int?) -> String {
    let short = card.alias.flatMap { Aliases.card($0) == card ? "runbook \($0) \(card.places)" : nil }
    let usages = [short, "runbook run \(card.synopsis)"].compactMap { $0.map { trimmed($0) } }
    var lines = wrapped([card.summary, ""], width)
    lines += wrapped(usages.enumerated().map { ($0 == 0 ? "usage: " : "       ") + $1 }, width)
    if !card.parameters.isEmpty {
      let rows = card.parameters.map { parameter in
        let standard = parameter.standard.map { "; else \($0)" } ?? ""
        return ["  " + (parameter.isOptional ? "--" : "") + parameter.name, parameter.summary + standard]
      }
      lines += [""] + Columns.aligned(rows, width: width)
    }
    lines += [""] + wrapped([card.detail, "Effect: \(card.effect.rawValue). Undo: \(card.undo)."], width)
    lines +=
      [""]
      + Columns.aligned(
        [
          ["  runbook plan \(card.name)", "what it would do, and who has to agree"],
          ["  runbook list", "the words that it takes here"],
        ], width: width)
    return lines.joined(separator: "\n")
  }

  private static func overview(_ width: Int?) -> String {
    let rare = AllCommands.list.filter { $0.card.isRare }.map { $0.card.name }.joined(separator: ", ")
    let aliases = Aliases.cards.compactMap(\.alias).joined(separator: ", ")
    let commands = AllCommands.list.map { $0.card }.filter { !$0.isRare }.map {
      ["  " + $0.name, $0.summary]
    }
    let options = SharedOptions.list.map { ["  " + $0.synopsis, $0.summary] }
    var lines = wrapped(
      [
        "runbook holds an AGENTS.md against its server and runs what it names.", "",
        "usage: runbook [options] <command> [words…]", "",
      ], width)
    lines += Columns.aligned(commands, width: width)
    lines += wrapped(["and \(rare)", "operations by one word: \(aliases)", "", "options:"], width)
    lines += Columns.aligned(options, width: width)
    lines += [""] + wrapped(["exit status: " + exitStatus.joined(separator: "; ")], width ?? 110)
    return lines.joined(separator: "\n")
  }

  private static func wrapped(_ lines: [String], _ width: Int?) -> [String] {
    lines.flatMap { Columns.wrapped($0, width: width, hanging: $0.hasPrefix("usage: ") ? 7 : 0) }
  }

  private static func trimmed(_ text: String) -> String {
    text.hasSuffix(" ") ? String(text.dropLast()) : text
  }

  static let exitStatus = [
    "0 found, holds, done and proved", "1 not stated, drifts, failed", "2 ambiguous, unseen, unproved",
    "3 refused", "4 busy", "64 usage", "65 unreadable", "66 no runbook", "69 unavailable", "70 our fault",
    "74 I/O", "77 permission", "124 deadline",
  ]
}
