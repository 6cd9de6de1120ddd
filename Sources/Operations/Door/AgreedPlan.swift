import Findings
import JSON

/// A plan that passed the door: the only kind that may change something.
public struct AgreedPlan: Sendable {
  public var id: String
  public var plan: Plan
  public var request: Request
  /// Who asked: it decides nothing.
  public var actor: String
  /// Who agreed, in words: `policy`, `deploy at a terminal (advisory)`.
  public var consent: String

  public init(id: String, plan: Plan, request: Request, actor: String, consent: String) {
    self.id = id
    self.plan = plan
    self.request = request
    self.actor = actor
    self.consent = consent
  }

  func begin(_ digest: String) -> JSONObject {
    [
      "event": "begin", "id": .string(id), "subject": .string(plan.subject.description),
      "request": .object(request.json), "actor": .string(actor), "consent": .string(consent),
      "digest": .string(digest), "plan": .object(plan.json),
    ]
  }
}
