import JSON
import RunbookModel

/// One tool as it is offered. Names keep to what every known client takes: `^[a-z][a-z0-9_]{0,39}$`.
struct Tool: Sendable {
  var name, title, summary: String
  var effect: Effect
  /// Whether what it runs may speak with others than this machine, as a command of the runbook may.
  var isOpen = false
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
      "idempotentHint": .bool(effect <= .reloads), "openWorldHint": .bool(isOpen),
    ]
  }

  /// Why these arguments are not taken, with what is; nil where they are. A client may not know the schema,
  /// or drop it.
  func complaint(about arguments: JSONObject) -> String? {
    for key in arguments.keys where !properties.contains(where: { $0.name == key }) {
      let names = properties.map(\.name)
      let taken = names.isEmpty ? "It takes no arguments." : "It takes: \(names.joined(separator: ", "))."
      let nearest = Nearest.words(to: key, among: names).first.map { " Nearest: \($0)." } ?? ""
      return "\(name) has no argument \(Quoted.text(key)). \(taken)\(nearest)"
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
