import Findings
public import JSON
public import Operations
public import RunbookDesk
import RunbookModel
import ServerFacts

/// Answers as a model gets them: what strangers wrote, or what may be theirs, stands in members named `untrusted` and
/// nowhere else. Members are only ever added under one version.
public enum AgentJSON {
  /// An answer's first member is its version.
  static func versioned(_ members: JSONObject) -> JSONObject {
    var versioned: JSONObject = ["version": 1]
    for member in members.members { versioned[member.key] = member.value }
    return versioned
  }

  /// - Parameter isTrusted: whether a person has agreed to the text that the answer is made of. Else its words are a
  ///   stranger's.
  public static func of(_ answer: LookUpAnswer, isTrusted: Bool) -> JSONObject {
    let stated = answer.values + answer.about
    var json = versioned([
      "question": .string(answer.question), "outcome": .string(answer.outcome.rawValue),
    ])
    if isTrusted {
      json["values"] = .array(stated.map { .object($0.json) })
      json["nearest"] = .array(answer.nearest.map(cleaned))
    } else {
      json["trusted"] = false
      json["values"] = .array(
        stated.map { value in
          var place: JSONObject = [:]
          place.place(at: value.range)
          return .object(place)
        })
      let lines =
        stated.map { "\($0.address.description): \($0.label): \($0.value)" }
        + answer.nearest.map { "nearest: \($0)" }
      json["untrusted"] = Untrusted.json(source: stranger, lines: lines)
    }
    return json
  }

  private static let stranger = "a runbook that nobody has trusted"

  /// - Parameter isWhole: whether one thing was asked for, and all of it is wanted.
  /// - Parameter tool: the tool that runs an operation.
  public static func of(
    _ offers: [OperationOffer], _ procedures: [ProcedureOffer], isWhole: Bool,
    tool: (OperationCard) -> String
  ) -> JSONObject {
    let operations = offers.map { offer -> JSON in
      var json = isWhole ? offer.json : offer.json(mostNames: mostNames)
      if offer.refusal == nil { json["tool"] = .string(tool(offer.card)) }
      return .object(isWhole ? json : brief(json))
    }
    let described = procedures.map { procedure -> JSON in
      var json = procedure.json
      if !isWhole { json["steps"] = JSON(procedure.steps.count) }
      return .object(json)
    }
    return versioned(["operations": .array(operations), "procedures": .array(described)])
  }

  private static let mostNames = 12

  /// What a model needs to call it.
  private static func brief(_ offer: JSONObject) -> JSONObject {
    var brief: JSONObject = [:]
    for key in ["name", "tool", "effect", "summary", "same"] { brief[key] = offer[key] }
    for key in ["refusal", "template"] where offer[key]?.asString != nil { brief[key] = offer[key] }
    brief["parameters"] = offer["parameters"]
    return brief
  }

  public static func of(_ plans: [WeighedPlan], of operation: String) -> JSONObject {
    versioned([
      "operation": .string(operation),
      "plans": .array(plans.map { .object(json($0)) }),
    ])
  }

  private static func json(_ weighed: WeighedPlan) -> JSONObject {
    let plan = weighed.plan
    var json: JSONObject = [
      "subject": cleaned(plan.subject.description), "effect": .string(plan.effect.rawValue),
    ]
    json.place(at: plan.source)
    json["digest"] = .string(weighed.digest)
    json["id"] = weighed.id.map(JSON.string)
    json["consent"] = .string(weighed.consent.rawValue)
    json["reasons"] = .array(weighed.reasons.map { cleaned($0.text) })
    let said = weighed.reasons.map(\.said).filter { !$0.isEmpty }
    if !said.isEmpty { json["untrusted"] = Untrusted.json(source: "rules and checks", lines: said) }
    json["steps"] = .array(plan.steps.map { .object(self.json($0)) })
    return json
  }

  private static func json(_ step: Step) -> JSONObject {
    var json: JSONObject = [
      "summary": cleaned(step.summary), "does": cleaned(step.deed.words),
      "effect": .string(step.effect.rawValue),
    ]
    json["proof"] = step.proof.map { cleaned($0.words) }
    if !step.compensation.isEmpty { json["undo"] = .array(step.compensation.map { .object(self.json($0)) }) }
    return json
  }

  /// What became of an operation: of each subject that has ended, and the handles of those that go on.
  public static func of(_ executions: [Execution], running: [Job] = [], of operation: String) -> JSONObject {
    let worst = executions.first { $0.outcome != .done }?.outcome ?? .done
    var json: JSONObject = [
      "operation": .string(operation), "outcome": running.isEmpty ? .string(worst.rawValue) : "running",
      "executions": .array(executions.map { .object($0.json(.model)) }),
    ]
    if !running.isEmpty { json["jobs"] = .array(running.map { .object($0.json(.model)) }) }
    return versioned(json)
  }

  public static func of(_ jobs: [Job], outcome: String? = nil) -> JSONObject {
    var json: JSONObject = [:]
    json["outcome"] = outcome.map(JSON.string)
    json["jobs"] = .array(jobs.map { .object($0.json(.model)) })
    return versioned(json)
  }

  /// Who asked, and why changes were stopped, is in other people's words.
  public static func of(_ entries: [JournalEntry]) -> JSONObject {
    let records = entries.map { entry -> JSON in
      var json: JSONObject = [
        "seq": JSON(entry.seq), "time": cleaned(entry.time), "event": cleaned(entry.event),
      ]
      json["id"] = entry.id.map(cleaned)
      var foreign: JSONObject = [:]
      foreign["subject"] = entry.subject.map { .string(SecretMask.mask($0.cleaned)) }
      foreign["text"] = .string(SecretMask.mask(entry.text.cleaned))
      json["untrusted"] = .object(foreign)
      return .object(json)
    }
    return versioned(["records": .array(records)])
  }
}

extension AgentJSON {
  /// The faults that the remembered checks saw last.
  public static func of(_ state: LedgerState?) -> JSONObject {
    let faults = (state?.faults ?? [:]).filter(\.value.isDrifting).sorted { $0.key < $1.key }
    return versioned([
      "remembers": .bool(state != nil),
      "drifts": .array(
        faults.map { key, history in
          [
            "check": .string(key.check), "since": .string(history.since.description),
            "runs": JSON(history.runs),
            "untrusted": Untrusted.json(
              source: "the runbook and the server", lines: [key.claim, history.message]),
          ]
        }),
    ])
  }

  /// A text of the runbook that nobody has trusted, whole: its words are a stranger's.
  public static func ofUntrusted(_ lines: [String]) -> JSONObject {
    versioned([
      "trusted": false,
      "untrusted": Untrusted.json(
        source: stranger, lines: lines, bytes: lines.reduce(0) { $0 + $1.utf8.count + 1 },
        isTruncated: false, .program),
    ])
  }
}
