import Findings
import JSON
import RunbookDesk
import ServerFacts

/// The ledger's state as JSON and back. Times are seconds since 1970.
enum LedgerFile {
  static let largest = 64 << 20
  private static let version = 1

  static func bytes(_ state: LedgerState, runbook: String) -> [UInt8] {
    let faults = state.faults.sorted { $0.key < $1.key }.map { JSON.object(object($0, $1)) }
    let known = state.acknowledgements.map { known -> JSON in
      [
        "name": .string(known.selector.text), "until": .string(known.until), "why": .string(known.why),
        "made": JSON(known.made.seconds),
      ]
    }
    let whole: JSONObject = [
      "version": JSON(version), "runbook": .string(runbook), "faults": .array(faults),
      "acknowledgements": .array(known),
    ]
    return JSON.object(whole).bytes() + [0x0A]
  }

  /// Nil where it is damaged, or written by a version that we do not know.
  static func state(_ bytes: [UInt8]) -> LedgerState? {
    guard let json = try? JSON.parse(bytes, limits: JSON.Limits(bytes: largest)),
      json["version"]?.asInt == version,
      let faults = json["faults"]?.asArray, let known = json["acknowledgements"]?.asArray
    else { return nil }
    var state = LedgerState()
    for fault in faults {
      guard let (key, history) = self.fault(fault) else { return nil }
      state.faults[key] = history
    }
    for item in known {
      guard let name = item["name"]?.asString, let until = item["until"]?.asString,
        let why = item["why"]?.asString, let made = instant(item["made"])
      else { return nil }
      state.acknowledgements.append(
        Acknowledgement(selector: VerdictSelector(name), until: until, why: why, made: made))
    }
    return state
  }

  private static func object(_ key: LedgerState.Key, _ fault: LedgerState.History) -> JSONObject {
    var object: JSONObject = [
      "check": .string(key.check), "claim": .string(key.claim), "drifts": .bool(fault.isDrifting),
      "since": JSON(fault.since.seconds), "runs": JSON(fault.runs), "message": .string(fault.message),
      "changes": .array(fault.changes.map(JSON.bool)), "blindRuns": JSON(fault.blindRuns),
    ]
    if let told = fault.told {
      object["told"] = [
        "kind": .string(told.kind.rawValue), "at": JSON(told.at.seconds),
        "severity": .string(told.severity.rawValue),
      ]
    }
    object["blindnessTold"] = fault.blindnessTold.map { JSON($0.seconds) }
    return object
  }

  private static func fault(_ json: JSON) -> (LedgerState.Key, LedgerState.History)? {
    guard let check = json["check"]?.asString, let claim = json["claim"]?.asString,
      let since = instant(json["since"]), let runs = json["runs"]?.asInt, let drifts = json["drifts"]?.asBool,
      let message = json["message"]?.asString, let changes = json["changes"]?.asArray,
      let blindRuns = json["blindRuns"]?.asInt
    else { return nil }
    var fault = LedgerState.History(since: since)
    fault.isDrifting = drifts
    fault.runs = runs
    fault.message = message
    fault.changes = changes.compactMap(\.asBool)
    fault.blindRuns = blindRuns
    fault.blindnessTold = instant(json["blindnessTold"])
    if let told = json["told"] {
      guard let kind = told["kind"]?.asString.flatMap(LedgerState.Telling.Kind.init),
        let at = instant(told["at"]),
        let severity = told["severity"]?.asString.flatMap(Severity.init)
      else { return nil }
      fault.told = LedgerState.Telling(kind, at: at, severity: severity)
    }
    return (LedgerState.Key(check: check, claim: claim), fault)
  }

  private static func instant(_ json: JSON?) -> Instant? { json?.asInt.map { Instant(seconds: $0) } }
}
