import Findings
import RunbookModel

/// What a stated command says of itself, in the form of every operation's card.
enum StatedCard {
  static func of(_ command: StatedCommand) -> OperationCard {
    let judgement = command.judgement
    return OperationCard(
      name: command.name, summary: summary(command),
      detail:
        "Runs: \(command.line.template). \(judgement.reason). Not proved: only the exit status is known.",
      effect: effect(judgement), parameters: command.parameters.map(parameter), undo: "nobody knows")
  }

  /// The card of the named operation that the command is, under the command's own name.
  static func of(_ command: StatedCommand, as recognized: RecognizedCommand) -> OperationCard {
    var card = recognized.card
    card.name = command.name
    card.alias = nil
    card.summary = "\(summary(command)): \(recognized.card.name)"
    card.parameters = recognized.parameters
    return card
  }

  /// A guess is no observation: what nobody knows to be harmless is not run as if it were.
  static func effect(_ judgement: Judgement) -> Effect {
    judgement.isKnown ? judgement.effect : max(judgement.effect, .interrupts)
  }

  private static func summary(_ command: StatedCommand) -> String {
    let words = command.purposes.first?.value ?? command.line.template
    let line = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > 100 ? line.prefix(99) + "…" : line
  }

  private static func parameter(_ parameter: StatedParameter) -> Parameter {
    Parameter(
      name: parameter.name, summary: parameter.source ?? "what stands for ‹\(parameter.name)›",
      values: parameter.words.map(Parameter.Values.words) ?? .anyWord)
  }
}
