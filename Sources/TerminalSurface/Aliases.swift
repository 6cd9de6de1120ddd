import Operations
import RunbookDesk

/// Operations by the one word that stands for them at a terminal: `runbook restart luci` is
/// `runbook run restart-service luci`. A command of that name goes before.
enum Aliases {
  static let cards = Desk.operationCards.filter { card in
    card.alias.map { alias in !AllCommands.list.contains { $0.card.name == alias } } ?? false
  }

  static func card(_ word: String) -> OperationCard? { cards.first { $0.alias == word } }
}
