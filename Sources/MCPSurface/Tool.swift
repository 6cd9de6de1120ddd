import JSON
import RunbookModel

/// One argument of a tool: its schema and its validation are made from the same value.
struct Property: Sendable {
  enum Kind: Sendable {
    case text(longest: Int)
    /// One of these words, no other.
    case word([String])
    /// The name of an entry. The desk knows aliases too, so that it has the last word.
    case entry([String])
    case number(ClosedRange<Int>)
    /// An object whose members are texts.
    case texts
  }

  var name, summary: String
  var kind: Kind
  var isRequired = false
  var standard: JSON?

  /// An enum must not be empty (JSON Schema validation, 6.1.2), and a runbook may name nothing.
  var schema: JSON {
    var schema: JSONObject = [:]
    switch kind {
    case .text(let longest): schema = ["type": "string", "minLength": 1, "maxLength": JSON(longest)]
    case .word(let words), .entry(let words):
      schema = ["type": "string"]
      if !words.isEmpty { schema["enum"] = .array(words.map(JSON.string)) }
    case .number(let range):
      schema = ["type": "integer", "minimum": JSON(range.lowerBound), "maximum": JSON(range.upperBound)]
    case .texts: schema = ["type": "object", "additionalProperties": ["type": "string"]]
    }
    schema["description"] = .string(summary)
    schema["default"] = standard
    return .object(schema)
  }

  /// What is accepted here, in words for whoever called wrongly.
  var accepted: String {
    switch kind {
    case .text(let longest): "a string of 1 to \(longest) characters"
    case .word(let words), .entry(let words):
      words.isEmpty ? "a string; the runbook names none" : "one of: \(words.joined(separator: ", "))"
    case .number(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .texts: "an object whose values are strings"
    }
  }

  func accepts(_ value: JSON) -> Bool {
    switch kind {
    case .text(let longest): value.asString.map { (1...longest).contains($0.unicodeScalars.count) } ?? false
    case .word(let words): value.asString.map(words.contains) ?? false
    case .entry: value.asString != nil
    case .number(let range): value.asInt.map(range.contains) ?? false
    case .texts: value.asObject?.members.allSatisfy { $0.value.asString != nil } ?? false
    }
  }
}

/// One tool as it is offered. Names keep to what every known client takes: `^[a-z][a-z0-9_]{0,39}$`.
struct Tool: Sendable {
  var name, title, summary: String
  var effect: Effect
  var properties: [Property] = []
  var output: JSON

  /// Members that a revision does not know are left out: output schemas and titles came with 2025-06-18,
  /// annotations with 2025-03-26.
  func json(_ revision: Revision) -> JSON {
    var json: JSONObject = ["name": .string(name)]
    if revision >= .june2025 { json["title"] = .string(title) }
    json["description"] = .string(summary)
    json["inputSchema"] = inputSchema
    if revision >= .june2025 { json["outputSchema"] = output }
    if revision >= .march2025 { json["annotations"] = annotations }
    return .object(json)
  }

  private var inputSchema: JSON {
    var schema: JSONObject = ["type": "object"]
    schema["properties"] = .object(JSONObject(properties.map { ($0.name, $0.schema) }))
    let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    schema["additionalProperties"] = false
    return .object(schema)
  }

  /// All four, since what is left out counts as destructive and open (2025-03-26, `ToolAnnotations`).
  private var annotations: JSON {
    [
      "readOnlyHint": .bool(effect == .observes), "destructiveHint": .bool(effect == .destroys),
      "idempotentHint": .bool(effect <= .reloads), "openWorldHint": false,
    ]
  }

  /// Why these arguments are not taken, with what is; nil where they are. A client may not know the schema,
  /// or drop it.
  func complaint(about arguments: JSONObject) -> String? {
    for key in arguments.keys where !properties.contains(where: { $0.name == key }) {
      let names = properties.map(\.name).joined(separator: ", ")
      let taken = names.isEmpty ? "It takes no arguments." : "It takes: \(names)."
      return "\(name) has no argument \(Quoted.text(key)). \(taken)"
    }
    for property in properties {
      guard let value = arguments[property.name] else {
        guard property.isRequired else { continue }
        return "\(name) needs \(property.name) (\(property.summary)): \(property.accepted)."
      }
      if !property.accepts(value) { return "\(name): \(property.name) must be \(property.accepted)." }
    }
    return nil
  }
}
