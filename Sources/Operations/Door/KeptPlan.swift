import Findings
public import JSON
public import RunbookModel
public import ServerFacts

/// A plan as it was shown, to be agreed to and run once. Its name is the digest of all it holds.
public struct KeptPlan: Hashable, Sendable {
  /// Long enough that nobody finds another plan of the same name, short enough to be typed.
  static let idLength = 20
  /// How long a plan may wait to be run, and consent to a plan that destroys.
  static let lifetime = 15 * 60
  /// How long consent to anything else holds.
  static let consentLifetime = 2 * 60

  public var request: Request
  /// The canonical form of what will be done.
  public var plan: JSONObject
  public var subject: String
  public var effect: Effect
  public var consent: Consent
  /// Why a person has to agree, where one has to.
  public var reasons: [String]
  /// The path of the runbook, without links.
  public var runbook: String
  public var uid: Int
  /// Who asked, for the journal: it decides nothing.
  public var actor: String
  public var key: String?
  public var created: Instant
  /// Makes two plans for the same thing two.
  public var nonce: String

  public init(
    request: Request, plan: Plan, consent: Consent, reasons: [String], runbook: String, uid: Int,
    actor: String,
    key: String?, created: Instant, nonce: String
  ) {
    self.request = request
    self.plan = plan.json
    subject = plan.subject.description
    effect = plan.effect
    self.consent = consent
    self.reasons = reasons
    self.runbook = runbook
    self.uid = uid
    self.actor = actor
    self.key = key
    self.created = created
    self.nonce = nonce
  }

  public var expires: Instant { Instant(seconds: created.seconds + Self.lifetime) }

  public var json: JSONObject {
    var json: JSONObject = [
      "version": 1, "request": .object(request.json), "plan": .object(plan), "subject": .string(subject),
      "effect": .string(effect.rawValue), "consent": .string(consent.rawValue),
      "reasons": .array(reasons.map(JSON.string)), "runbook": .string(runbook), "uid": JSON(uid),
      "actor": .string(actor), "created": JSON(created.seconds), "nonce": .string(nonce),
    ]
    if let key { json["key"] = .string(key) }
    return json
  }

  public var bytes: [UInt8] { Array(JSON.object(json).canonical.utf8) }

  public func id(_ digests: any Digests) -> String { String(digests.sha256(bytes).prefix(Self.idLength)) }

  /// Reads a plan that was kept under a name. Where a single bit is another, it is not that plan.
  public init(_ id: String, _ bytes: [UInt8], _ digests: any Digests) throws(Refusal) {
    guard let read = (try? JSON.parse(bytes)).flatMap(Self.init(json:)), read.bytes == bytes,
      read.id(digests) == id
    else {
      throw Refusal(
        .stalePlan, "plan \(WorldText.clean(String(id.prefix(40)))) is not what was kept under that name")
    }
    self = read
  }

  private init?(json: JSON) {
    guard json["version"]?.asInt == 1, let request = json["request"].flatMap(Request.init(json:)),
      let plan = json["plan"]?.asObject, let subject = json["subject"]?.asString,
      let effect = json["effect"]?.asString.flatMap(Effect.init(rawValue:)),
      let consent = json["consent"]?.asString.flatMap(Consent.init(rawValue:)),
      let reasons = json["reasons"]?.asArray, let runbook = json["runbook"]?.asString,
      let uid = json["uid"]?.asInt, let actor = json["actor"]?.asString,
      let created = json["created"]?.asInt, let nonce = json["nonce"]?.asString
    else { return nil }
    self.request = request
    self.plan = plan
    self.subject = subject
    self.effect = effect
    self.consent = consent
    self.reasons = reasons.compactMap(\.asString)
    self.runbook = runbook
    self.uid = uid
    self.actor = actor
    key = json["key"]?.asString
    self.created = Instant(seconds: created)
    self.nonce = nonce
  }

  /// Whether an id could be one: it becomes part of a file's name.
  public static func isID(_ text: String) -> Bool {
    text.utf8.count == idLength
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Refuses a plan that waited too long, or that a clock which was set back makes younger than nothing.
  public func refuseExpired(at now: Instant) throws(Refusal) {
    guard created <= now, now < expires else {
      throw Refusal(
        .stalePlan, "the plan was made at \(created) and has expired", help: "runbook plan \(request.words)")
    }
  }
}

/// A person's yes to one plan.
public struct Approval: Hashable, Sendable {
  /// The account that agreed.
  public var by: String
  public var at: Instant
  /// The client in whose form it was typed, in its own words; nil for a terminal.
  public var form: String?

  public init(by: String, at: Instant, form: String? = nil) {
    self.by = by
    self.at = at
    self.form = form
  }

  public var bytes: [UInt8] {
    var json: JSONObject = ["version": 1, "by": .string(by), "at": JSON(at.seconds)]
    json["form"] = form.map(JSON.string)
    return Array(JSON.object(json).text().utf8)
  }

  /// How it was given, for the journal.
  public var words: String { "\(by) " + (form.map { "in a form of \($0)" } ?? "at a terminal") }

  public init?(_ bytes: [UInt8]) {
    guard let json = try? JSON.parse(bytes), json["version"]?.asInt == 1, let by = json["by"]?.asString,
      let at = json["at"]?.asInt
    else { return nil }
    self.init(by: by, at: Instant(seconds: at), form: json["form"]?.asString)
  }

  public func holds(for plan: KeptPlan, at now: Instant) -> Bool {
    let lifetime = plan.effect == .destroys ? KeptPlan.lifetime : KeptPlan.consentLifetime
    return plan.created <= at && at <= now && now.seconds < at.seconds + lifetime
  }
}
