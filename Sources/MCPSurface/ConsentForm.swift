import Findings
import JSON
import Operations
import RunbookDesk
import RunbookModel

/// The form in which a person agrees to one plan: the name of what is changed has to be typed.
struct ConsentForm: Sendable {
  /// What a client gave back.
  enum Answer: Sendable, Equatable {
    case typed(String)
    /// Why it is no yes.
    case no(String)
  }

  private static let field = "confirm_subject"
  /// The key of the form among the inputs that are asked for.
  static let key = "confirm"

  var page: PlanToApprove

  /// The parameters of `elicitation/create`. The member `mode` came with 2025-11-25.
  func params(_ revision: Revision) -> JSONObject {
    var params: JSONObject = revision >= .november2025 ? ["mode": "form"] : [:]
    params["message"] = .string(message)
    params["requestedSchema"] = [
      "type": "object",
      "properties": .object([
        Self.field: [
          "type": "string", "title": "Name of what is changed",
          "description": .string("Type \(page.word) to agree. Anything else agrees to nothing.".cleaned),
        ]
      ]),
      "required": [.string(Self.field)],
    ]
    return params
  }

  /// What is done, and why it is asked. It is for a person: the words of rules and checks stand in it.
  private var message: String {
    let plan = page.plan
    var lines = ["\(plan.request.words) \(plan.effect.rawValue) \(plan.subject)."]
    lines += plan.reasons.map { "A person has to agree: \($0)" }
    for (place, step) in (plan.plan["steps"]?.asArray ?? []).enumerated() {
      lines.append("\(place + 1). \(step["summary"]?.asString ?? "")")
    }
    lines.append("Asked for by \(plan.actor). Type \(page.word) to agree.")
    return String(decoding: lines.joined(separator: "\n").cleaned.utf8.prefix(Self.longest), as: UTF8.self)
  }

  /// More than that no person reads in a form.
  private static let longest = 4000

  /// Reads the answer that a client gave. Only an accepted form with a word counts.
  static func answer(_ json: JSON) -> Answer {
    switch json["action"]?.asString {
    case "accept":
      guard let word = json["content"]?[field]?.asString else {
        return .no("the form came back without \(field)")
      }
      return .typed(word)
    case "decline": return .no("the person declined")
    case "cancel": return .no("the person closed the form without an answer")
    default: return .no("the form came back without an answer")
    }
  }
}

/// Thrown where a request can go on only with what a person says: the client asks and calls again (2026-07-28).
struct InputRequired: Error {
  var form: JSONObject
  var state: String

  var result: MethodResult {
    var result = MethodResult([
      "inputRequests": .object([
        ConsentForm.key: ["method": "elicitation/create", "params": .object(form)]
      ]),
      "requestState": .string(state),
    ])
    result.type = "input_required"
    return result
  }
}
