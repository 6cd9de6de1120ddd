import DriftChecks
import Findings
import JSON
import RunbookDesk
import RunbookModel
import ServerFacts

extension CheckReport {
  /// The check as data. Members that have no value are left out.
  var json: JSONObject {
    [
      "format_version": 1, "outcome": .string(outcome.rawValue), "runbook": .string(file),
      "at": .string("\(at)"), "counts": .object(counts),
      "findings": .array(ReportedFinding.all(self).map { .object($0.json) }),
      "verdicts": .array(verdicts.map { .object($0.json) }), "unchecked": .array(unchecked.map(\.row)),
    ]
  }

  /// Errors, warnings and notes are faults that count: neither what one explains nor what is acknowledged.
  private var counts: JSONObject {
    [
      "claims": [
        "total": JSON(claims.total), "hold": JSON(claims.hold), "drift": JSON(claims.drift),
        "unseen": JSON(claims.unknown), "unchecked": JSON(claims.unchecked),
      ],
      "errors": JSON(count(.error)), "warnings": JSON(count(.warning)), "notes": JSON(count(.note)),
      "unknown": JSON(unknowns.count), "acknowledged": JSON(acknowledged.count),
      "reading": JSON(readingFindings.count),
    ]
  }
}

extension ReportedFinding {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "check": .string(finding.source), "severity": .string(finding.severity.rawValue),
    ]
    if let subject { object["subject"] = .string(subject) }
    object.place(at: finding.range)
    object["message"] = .string(message)
    object["evidence"] = .array(
      finding.evidence.map { ["source": cleaned($0.source), "text": cleaned($0.text)] })
    if let remedy = finding.remedy { object["remedy"] = cleaned(remedy.words) }
    if let lasting {
      object["since"] = .string("\(lasting.since)")
      object["runs"] = JSON(lasting.runs)
    }
    if let because { object["because"] = .string(because) }
    if let acknowledgement { object["acknowledged"] = acknowledgement.json }
    return object
  }
}

extension JudgedVerdict {
  fileprivate var json: JSONObject {
    var object: JSONObject = [
      "check": .string(verdict.check), "subject": cleaned(verdict.claim.description),
    ]
    switch verdict.outcome {
    case .holds: object["outcome"] = "holds"
    case .drifts: object["outcome"] = "drifts"
    case .unknown(let blindness):
      object["outcome"] = "unknown"
      object["reason"] = .string(blindness.reason.rawValue)
      object["text"] = cleaned(blindness.text)
    }
    if let because { object["because"] = .string(because) }
    object.place(at: verdict.range)
    return object
  }
}

extension StatedValue {
  fileprivate var row: JSON {
    var object: JSONObject = [
      "subject": cleaned(address.description), "label": cleaned(label), "value": cleaned(value),
    ]
    object.place(at: range)
    return .object(object)
  }
}

extension Acknowledgement {
  var json: JSON {
    [
      "until": .string(until), "why": cleaned(why), "name": cleaned(selector.text),
      "made": .string("\(made)"),
    ]
  }
}
