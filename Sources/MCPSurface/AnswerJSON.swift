import DriftChecks
import Findings
import JSON
import Operations
import RunbookDesk
import RunbookModel
import ServerFacts

/// The answers of the desk as JSON. Members are only ever added under one version.
enum AnswerJSON {
  static let version = 1

  /// An answer's first member is its version.
  static func versioned(_ members: JSONObject) -> JSONObject {
    JSONObject([("version", JSON(version))] + members.members.map { ($0.key, $0.value) })
  }

  /// - Parameter isTrusted: whether a person has agreed to the text that the answer is made of. Else its words are a
  ///   stranger's.
  static func of(_ answer: LookUpAnswer, isTrusted: Bool) -> JSONObject {
    guard isTrusted else { return untrusted(answer) }
    let values = (answer.values + answer.about).map { value in
      var json: JSONObject = [
        "address": .string(value.address.description), "label": .string(value.label),
        "value": .string(value.value),
      ]
      add(value.range, to: &json)
      return JSON.object(json)
    }
    return versioned([
      "question": .string(answer.question), "outcome": .string(answer.outcome.rawValue),
      "values": .array(values),
      "nearest": texts(answer.nearest),
    ])
  }

  private static func untrusted(_ answer: LookUpAnswer) -> JSONObject {
    let stated = answer.values + answer.about
    let places = stated.map { value in
      var json: JSONObject = [:]
      add(value.range, to: &json)
      return JSON.object(json)
    }
    let lines =
      stated.map { "\($0.address): \($0.label): \($0.value)" } + answer.nearest.map { "nearest: \($0)" }
    return versioned([
      "question": .string(answer.question), "outcome": .string(answer.outcome.rawValue), "trusted": false,
      "values": .array(places),
      "untrusted": Untrusted.json(source: "a runbook that nobody has trusted", lines: lines),
    ])
  }

  static func of(_ offers: [OperationOffer]) -> JSONObject {
    let operations = offers.map { offer in
      let parameters = zip(offer.card.parameters, offer.accepted).map { parameter, accepted in
        var json: JSONObject = [
          "name": .string(parameter.name), "summary": .string(parameter.summary),
          "required": .bool(!parameter.isOptional), "accepted": texts(accepted),
        ]
        json["default"] = parameter.standard.map(JSON.string)
        return JSON.object(json)
      }
      return [
        "name": .string(offer.card.name), "tool": .string(ToolCatalog.name(offer.card)),
        "summary": .string(offer.card.summary), "effect": .string(offer.card.effect.rawValue),
        "undo": .string(offer.card.undo), "parameters": .array(parameters),
      ] as JSON
    }
    return versioned(["operations": .array(operations)])
  }

  static func of(_ plans: [WeighedPlan], of operation: String) -> JSONObject {
    versioned([
      "operation": .string(operation),
      "plans": .array(plans.map { .object(json($0)) }),
    ])
  }

  static func of(_ executions: [Execution], of operation: String) -> JSONObject {
    let outcome = executions.first { $0.outcome != .done }?.outcome ?? .done
    return versioned([
      "operation": .string(operation), "outcome": .string(outcome.rawValue),
      "executions": .array(executions.map { .object(json($0)) }),
    ])
  }

  static func texts(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

  /// The place in both forms: one to cite, one to compute with.
  static func add(_ range: SourceRange?, to json: inout JSONObject) {
    guard let range else { return }
    json["position"] = .string(range.description)
    json["line"] = JSON(range.line)
    json["column"] = JSON(range.column)
  }
}

extension AnswerJSON {
  static func json(_ weighed: WeighedPlan) -> JSONObject {
    let plan = weighed.plan
    var json: JSONObject = [
      "subject": .string(plan.subject.description), "effect": .string(plan.effect.rawValue),
    ]
    add(plan.source, to: &json)
    json["digest"] = .string(weighed.digest)
    json["id"] = weighed.id.map(JSON.string)
    json["consent"] = .string(weighed.consent.rawValue)
    json["reasons"] = texts(weighed.reasons.map(\.text))
    let said = weighed.reasons.map(\.said).filter { !$0.isEmpty }
    if !said.isEmpty { json["untrusted"] = Untrusted.json(source: "rules and checks", lines: said) }
    json["steps"] = .array(plan.steps.map { .object(self.json($0)) })
    return json
  }

  private static func json(_ step: Step) -> JSONObject {
    var json: JSONObject = [
      "summary": .string(step.summary), "does": .string(step.deed.words),
      "effect": .string(step.effect.rawValue),
    ]
    json["proof"] = step.proof.map { .string($0.words) }
    if !step.compensation.isEmpty { json["undo"] = .array(step.compensation.map { .object(self.json($0)) }) }
    return json
  }

  static func json(_ execution: Execution) -> JSONObject {
    var json: JSONObject = [
      "subject": .string(execution.subject.description), "outcome": .string(execution.outcome.rawValue),
      "effect": .string(execution.effect.rawValue),
    ]
    add(execution.source, to: &json)
    json["digest"] = .string(execution.digest)
    json["steps"] = .array(execution.steps.map { .object(self.json($0)) })
    if !execution.compensations.isEmpty {
      json["undone"] = .array(execution.compensations.map { .object(self.json($0)) })
    }
    json["fault"] = execution.fault.map { ["kind": .string($0.kind.rawValue), "text": .string($0.text)] }
    return json
  }

  private static func json(_ record: StepRecord) -> JSONObject {
    var json: JSONObject = [
      "summary": .string(record.summary), "does": .string(record.deed),
      "status": .string(record.status.rawValue),
    ]
    if !record.text.isEmpty { json["text"] = .string(record.text) }
    json["verdict"] = record.verdict.map { .string($0.rawValue) }
    switch record.shown {
    case .services(let lines): json["services"] = .array(lines.map { .object(self.json($0)) })
    case .log(let text):
      json["note"] = text.note.map(JSON.string)
      json["untrusted"] = Untrusted.json(
        source: text.source, lines: text.lines, bytes: text.size, isTruncated: text.isTruncated)
    case .rows(let rows): json["rows"] = .array(rows.map { .object(self.json($0)) })
    case nil:
      if !record.untrusted.isEmpty {
        json["untrusted"] = Untrusted.json(source: record.deed, text: record.untrusted)
      }
    }
    return json
  }

  private static func json(_ row: ShownRow) -> JSONObject {
    var json: JSONObject = ["subject": .string(row.subject.cleaned)]
    var foreign: JSONObject = [:]
    for (name, value) in row.values {
      switch value {
      case .text(let text): json[name] = .string(text.cleaned)
      case .number(let number): json[name] = JSON(number)
      case .bytes(let bytes): json[name + "Bytes"] = JSON(bytes)
      case .untrusted(let text): foreign[name] = .string(text.cleaned)
      }
    }
    if !foreign.members.isEmpty { json["untrusted"] = .object(foreign) }
    return json
  }

  private static func json(_ line: ServiceStatusLine) -> JSONObject {
    var json: JSONObject = [
      "service": .string(line.service), "program": .string(line.program), "state": .string(line.state),
    ]
    json["pid"] = line.pid.map { JSON($0) }
    json["uptimeSeconds"] = line.uptime.map { JSON($0) }
    json["port"] = line.port.map { JSON($0) }
    json["listening"] = line.isListening.map(JSON.bool)
    return json
  }
}
