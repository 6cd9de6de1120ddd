import Operations
import Reports
import RunbookDesk
import RunbookModel

/// Prints the manual page, made from the cards.
enum ManualCommand: Command {
  static let card = CommandCard(
    name: "manual", synopsis: "", summary: "print the manual page, for man(1)",
    examples: ["runbook manual | man -l -"], isRare: true)

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    var lines = [
      ".TH RUNBOOK 1", ".SH NAME", "runbook \\- hold an AGENTS.md against its server and run what it names",
      ".SH SYNOPSIS", ".B runbook", "[options] command [words]", ".SH COMMANDS",
    ]
    for command in AllCommands.list {
      let card = command.card
      lines += [
        ".TP", ".B \(escaped(card.name + (card.synopsis.isEmpty ? "" : " " + card.synopsis)))",
        escaped(card.summary),
      ]
      for option in card.options {
        lines += [".RS", ".TP", ".B \(escaped(option.synopsis))", escaped(option.summary), ".RE"]
      }
      for note in card.notes { lines += [".RS", escaped(note), ".RE"] }
    }
    lines.append(".SH OPTIONS")
    for option in HelpCommand.options {
      lines += [".TP", ".B \(escaped(option.name))", escaped(option.summary)]
    }
    lines.append(".SH OPERATIONS")
    for card in Desk.operationCards {
      let names = card.parameters.map { $0.isOptional ? "[\($0.name)]" : "<\($0.name)>" }
      lines += [
        ".TP", ".B \(escaped(([card.name] + names).joined(separator: " ")))",
        escaped("\(card.detail) Effect: \(card.effect.rawValue). Undo: \(card.undo)."),
      ]
    }
    lines.append(".SH CHECKS")
    for check in CheckDescription.all { lines += [".TP", ".B \(escaped(check.id))", escaped(check.summary)] }
    lines.append(".SH FORMATS")
    for format in AllFormats.list { lines += [".TP", ".B \(escaped(format.name))", escaped(format.summary)] }
    lines.append(".SH EXIT STATUS")
    lines += HelpCommand.exitStatus.split(separator: "\n").map { escaped(String($0)) }
    return terminal.say(lines.joined(separator: "\n"))
  }

  /// roff reads a leading dot or quote as a request, and a hyphen as a break.
  private static func escaped(_ text: String) -> String {
    let text = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}
