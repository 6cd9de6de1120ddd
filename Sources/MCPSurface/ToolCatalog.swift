import JSON
import Operations
import RunbookModel

/// Every tool in the order it is listed, made from the operations' cards and the runbook's own words.
enum ToolCatalog {
  static let longestQuestion = 500
  /// Some clients cut a description, and a model reads all of them in each conversation.
  static let longestSummary = 600

  /// Those that are the same whatever the runbook says.
  private static let fixed = [ask, check, listOperations, jobStatus, cancelJob]

  static func fixed(_ name: String, upTo strongest: Effect) -> Tool? {
    fixed.first { $0.name == name && $0.effect <= strongest }
  }

  static func tools(_ offers: [Offer], upTo strongest: Effect) -> [Tool] {
    let offers = offers.runnable
    let daily = Offer.daily.compactMap(offers.named).map(daily)
    let rest = Effect.allCases.compactMap { effect in
      runner(effect, offers.filter { !$0.isDaily && $0.card.effect == effect })
    }
    return [ask, check] + daily + [listOperations] + (offers.isEmpty ? [] : [plan]) + rest
      + jobs(strongest)
  }

  private static func jobs(_ strongest: Effect) -> [Tool] {
    strongest == .observes ? [jobStatus] : [jobStatus, cancelJob]
  }

  private static let ask = Tool(
    name: "ask", title: "Ask the runbook",
    summary: """
      Answer a question from the runbook's own words, with file, line and column: ports, paths, programs, domains, \
      schedules, rules. Use it before assuming anything. It says what is written, not what is so: for the live state \
      call service_status or check. Example: "what port does nearyou run on".
      """,
    effect: .observes,
    properties: [
      Property(
        name: "question", summary: "in plain words, with the service or thing it is about",
        kind: .text(longest: longestQuestion), isRequired: true)
    ],
    output: schema("outcome", lists: "values"))

  private static let check = Tool(
    name: "check", title: "Check the runbook against the server",
    summary: """
      Compare every claim of the runbook with the live server and report drift: ports, programs, virtual hosts, \
      certificates, cron jobs, backups. Use it to find what is wrong. What cannot be seen is unknown, never healthy.
      """,
    effect: .observes,
    properties: [
      Property(
        name: "detail", summary: "concise: drift and counts; full: every verdict with its evidence",
        kind: .word(["concise", "full"]), standard: "concise")
    ],
    output: schema("outcome", lists: "drifts"))

  private static func daily(_ offer: Offer) -> Tool {
    let card = offer.card
    return Tool(
      name: offer.tool, title: capitalized(card.name.replacing("-", with: " ")),
      summary: capitalized(card.summary) + ". " + card.detail,
      effect: card.effect, properties: offer.properties, output: executions)
  }

  private static let listOperations = Tool(
    name: "list_operations", title: "List operations",
    summary: """
      List what can be run by name, the runbook's commands (template) and procedures too: effect, the tool that runs \
      it, its arguments and the names they take. Use it when no other tool fits, or to find a name that a schema does \
      not list. A procedure is run step by step, by the operations of its steps.
      """,
    effect: .observes,
    properties: [
      Property(
        name: "operation", summary: "only this operation or procedure, in full",
        kind: .text(longest: Property.longestName)),
      Property(
        name: "effect", summary: "only those of this effect",
        kind: .word(Effect.allCases.map(\.rawValue))),
    ],
    output: schema(lists: "operations", "procedures"))

  /// The names are those of the tools that run them: listed here once more they would be half of the list.
  private static let plan = Tool(
    name: "plan", title: "Show a plan",
    summary: """
      Show the exact steps that an operation would run, their proofs and undo steps, and whether a person has to \
      agree. Use it before a change. Runs nothing.
      """,
    effect: .observes,
    properties: [
      Property(
        name: "operation", summary: "an operation of a run_ tool, or a tool's own name: restart_service",
        kind: .text(longest: Property.longestName), isRequired: true),
      Property(
        name: "arguments", summary: #"by name, as strings: {"service": "NAME"}"#, kind: .values),
    ],
    output: schema(lists: "plans"))

  /// nil where there is nothing of that effect.
  private static func runner(_ effect: Effect, _ offers: [Offer]) -> Tool? {
    guard !offers.isEmpty else { return nil }
    let (title, summary) =
      switch effect {
      case .observes: ("Run what only looks", "Run one operation that only looks and changes nothing.")
      case .reloads:
        (
          "Run what reloads",
          "Run one operation that takes up configuration anew. Connections survive. Call plan first."
        )
      case .interrupts:
        (
          "Run what interrupts",
          """
          Run one operation that interrupts services, or makes a change that can be taken back. Call plan first.
          """
        )
      case .destroys:
        (
          "Run what may lose data",
          """
          Run one operation that can lose data, or of which nobody knows what it does. A person has to agree to it. \
          Call plan first; never call this to find something out.
          """
        )
      }
    return Tool(
      name: Offer.tool(effect), title: title,
      summary: summary + signatures(offers, after: summary.utf8.count),
      effect: effect, isOpen: offers.contains { $0.isStated || $0.card.name == "run-job" },
      properties: [
        Property(
          name: "operation", summary: "its name", kind: .name(offers.map(\.card.name)), isRequired: true),
        Property(name: "arguments", summary: "by name, as strings", kind: .values),
      ], output: executions)
  }

  /// What the operations take and, of those that no command of the runbook names, do; as many as the rest of a
  /// description holds.
  private static func signatures(_ offers: [Offer], after used: Int) -> String {
    let head = " Operations: ", more = "; for others see list_operations."
    var text = "", isWhole = true
    for offer in offers where !offer.isStated || !offer.card.parameters.isEmpty {
      let next = (text.isEmpty ? "" : "; ") + offer.signature
      guard used + head.utf8.count + text.utf8.count + next.utf8.count + more.utf8.count <= longestSummary
      else {
        isWhole = false
        break
      }
      text += next
    }
    return text.isEmpty ? "" : head + text + (isWhole ? "." : more)
  }

  private static let jobStatus = Tool(
    name: "job_status", title: "See what became of a job",
    summary: """
      Show what became of changes made here: ended, running, refused or waiting for a person. Without job: the latest. \
      Who asked stands in the resource runbook://journal.
      """,
    effect: .observes,
    properties: [
      Property(name: "job", summary: "the id that the call gave", kind: .text(longest: 64)),
      Property(
        name: "wait_seconds", summary: "how long to wait for its end", kind: .number(0...25), standard: 0),
    ], output: schema(lists: "jobs"))

  private static let cancelJob = Tool(
    name: "cancel_job", title: "Withdraw a job",
    summary: """
      Withdraw a plan that has not begun. What has begun goes on to its end, and nothing is undone: the answer says \
      which.
      """,
    effect: .reloads,
    properties: [
      Property(name: "job", summary: "the id that the call gave", kind: .text(longest: 64), isRequired: true)
    ],
    output: schema("outcome", lists: "jobs"))

  private static func capitalized(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static let executions = schema("outcome", lists: "executions")

  /// The root is an object, as every revision with output schemas allows. It names what an answer always has.
  private static func schema(_ texts: String..., lists: String...) -> JSON {
    var properties: JSONObject = [:]
    for name in texts { properties[name] = ["type": "string"] }
    for name in lists { properties[name] = ["type": "array"] }
    return [
      "type": "object", "properties": .object(properties),
      "required": .array(properties.keys.map(JSON.string)),
    ]
  }
}
