import JSON
import Operations
import RunbookDesk
import RunbookModel

/// An operation as agents are offered it now; the runbook's words are none where nobody has trusted it.
struct Offer: Sendable {
  var card: OperationCard
  /// In the order of `card.parameters`.
  var accepted: [[String]]
  var isStated = false
  /// Why it is only shown; nil where it can be run.
  var refusal: String?
  /// The named operation that a command of the runbook is: taken under its own name too, and not listed twice.
  var same: String?

  /// What is asked for daily has a tool of its own; all else stands behind one tool an effect.
  static let daily = ["service-status", "show-log", "latest-backup", "restart-service"]

  /// Without a trusted runbook the operations that every runbook may have: a call then tells what is missing.
  static func all(_ desk: Desk?, upTo strongest: Effect) async -> [Offer] {
    let offered = await desk?.operations() ?? []
    let all =
      offered.isEmpty
      ? Desk.operationCards.map { card in Offer(card: card, accepted: ownWords(card)) }
      : offered.map {
        Offer(card: $0.card, accepted: $0.accepted, isStated: $0.isStated, refusal: $0.refusal, same: $0.same)
      }
    return all.filter { $0.card.effect <= strongest }
  }

  /// The words of ours that its arguments take, whatever a runbook says.
  private static func ownWords(_ card: OperationCard) -> [[String]] {
    card.parameters.map { if case .words(let words) = $0.values { words } else { [] } }
  }

  var isDaily: Bool { Self.daily.contains(card.name) }

  /// The tool that runs it.
  var tool: String { Self.tool(card) }

  static func tool(_ card: OperationCard) -> String {
    daily.contains(card.name) ? card.name.replacing("-", with: "_") : tool(card.effect)
  }

  /// One tool an effect, so that what a tool says of its effects is true of all that it runs.
  static func tool(_ effect: Effect) -> String {
    switch effect {
    case .observes: "run_observing"
    case .reloads: "run_reloading"
    case .interrupts: "run_interrupting"
    case .destroys: "run_destroying"
    }
  }

  /// `port-owner port: show who listens on a port`, `fetch-it STAMP`: what it takes and, where no words of the runbook
  /// name it, does. `job=db-backup|nightly-update`: nobody guesses a few names that stand in no other schema.
  var signature: String {
    let mostBytes = 40
    let words = zip(card.parameters, accepted).map { parameter, accepted -> String in
      var word = parameter.name
      let names = accepted.joined(separator: "|")
      switch parameter.values {
      case .vocabulary(.services), .number, .anyWord: break
      case .vocabulary, .words:
        if !names.isEmpty, names.utf8.count <= mostBytes { word += "=" + names }
      }
      return parameter.isOptional ? "[\(word)]" : word
    }
    return ([card.name] + words).joined(separator: " ") + (isStated ? "" : ": " + card.summary)
  }

  /// Its parameters as the arguments of a tool.
  var properties: [Property] {
    zip(card.parameters, accepted).map { parameter, words in
      let kind: Property.Kind
      var standard = parameter.standard.map(JSON.string)
      switch parameter.values {
      case .vocabulary, .words: kind = .name(words)
      case .anyWord: kind = .text(longest: Property.longestName)
      case .number(let range):
        kind = .number(range)
        standard = parameter.standard.flatMap { Int($0) }.map { JSON($0) }
      }
      return Property(
        name: parameter.name, summary: parameter.summary, kind: kind, isRequired: !parameter.isOptional,
        standard: standard)
    }
  }
}

extension [Offer] {
  /// The operation of a name, or of the tool that is named for it.
  func named(_ name: String) -> Offer? {
    first { $0.card.name == name } ?? first { $0.card.name == name.replacing("_", with: "-") }
  }

  /// Those that can be run, each once.
  var runnable: [Offer] { filter { $0.refusal == nil && $0.same == nil } }
}
