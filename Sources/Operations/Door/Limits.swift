import Findings
import JSON
import RunbookModel
public import ServerFacts

/// What was changed lately and how often it failed: counted before a change begins, so that a kill loses no count.
public struct Limits: Hashable, Sendable {
  public static let item = StateItem(.limits, "limits")

  private var restarts: [String: [Instant]] = [:]
  private var changes: [Instant] = []
  /// Failed changes in a row.
  private var failures: [String: Int] = [:]

  public init() {}

  /// Counts a change that is about to begin, or refuses it.
  public mutating func reserve(_ plan: Plan, _ policy: Policy, at now: Instant) throws(Refusal) {
    // A time that lies ahead is of a clock that was set back; it counts as long as it could have.
    func isRecent(_ time: Instant) -> Bool { abs(now.seconds - time.seconds) < policy.window }
    let subject = plan.subject.description
    changes = changes.filter(isRecent)
    restarts = restarts.mapValues { $0.filter(isRecent) }.filter { !$0.value.isEmpty }
    if failures[subject, default: 0] >= policy.failures {
      throw Refusal(
        .limit, "\(policy.failures) changes of \(subject) failed in a row: a person has to look first",
        help: "runbook thaw \(subject)")
    }
    let earlier = restarts[subject] ?? []
    if plan.effect > .reloads, earlier.count >= policy.restarts {
      throw Self.over("\(subject) was changed \(earlier.count) times", earlier, policy, now)
    }
    if changes.count >= policy.changes {
      throw Self.over("this account made \(changes.count) changes", changes, policy, now)
    }
    changes.append(now)
    if plan.effect > .reloads { restarts[subject, default: []].append(now) }
  }

  private static func over(
    _ what: String, _ times: [Instant], _ policy: Policy, _ now: Instant
  ) -> Refusal {
    let wait = (times.min()?.seconds ?? now.seconds) + policy.window - now.seconds
    return Refusal(
      .limit,
      "\(what) in the last \(policy.window) s, which is the limit; the next may begin in \(max(wait, 1)) s")
  }

  /// A change that failed before anything was changed does not count.
  public mutating func record(_ execution: Execution) {
    let subject = execution.subject.description
    switch execution.outcome {
    case .done: failures[subject] = nil
    case .failed where execution.steps.contains(where: { $0.effect > .observes }):
      failures[subject, default: 0] += 1
    case .failed, .unproved, .refused: break
    }
  }

  /// The subjects that failed too often.
  public func stopped(by policy: Policy) -> [String] {
    failures.filter { $0.value >= policy.failures }.keys.sorted()
  }

  /// A person has looked. False where there was nothing to close.
  public mutating func close(_ subject: String) -> Bool { failures.removeValue(forKey: subject) != nil }

  public var bytes: [UInt8] {
    func times(_ times: [Instant]) -> JSON { .array(times.map { JSON($0.seconds) }) }
    let json: JSON = [
      "version": 1, "changes": times(changes),
      "restarts": .object(JSONObject(restarts.sorted { $0.key < $1.key }.map { ($0.key, times($0.value)) })),
      "failures": .object(JSONObject(failures.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) })),
    ]
    return Array(json.text().utf8)
  }

  /// nil for what is none: then nothing may be changed until somebody has looked.
  public init?(_ bytes: [UInt8]?) {
    guard let bytes else { return }
    guard let json = try? JSON.parse(bytes), json["version"]?.asInt == 1,
      let changes = Self.times(json["changes"]), let restarts = json["restarts"]?.asObject,
      let failures = json["failures"]?.asObject
    else { return nil }
    self.changes = changes
    for member in restarts.members {
      guard let times = Self.times(member.value) else { return nil }
      self.restarts[member.key] = times
    }
    for member in failures.members {
      guard let count = member.value.asInt else { return nil }
      self.failures[member.key] = count
    }
  }

  private static func times(_ json: JSON?) -> [Instant]? {
    guard let list = json?.asArray else { return nil }
    let times = list.compactMap { $0.asInt.map { Instant(seconds: $0) } }
    return times.count == list.count ? times : nil
  }
}
