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
    case .jobs(let jobs): ["version": 1, "jobs": .array(jobs.map { .object($0.json(.program)) })]
    case .journal(let entries): ["version": 1, "records": .array(entries.map { .object($0.json) })]
    case .executions(let executions):
      ["version": 1, "executions": .array(executions.map { .object($0.json(.program)) })]
    }
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
      "format_version": 1, "status": .string(status), "answers": .array(values.map { .object($0.json) }),
      "about": .array(about.map { .object($0.json) }), "nearest": .array(nearest.map(cleaned)),
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

extension JournalEntry {
  fileprivate var json: JSONObject {
    var object: JSONObject = ["seq": JSON(seq), "time": cleaned(time), "event": cleaned(event)]
    object["id"] = id.map(cleaned)
    object["subject"] = subject.map(cleaned)
    object["text"] = cleaned(text)
    return object
  }
}
