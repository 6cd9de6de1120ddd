import Findings
public import JSON
import RunbookModel

extension Execution {
  /// The form in which it is kept. Where the runbook names the subject is left out: a file moves on.
  public var kept: JSONObject {
    var json: JSONObject = [
      "version": 1, "operation": .string(operation), "kind": .string(subject.kind),
      "name": .string(subject.name),
      "effect": .string(effect.rawValue), "digest": .string(digest), "outcome": .string(outcome.rawValue),
      "steps": .array(steps.map { .object($0.kept) }),
      "compensations": .array(compensations.map { .object($0.kept) }),
    ]
    json["id"] = id.map(JSON.string)
    json["fault"] = fault.map { ["kind": .string($0.kind.rawValue), "text": .string($0.text)] }
    return json
  }

  /// nil for what is none.
  public init?(kept json: JSON) {
    guard json["version"]?.asInt == 1, let operation = json["operation"]?.asString,
      let kind = json["kind"]?.asString, let name = json["name"]?.asString,
      let effect = json["effect"]?.asString.flatMap(Effect.init(rawValue:)),
      let digest = json["digest"]?.asString,
      let outcome = json["outcome"]?.asString.flatMap(Outcome.init(rawValue:))
    else { return nil }
    self.operation = operation
    subject = Address(kind, name)
    self.effect = effect
    id = json["id"]?.asString
    self.digest = digest
    self.outcome = outcome
    steps = json["steps"]?.asArray?.compactMap(StepRecord.init(kept:)) ?? []
    compensations = json["compensations"]?.asArray?.compactMap(StepRecord.init(kept:)) ?? []
    if let kind = json["fault"]?["kind"]?.asString.flatMap(Fault.Kind.init(rawValue:)) {
      fault = Fault(kind, json["fault"]?["text"]?.asString ?? "")
    }
  }
}

extension StepRecord {
  /// What an observing step has shown is not kept: nobody asks for it later.
  fileprivate var kept: JSONObject {
    var json: JSONObject = [
      "summary": .string(summary), "deed": .string(deed), "effect": .string(effect.rawValue),
      "provable": .bool(isProvable), "status": .string(status.rawValue), "text": .string(text),
    ]
    json["verdict"] = verdict.map { .string($0.rawValue) }
    json["errors"] = errors.map { .object($0.kept) }
    if !untrusted.isEmpty { json["untrusted"] = .string(untrusted) }
    return json
  }

  fileprivate init?(kept json: JSON) {
    guard let summary = json["summary"]?.asString, let deed = json["deed"]?.asString,
      let effect = json["effect"]?.asString.flatMap(Effect.init(rawValue:)),
      let status = json["status"]?.asString.flatMap(Status.init(rawValue:))
    else { return nil }
    self.summary = summary
    self.deed = deed
    self.effect = effect
    isProvable = json["provable"]?.asBool ?? false
    self.status = status
    text = json["text"]?.asString ?? ""
    verdict = json["verdict"]?.asString.flatMap(ProofOutcome.Verdict.init(rawValue:))
    errors = json["errors"].flatMap(LoggedErrors.init(kept:))
    untrusted = json["untrusted"]?.asString ?? ""
  }
}
