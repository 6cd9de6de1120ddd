import DriftChecks
import Findings
public import JSON
public import RunbookDesk
import ServerFacts

extension AgentJSON {
  /// In full it has every verdict and the evidence; else what drifts, what is unknown and how much holds.
  ///
  /// What a check says is made of the runbook's words and the server's, so that it stands where a stranger's words do;
  /// which check speaks, of what and where, stands beside it.
  ///
  /// - Parameter isTrusted: whether a person has agreed to the text that was checked. Else its names are a stranger's too.
  public static func of(_ report: CheckReport, isFull: Bool, isTrusted: Bool) -> JSONObject {
    let writer = CheckWriter(isFull: isFull, isTrusted: isTrusted)
    let drifts = report.drifts.map { drift in
      var json = writer.json(drift.finding)
      if !drift.consequences.isEmpty {
        json["consequences"] = .array(drift.consequences.map { .object(writer.json($0)) })
      }
      return JSON.object(json)
    }
    var answer: JSONObject = [
      "outcome": .string(report.outcome.rawValue), "file": .string(report.file),
      "at": .string(report.at.description), "claims": json(report.claims), "drifts": .array(drifts),
      "unknown": .array(report.unknowns.map { .object(writer.json($0.verdict, $0.blindness)) }),
      "runbookFindings": .array(report.readingFindings.map { .object(writer.json($0)) }),
    ]
    if !isTrusted { answer["trusted"] = false }
    if isFull { answer["verdicts"] = .array(report.verdicts.map { .object(writer.json($0)) }) }
    return versioned(answer)
  }

  private static func json(_ claims: ClaimCount) -> JSON {
    [
      "total": JSON(claims.total), "hold": JSON(claims.hold), "drift": JSON(claims.drift),
      "unknown": JSON(claims.unknown), "unchecked": JSON(claims.unchecked),
    ]
  }
}

/// Writes what a check says of one claim.
private struct CheckWriter {
  var isFull: Bool
  var isTrusted: Bool

  func json(_ judged: JudgedVerdict) -> JSONObject {
    let outcome =
      switch judged.verdict.outcome {
      case .holds: "holds"
      case .drifts: "drifts"
      case .unknown: "unknown"
      }
    var json: JSONObject = ["check": .string(judged.verdict.check), "outcome": .string(outcome)]
    if isTrusted { json["claim"] = .string(judged.verdict.claim.description) }
    json.place(at: judged.verdict.range)
    json["because"] = judged.because.map(JSON.string)
    return json
  }

  func json(_ verdict: Verdict, _ blindness: Blindness) -> JSONObject {
    var json: JSONObject = ["check": .string(verdict.check), "reason": .string(blindness.reason.rawValue)]
    if isTrusted { json["claim"] = .string(verdict.claim.description) }
    json.place(at: verdict.range)
    json["untrusted"] = Untrusted.json(source: "whatever was asked", lines: [blindness.text])
    return json
  }

  func json(_ finding: Finding) -> JSONObject {
    var json: JSONObject = ["check": .string(finding.source), "severity": .string(finding.severity.rawValue)]
    if isTrusted { json["claim"] = finding.subject.map { .string($0.description) } }
    json.place(at: finding.range)
    var lines = [finding.message]
    switch finding.remedy {
    case .operation? where isTrusted: json["remedy"] = finding.remedy.map { .string($0.words) }
    case let remedy?: lines.append("remedy: \(remedy.words)")
    case nil: break
    }
    json["untrusted"] = Untrusted.json(source: "the runbook and the server", lines: lines)
    if isFull, !finding.evidence.isEmpty {
      json["evidence"] = .array(
        finding.evidence.map { ["untrusted": Untrusted.json(source: $0.source, text: $0.text)] })
    }
    return json
  }
}
