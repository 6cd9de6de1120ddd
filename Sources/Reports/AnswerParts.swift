import Findings
import JSON
import Operations
import RunbookDesk
import RunbookModel
import ServerFacts

// What answers are made of as JSON: the same for programs and for agents.

func cleaned(_ text: String) -> JSON { .string(WorldText.clean(text)) }

extension JSONObject {
  /// A place in both forms: one to compute with, one to cite.
  mutating func place(at range: SourceRange?) {
    guard let range else { return }
    self["file"] = .string(range.file)
    self["line"] = JSON(range.line)
    self["column"] = JSON(range.column)
    self["position"] = .string(range.description)
  }
}

extension SourceRange {
  var json: JSON {
    [
      "at": .string(description), "file": .string(file), "line": .int(Int64(line)),
      "column": .int(Int64(column)),
      "endLine": .int(Int64(endLine)), "endColumn": .int(Int64(endColumn)),
    ]
  }
}

extension StatedValue {
  var json: JSONObject {
    var object: JSONObject = [
      "value": cleaned(value), "address": cleaned(address.description), "label": cleaned(label),
    ]
    object.place(at: range)
    return object
  }
}

extension OperationOffer {
  var json: JSONObject { json(mostNames: .max) }

  /// - Parameter mostNames: how many of the words that a parameter takes are listed; of others only the number is.
  func json(mostNames: Int) -> JSONObject {
    let parameters = zip(card.parameters, accepted).map { parameter, words -> JSON in
      var object: JSONObject = [
        "name": .string(parameter.name), "summary": .string(parameter.summary),
        "optional": .bool(parameter.isOptional),
        "accepted": .array(words.prefix(mostNames).map(cleaned)),
      ]
      object["default"] = parameter.standard.map(JSON.string)
      if words.count > mostNames { object["more"] = JSON(words.count - mostNames) }
      return .object(object)
    }
    var object: JSONObject = [
      "name": .string(card.name), "summary": .string(card.summary), "detail": .string(card.detail),
      "effect": .string(card.effect.rawValue), "undo": .string(card.undo), "parameters": .array(parameters),
      "stated": .bool(isStated), "template": template.map(cleaned) ?? .null,
      "refusal": refusal.map(cleaned) ?? .null,
    ]
    object["same"] = same.map(JSON.string)
    return object
  }
}

extension ProcedureOffer {
  var json: JSONObject {
    let steps = self.steps.map { step -> JSON in
      [
        "text": cleaned(step.text),
        "commands": .array(
          step.commands.map {
            [
              "template": cleaned($0.template), "effect": .string($0.effect.rawValue),
              "operation": $0.operation.map(cleaned) ?? .null, "refusal": $0.refusal.map(cleaned) ?? .null,
            ]
          }),
      ]
    }
    return [
      "name": cleaned(name), "title": cleaned(title), "effect": .string(effect.rawValue),
      "position": place.json,
      "steps": .array(steps),
    ]
  }
}

extension Job {
  func json(_ reader: Untrusted.Reader) -> JSONObject {
    var object: JSONObject = ["id": .string(id), "state": .string(state.rawValue), "what": cleaned(words)]
    object["created"] = created.map { .string($0.description) }
    switch outcome {
    case .ended(let execution)?: object["execution"] = .object(execution.json(reader))
    case .refused(let refusal)?: object["refusal"] = cleaned(refusal.message)
    case .faulted(let fault)?: object["fault"] = cleaned(fault.text)
    case nil: break
    }
    return object
  }
}

extension Execution {
  func json(_ reader: Untrusted.Reader) -> JSONObject {
    var object: JSONObject = [
      "operation": .string(operation), "subject": cleaned(subject.description),
      "effect": .string(effect.rawValue), "outcome": .string(outcome.rawValue), "plan": .string(digest),
      "proved": .bool(outcome == .done && steps.allSatisfy(\.isProvable)),
      "steps": .array(steps.map { .object($0.json(reader)) }),
      "compensations": .array(compensations.map { .object($0.json(reader)) }),
    ]
    object["id"] = id.map(JSON.string)
    if let fault { object["fault"] = ["kind": .string(fault.kind.rawValue), "text": cleaned(fault.text)] }
    object.place(at: source)
    return object
  }
}

extension StepRecord {
  fileprivate func json(_ reader: Untrusted.Reader) -> JSONObject {
    var object: JSONObject = [
      "summary": cleaned(summary), "does": cleaned(deed), "status": .string(status.rawValue),
      "text": cleaned(self.text),
    ]
    if let verdict { object["verdict"] = .string(verdict.rawValue) }
    if let errors {
      var log: JSONObject = ["errors": JSON(errors.count)]
      if errors.count > 0 { log["untrusted"] = errors.text.json(reader) }
      object["log"] = .object(log)
    }
    switch shown {
    case .services(let services)?: object["services"] = .array(services.map { .object($0.json) })
    case .log(let log)?:
      object["note"] = log.note.map(cleaned)
      object["untrusted"] = log.json(reader)
    case .rows(let rows)?: object["rows"] = .array(rows.map { .object($0.json) })
    case nil:
      guard !untrusted.isEmpty else { break }
      object["untrusted"] = Untrusted.json(source: "the command's own output", text: untrusted, reader)
    }
    return object
  }
}

extension UntrustedText {
  fileprivate func json(_ reader: Untrusted.Reader) -> JSON {
    Untrusted.json(source: source, lines: lines, bytes: size, isTruncated: isTruncated, reader)
  }
}

extension ShownRow {
  /// What strangers wrote stands in a member of its own.
  fileprivate var json: JSONObject {
    var object: JSONObject = ["subject": cleaned(subject)]
    var foreign: JSONObject = [:]
    for (name, value) in values {
      switch value {
      case .text(let text): object[name] = cleaned(text)
      case .number(let number): object[name] = JSON(number)
      case .bytes(let bytes): object[name + "Bytes"] = JSON(bytes)
      case .untrusted(let text): foreign[name] = cleaned(text)
      }
    }
    if !foreign.members.isEmpty { object["untrusted"] = .object(foreign) }
    return object
  }
}

extension ServiceStatusLine {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "service": cleaned(service), "runner": .string(runner), "program": cleaned(program),
      "state": cleaned(state),
    ]
    if let pid { object["pid"] = .int(Int64(pid)) }
    if let uptime { object["uptimeSeconds"] = .int(Int64(uptime)) }
    if let port { object["port"] = .int(Int64(port)) }
    if let isListening { object["listening"] = .bool(isListening) }
    return object
  }
}
