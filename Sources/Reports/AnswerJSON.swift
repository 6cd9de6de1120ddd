import DriftChecks
import Findings
public import JSON
import Operations
import RunbookDesk
import RunbookModel
import ServerFacts

extension Answer {
  /// The answer as data: `version`, and `format_version` of what the runbook alone says, count up only when a
  /// member changes its meaning; members may be added.
  public var json: JSONObject {
    switch self {
    case .lookUp(let answer): answer.json
    case .explanation(let explanation): explanation.json
    case .check(let report): report.json
    case .acknowledgements(let list): ["format_version": 1, "acknowledgements": .array(list.map(\.json))]
    case .offers(let offers, let procedures):
      [
        "version": 1, "operations": .array(offers.map { .object($0.json) }),
        "procedures": .array(procedures.map { .object($0.json) }),
      ]
    case .plans(let plans): ["version": 1, "plans": .array(plans.map { .object($0.json) })]
    case .trust(let status): status.json
    case .diagnoses(let found): ["version": 1, "diagnoses": .array(found.map { .object($0.json) })]
    case .jobs(let jobs): ["version": 1, "jobs": .array(jobs.map { .object($0.json) })]
    case .journal(let entries): ["version": 1, "records": .array(entries.map { .object($0.json) })]
    case .executions(let executions):
      ["version": 1, "executions": .array(executions.map { .object($0.json) })]
    }
  }
}

private func cleaned(_ text: String) -> JSON { .string(WorldText.clean(text)) }

extension SourceRange {
  fileprivate var json: JSON {
    [
      "at": .string(description), "file": .string(file), "line": .int(Int64(line)),
      "column": .int(Int64(column)),
      "endLine": .int(Int64(endLine)), "endColumn": .int(Int64(endColumn)),
    ]
  }
}

extension LookUpAnswer {
  fileprivate var json: JSONObject {
    let status =
      switch outcome {
      case .found: "found"
      case .ambiguous: "ambiguous"
      case .notStated: "absent"
      }
    return [
      "format_version": 1, "status": .string(status), "answers": .array(values.map(\.json)),
      "about": .array(about.map(\.json)), "nearest": .array(nearest.map(cleaned)),
    ]
  }
}

extension StatedValue {
  fileprivate var json: JSON {
    [
      "value": cleaned(value), "file": .string(range.file), "line": JSON(range.line),
      "column": JSON(range.column), "address": cleaned(address.description), "label": cleaned(label),
    ]
  }
}

extension OperationOffer {
  fileprivate var json: JSONObject {
    let parameters = zip(card.parameters, accepted).map { parameter, words -> JSON in
      [
        "name": .string(parameter.name), "summary": .string(parameter.summary),
        "optional": .bool(parameter.isOptional),
        "accepted": .array(words.map(cleaned)),
      ]
    }
    return [
      "name": .string(card.name), "summary": .string(card.summary), "detail": .string(card.detail),
      "effect": .string(card.effect.rawValue), "undo": .string(card.undo), "parameters": .array(parameters),
      "stated": .bool(isStated), "template": template.map(cleaned) ?? .null,
      "refusal": refusal.map(cleaned) ?? .null,
    ]
  }
}

extension ProcedureOffer {
  fileprivate var json: JSONObject {
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

extension WeighedPlan {
  fileprivate var json: JSONObject {
    var object = plan.json
    object["digest"] = .string(digest)
    object["id"] = id.map(JSON.string)
    object["consent"] = .string(consent.rawValue)
    object["reasons"] = .array(reasons.map { cleaned($0.words) })
    if let source = plan.source { object["source"] = source.json }
    return object
  }
}

extension Diagnosis {
  fileprivate var json: JSONObject {
    [
      "subject": .string(subject), "state": .string(state.rawValue), "text": cleaned(text),
      "help": help.map(cleaned) ?? .null,
    ]
  }
}

extension TrustStatus {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "version": 1, "path": cleaned(path), "digest": .string(digest), "mode": .string(mode.rawValue),
      "current": .bool(isCurrent), "widens": .bool(changes.widens),
      "changes": .array(
        changes.lines.map {
          ["kind": .string($0.kind.rawValue), "what": cleaned($0.what), "detail": cleaned($0.detail)]
        }),
    ]
    object["trusted"] = trusted.map { ["by": cleaned($0.approver), "at": .string($0.at.description)] }
    return object
  }
}

extension Job {
  fileprivate var json: JSONObject {
    var object: JSONObject = ["id": .string(id), "state": .string(state.rawValue), "what": cleaned(words)]
    object["created"] = created.map { .string($0.description) }
    switch outcome {
    case .ended(let execution)?: object["execution"] = .object(execution.json)
    case .refused(let refusal)?: object["refusal"] = cleaned(refusal.message)
    case .faulted(let fault)?: object["fault"] = cleaned(fault.text)
    case nil: break
    }
    return object
  }
}

extension JournalEntry {
  fileprivate var json: JSONObject {
    var object: JSONObject = ["seq": JSON(seq), "time": cleaned(time), "event": cleaned(event)]
    object["id"] = id.map(cleaned)
    object["subject"] = subject.map(cleaned)
    object["text"] = cleaned(text)
    return object
  }
}

extension Execution {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "operation": .string(operation), "subject": cleaned(subject.description),
      "effect": .string(effect.rawValue), "outcome": .string(outcome.rawValue), "plan": .string(digest),
      "proved": .bool(
        outcome == .done && steps.allSatisfy(\.isProvable)),
      "steps": .array(steps.map { .object($0.json) }),
      "compensations": .array(compensations.map { .object($0.json) }),
    ]
    object["id"] = id.map(JSON.string)
    if let fault { object["fault"] = ["kind": .string(fault.kind.rawValue), "text": cleaned(fault.text)] }
    return object
  }
}

extension StepRecord {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "summary": cleaned(summary), "status": .string(status.rawValue), "text": cleaned(self.text),
    ]
    if let verdict { object["verdict"] = .string(verdict.rawValue) }
    switch shown {
    case .services(let services)?: object["services"] = .array(services.map { .object($0.json) })
    case .log(let log)?:
      object["note"] = log.note.map(cleaned)
      object["untrusted"] = [
        "source": cleaned(log.source), "lines": .array(log.lines.map(JSON.string)),
        "bytes": .int(Int64(log.size)),
        "truncated": .bool(log.isTruncated),
      ]
    case .rows(let rows)?: object["rows"] = .array(rows.map { .object($0.json) })
    case nil:
      guard !untrusted.isEmpty else { break }
      let lines = WorldText.clean(untrusted).split(whereSeparator: \.isNewline).map {
        JSON.string(String($0))
      }
      object["untrusted"] = [
        "source": "the command's own output", "lines": .array(lines),
        "bytes": .int(Int64(untrusted.utf8.count)),
        "truncated": false,
      ]
    }
    return object
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
      "service": cleaned(service), "program": cleaned(program), "state": cleaned(state),
    ]
    if let pid { object["pid"] = .int(Int64(pid)) }
    if let uptime { object["uptimeSeconds"] = .int(Int64(uptime)) }
    if let port { object["port"] = .int(Int64(port)) }
    if let isListening { object["listening"] = .bool(isListening) }
    return object
  }
}
