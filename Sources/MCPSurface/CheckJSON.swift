import DriftChecks
import Findings
import JSON
import RunbookDesk
import ServerFacts

extension AnswerJSON {
  /// In full it has every verdict and the evidence; else what drifts, what is unknown and how much holds.
  static func of(_ report: CheckReport, isFull: Bool) -> JSONObject {
    let drifts = report.drifts.map { drift in
      var json = json(drift.finding, isFull: isFull)
      if !drift.consequences.isEmpty {
        json["consequences"] = .array(drift.consequences.map { .object(self.json($0, isFull: isFull)) })
      }
      return JSON.object(json)
    }
    let unknowns = report.unknowns.map { unknown in
      var json: JSONObject = [
        "check": .string(unknown.verdict.check), "claim": .string(unknown.verdict.claim.description),
        "reason": .string(unknown.blindness.reason.rawValue), "text": .string(unknown.blindness.text),
      ]
      add(unknown.verdict.range, to: &json)
      return JSON.object(json)
    }
    var answer: JSONObject = [
      "outcome": .string(report.outcome.rawValue), "file": .string(report.file),
      "at": .string(report.at.description), "claims": json(report.claims), "drifts": .array(drifts),
      "unknown": .array(unknowns),
      "runbookFindings": .array(report.readingFindings.map { .object(json($0, isFull: isFull)) }),
    ]
    if isFull { answer["verdicts"] = .array(report.verdicts.map { .object(json($0)) }) }
    return versioned(answer)
  }

  private static func json(_ claims: ClaimCount) -> JSON {
    [
      "total": JSON(claims.total), "hold": JSON(claims.hold), "drift": JSON(claims.drift),
      "unknown": JSON(claims.unknown), "unchecked": JSON(claims.unchecked),
    ]
  }

  private static func json(_ judged: JudgedVerdict) -> JSONObject {
    let outcome =
      switch judged.verdict.outcome {
      case .holds: "holds"
      case .drifts: "drifts"
      case .unknown: "unknown"
      }
    var json: JSONObject = [
      "check": .string(judged.verdict.check), "claim": .string(judged.verdict.claim.description),
      "outcome": .string(outcome),
    ]
    add(judged.verdict.range, to: &json)
    json["because"] = judged.because.map(JSON.string)
    return json
  }

  private static func json(_ finding: Finding, isFull: Bool) -> JSONObject {
    var json: JSONObject = [
      "check": .string(finding.source), "severity": .string(finding.severity.rawValue),
      "message": .string(finding.message),
    ]
    json["claim"] = finding.subject.map { .string($0.description) }
    add(finding.range, to: &json)
    json["remedy"] = finding.remedy.map { .string($0.words) }
    if isFull, !finding.evidence.isEmpty {
      json["evidence"] = .array(
        finding.evidence.map { ["untrusted": Untrusted.json(source: $0.source, text: $0.text)] })
    }
    return json
  }
}
