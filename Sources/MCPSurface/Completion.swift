import JSON
import RunbookDesk

/// What a half-typed argument of a prompt or a template may become (2025-11-25, "Completion").
enum Completion {
  /// The specification's own bound.
  private static let most = 100

  static func complete(_ opened: Result<Desk, any Error>, _ params: JSONObject) async throws -> MethodResult {
    guard let argument = params["argument"]?["name"]?.asString,
      let typed = params["argument"]?["value"]?.asString
    else { throw RPCError(.invalidParams, "completion/complete needs argument, with name and value") }
    let desk = try? opened.get()
    let words: [String]
    let ref = params["ref"]
    switch (ref?["type"], ref?[ref?["type"] == "ref/prompt" ? "name" : "uri"]?.asString) {
    case ("ref/prompt"?, Prompts.restart.name?) where argument == Prompts.restart.argument:
      words = if let desk { await Prompts.services(desk) } else { [] }
    case ("ref/prompt"?, Prompts.restore.name?) where argument == Prompts.restore.argument:
      words = if let desk { await desk.dumpStamps().filter(Prompts.isStamp) } else { [] }
    case ("ref/resource"?, Resources.template?) where argument == "slug":
      words = if let desk, await desk.isTrusted() { desk.sections.map(\.slug) } else { [] }
    default:
      throw RPCError(
        .invalidParams,
        """
        nothing is known of that argument: the prompts are restart_and_check(service) and restore_checklist(stamp), \
        the template is \(Resources.template)
        """)
    }
    let begun = words.filter { $0.lowercased().hasPrefix(typed.lowercased()) }
    return MethodResult([
      "completion": [
        "values": .array(begun.prefix(most).map(JSON.string)), "total": JSON(begun.count),
        "hasMore": .bool(begun.count > most),
      ]
    ])
  }
}
