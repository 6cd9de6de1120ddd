import Operations
import RunbookDesk

/// Operations by the one word that stands for them at a terminal: `runbook restart luci` is
/// `runbook run restart-service luci`. A command of that name goes before.
enum Aliases {
  static let cards = Desk.operationCards.filter { $0.alias.map { !isCommand($0) } ?? false }

  static func card(_ word: String) -> OperationCard? {
    // Asked first: most words are commands, and for those the operations' cards need not be made.
    isCommand(word) ? nil : cards.first { $0.alias == word }
  }

  private static func isCommand(_ word: String) -> Bool { AllCommands.list.contains { $0.card.name == word } }
}
