import Operations
import Reports
import RunbookDesk
import RunbookModel

/// runbook(1): commands, operations, checks, formats and exit statuses, each from its card.
enum CommandsPage {
  static var page: ManualPage {
    var page = ManualPage(section: 1, summary: "hold an AGENTS.md against its server and run what it names")
    page.heading("SYNOPSIS")
    page.paragraph("runbook [options] command [words…]")
    page.heading("DESCRIPTION")
    page.paragraph(
      "runbook reads the AGENTS.md of a server as it is written: it answers questions from it, holds what it states "
        + "against the server, and runs what it names, each change planned, agreed to, journalled and proved. What is "
        + "read of the file, and what the operator's policy says, stands in runbook(5).")
    page.heading("COMMANDS")
    for card in AllCommands.list.map({ $0.card }) {
      page.entry(
        joined(card.name, card.synopsis), ([card.summary + "."] + card.notes).joined(separator: " "),
        more: card.options.map { ($0.synopsis, $0.summary) })
    }
    page.heading("OPTIONS")
    for option in SharedOptions.list { page.entry(option.synopsis, option.summary) }
    operations(&page)
    page.heading("CHECKS")
    for check in CheckDescription.all { page.entry(check.id, check.summary) }
    page.heading("FORMATS")
    for format in AllFormats.list { page.entry(format.name, format.summary) }
    page.heading("EXIT STATUS")
    for status in HelpCommand.exitStatus {
      let words = status.split(separator: " ", maxSplits: 1).map(String.init)
      page.entry(words[0], words[1])
    }
    page.heading("ENVIRONMENT")
    page.entry("NO_COLOR", "no colours, whatever its value")
    page.entry("LC_ALL, LC_CTYPE, LANG", "whether a terminal is shown more than ASCII")
    page.heading("EXAMPLES")
    page.typed(AllCommands.list.flatMap { $0.card.examples.prefix(1) })
    page.see(["runbook(5)", "supervisorctl(1)", "sudoers(5)", "crontab(5)"])
    return page
  }

  private static func operations(_ page: inout ManualPage) {
    page.heading("OPERATIONS")
    page.paragraph(
      "They are asked for by the commands run and plan. What the runbook itself states is an operation as well: the "
        + "command list shows all, with the words that each takes here.")
    for card in Desk.operationCards {
      let alias =
        Aliases.card(card.alias ?? "").map { "Also: runbook \(joined($0.alias ?? "", $0.places)). " } ?? ""
      page.entry(
        card.synopsis,
        "\(alias)\(card.detail) Effect: \(card.effect.rawValue). Undo: \(card.undo).",
        more: card.parameters.map { ($0.name, $0.summary + ($0.standard.map { "; else \($0)" } ?? "")) })
    }
  }

  private static func joined(_ name: String, _ rest: String) -> String {
    rest.isEmpty ? name : "\(name) \(rest)"
  }
}
