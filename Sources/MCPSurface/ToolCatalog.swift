import JSON
import Operations
import RunbookDesk
import RunbookModel

/// An operation as it is offered now; the runbook's words are none where there is no runbook.
struct Offer: Sendable {
  var card: OperationCard
  /// In the order of `card.parameters`.
  var accepted: [[String]]

  static func all(_ desk: Desk?) async -> [Offer] {
    if let desk {
      return await desk.operations().filter { !$0.isStated }.map {
        Offer(card: $0.card, accepted: $0.accepted)
      }
    }
    return Desk.operationCards.map { card in Offer(card: card, accepted: card.parameters.map { _ in [] }) }
  }
}

/// Every tool in the order it is listed, made from the operations' cards and the runbook's own words.
enum ToolCatalog {
  static let longestQuestion = 500

  static func tools(_ offers: [Offer]) -> [Tool] {
    [ask, check, listOperations] + (offers.isEmpty ? [] : [plan(offers)]) + offers.map(operation)
  }

  /// `restart_service` for `restart-service`.
  static func name(_ card: OperationCard) -> String { card.name.replacing("-", with: "_") }

  private static let ask = Tool(
    name: "ask", title: "Ask the runbook",
    summary: """
      Answer a question from the runbook's own words, with file, line and column: ports, paths, programs, \
      domains, schedules, rules. Use it before assuming anything. Looks at no server. Example: "what port \
      does nearyou run on".
      """,
    effect: .observes,
    properties: [
      Property(
        name: "question", summary: "the question in plain words; name the service or thing it is about",
        kind: .text(longest: longestQuestion), isRequired: true)
    ],
    output: schema(
      ["outcome": "found, ambiguous or notStated"], lists: ["values": "each with value and position"]))

  private static let check = Tool(
    name: "check", title: "Check the runbook against the server",
    summary: """
      Compare every claim of the runbook with the live server and report drift: ports, programs, virtual \
      hosts, certificates, cron jobs. What cannot be seen is unknown, never healthy. Changes nothing. Takes \
      seconds.
      """,
    effect: .observes,
    properties: [
      Property(
        name: "detail", summary: "concise: drift and counts; full: every verdict with its evidence",
        kind: .word(["concise", "full"]), standard: "concise")
    ],
    output: schema(
      ["outcome": "holds, drifts or unknown"], lists: ["drifts": "what differs, with position and remedy"]))

  private static let listOperations = Tool(
    name: "list_operations", title: "List operations",
    summary:
      "List the operations with their effect, what undoes them, and the values their parameters take now.",
    effect: .observes, output: schema([:], lists: ["operations": "one object each"]))

  private static func plan(_ offers: [Offer]) -> Tool {
    Tool(
      name: "plan", title: "Show a plan",
      summary:
        "Show the exact steps an operation would run, with their proofs and undo steps. Changes nothing.",
      effect: .observes,
      properties: [
        Property(
          name: "operation", summary: "the operation, by the name of its tool",
          kind: .word(offers.map { name($0.card) }), isRequired: true),
        Property(
          name: "arguments", summary: "its arguments, all as strings: {\"service\": \"NAME\"}",
          kind: .texts),
      ],
      output: schema(["operation": "its name"], lists: ["plans": "one a subject, with steps"]))
  }

  private static func operation(_ offer: Offer) -> Tool {
    let card = offer.card
    let properties = zip(card.parameters, offer.accepted).map { parameter, words in
      let kind: Property.Kind
      var standard = parameter.standard.map(JSON.string)
      switch parameter.values {
      case .vocabulary, .words: kind = .entry(words)
      case .anyWord: kind = .text(longest: 255)
      case .number(let range):
        kind = .number(range)
        standard = parameter.standard.flatMap { Int($0) }.map { JSON($0) }
      }
      return Property(
        name: parameter.name, summary: parameter.summary, kind: kind, isRequired: !parameter.isOptional,
        standard: standard)
    }
    return Tool(
      name: name(card), title: capitalized(card.name.replacing("-", with: " ")), summary: summary(card),
      effect: card.effect, properties: properties,
      output: schema(
        ["operation": "its name", "outcome": "done, failed, unproved or refused"],
        lists: ["executions": "one a subject, with steps"]))
  }

  private static func summary(_ card: OperationCard) -> String {
    let effect =
      switch card.effect {
      case .observes: ""
      case .reloads: " Reloads configuration."
      case .interrupts: " Interrupts the service."
      case .destroys: " Can lose data."
      }
    let undo = card.effect > .observes ? " Undo: \(card.undo)." : ""
    return capitalized(card.summary) + ". " + card.detail + effect + undo
  }

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  /// The root is an object, as every revision with output schemas allows.
  private static func schema(_ texts: KeyValuePairs<String, String>, lists: KeyValuePairs<String, String>)
    -> JSON
  {
    var properties: JSONObject = ["version": ["type": "integer"]]
    for (name, summary) in texts { properties[name] = ["type": "string", "description": .string(summary)] }
    for (name, summary) in lists {
      properties[name] = ["type": "array", "items": ["type": "object"], "description": .string(summary)]
    }
    let required = JSON.array(properties.keys.map(JSON.string))
    return ["type": "object", "properties": .object(properties), "required": required]
  }
}
