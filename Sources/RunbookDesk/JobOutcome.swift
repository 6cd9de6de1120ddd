import JSON
public import Operations
import ServerFacts

/// What became of a job, as whoever asks for it later finds it.
public enum JobOutcome: Hashable, Sendable {
  case ended(Execution)
  /// It never began.
  case refused(Refusal)
  case faulted(Fault)

  var execution: Execution? {
    if case .ended(let execution) = self { execution } else { nil }
  }

  /// What the job did; throws why it did nothing.
  func get() throws -> Execution {
    switch self {
    case .ended(let execution): return execution
    case .refused(let refusal): throw refusal
    case .faulted(let fault): throw fault
    }
  }

  init?(_ error: any Error) {
    switch error {
    case let refusal as Refusal: self = .refused(refusal)
    case let fault as Fault: self = .faulted(fault)
    default: return nil
    }
  }

  var bytes: [UInt8] { bytes(created: nil) }

  /// - Parameter created: when its plan was made, for what outlives the plan.
  func bytes(created: Instant?) -> [UInt8] {
    var json: JSONObject
    switch self {
    case .ended(let execution): json = ["version": 1, "execution": .object(execution.kept)]
    case .refused(let refusal):
      var refused: JSONObject = [
        "kind": .string(refusal.kind.rawValue), "message": .string(refusal.message),
        "said": .array(refusal.said.map(JSON.string)), "accepted": .array(refusal.accepted.map(JSON.string)),
        "nearest": .array(refusal.nearest.map(JSON.string)),
      ]
      refused["help"] = refusal.help.map(JSON.string)
      json = ["version": 1, "refusal": .object(refused)]
    case .faulted(let fault):
      json = ["version": 1, "fault": ["kind": .string(fault.kind.rawValue), "text": .string(fault.text)]]
    }
    json["created"] = created.map { JSON($0.seconds) }
    return Array(JSON.object(json).text().utf8)
  }

  /// nil for what is none.
  init?(_ json: JSON) {
    guard json["version"]?.asInt == 1 else { return nil }
    if let execution = json["execution"].flatMap(Execution.init(kept:)) {
      self = .ended(execution)
    } else if let refusal = json["refusal"],
      let kind = refusal["kind"]?.asString.flatMap(Refusal.Kind.init(rawValue:)),
      let message = refusal["message"]?.asString
    {
      self = .refused(
        Refusal(
          kind, message, accepted: refusal["accepted"]?.asArray?.compactMap(\.asString) ?? [],
          nearest: refusal["nearest"]?.asArray?.compactMap(\.asString) ?? [], help: refusal["help"]?.asString,
          said: refusal["said"]?.asArray?.compactMap(\.asString) ?? []))
    } else if let fault = json["fault"],
      let kind = fault["kind"]?.asString.flatMap(Fault.Kind.init(rawValue:))
    {
      self = .faulted(Fault(kind, fault["text"]?.asString ?? ""))
    } else {
      return nil
    }
  }
}
