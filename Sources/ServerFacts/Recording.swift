public import JSON

/// The form of a recording: what was looked at and what came of it, as JSON.
///
/// Every value has a `kind` and its members. Members and kinds are only ever added, and a reader passes over
/// members it does not know, so that old recordings stay readable.
public enum Recording {
  public static let version = 1

  /// Why a recording cannot be read, and which of its values it was.
  public struct Malformed: Error, Hashable, Sendable, CustomStringConvertible {
    public var text: String

    public init(_ text: String) {
      self.text = text
    }

    public var description: String { text }
  }

  /// What holds for a whole recording: the form's version, the moment, and the time zone by its name,
  /// `Europe/Berlin`.
  public static func manifest(now: Instant, timeZone: String) -> JSON {
    [
      "version": JSON(version), "now": JSON(now.seconds), "time": .string("\(now)"),
      "timeZone": .string(timeZone),
    ]
  }

  /// One look with what came of it: `{"look":{"kind":…},"seen":{"kind":…}}` or
  /// `{"look":…,"unseen":{"reason":…}}`.
  public static func json(_ look: Look, _ observation: Observation<Seen>) -> JSON {
    switch observation {
    case .seen(let seen): ["look": look.json, "seen": seen.json]
    case .unseen(let blindness):
      [
        "look": look.json,
        "unseen": ["reason": .string(blindness.reason.rawValue), "text": .string(blindness.text)],
      ]
    }
  }

  public static func read(_ json: JSON) throws(Malformed) -> (look: Look, observation: Observation<Seen>) {
    let members = try Members(json)
    let look = try Look(json: try members.value("look"))
    if let seen = json["seen"] { return (look, .seen(try Seen(json: seen))) }
    let unseen = try members.object("unseen")
    // A reason that a later version may have added still is blindness.
    let reason = Blindness.Reason(rawValue: try unseen.text("reason")) ?? .malformed
    return (look, .unseen(Blindness(reason, try unseen.text("text"))))
  }

  /// The members of an object, each asked for by its name and kind of value.
  struct Members {
    private let json: JSON

    init(_ json: JSON) throws(Malformed) {
      guard json.asObject != nil else { throw Malformed("no object: \(json.text().prefix(80))") }
      self.json = json
    }

    func value(_ name: String) throws(Malformed) -> JSON { try require(name, json[name]) }
    func text(_ name: String) throws(Malformed) -> String { try require(name, json[name]?.asString) }
    func int(_ name: String) throws(Malformed) -> Int { try require(name, json[name]?.asInt) }
    func array(_ name: String) throws(Malformed) -> [JSON] { try require(name, json[name]?.asArray) }
    func object(_ name: String) throws(Malformed) -> Members { try Members(try value(name)) }
    func optionalText(_ name: String) -> String? { json[name]?.asString }
    func optionalInt(_ name: String) -> Int? { json[name]?.asInt }

    func texts(_ name: String) throws(Malformed) -> [String] {
      try array(name).map { value throws(Malformed) in try require(name, value.asString) }
    }

    func ints(_ name: String) throws(Malformed) -> [Int] {
      try array(name).map { value throws(Malformed) in try require(name, value.asInt) }
    }

    func objects(_ name: String) throws(Malformed) -> [Members] {
      try array(name).map { value throws(Malformed) in try Members(value) }
    }

    func unknownKind() -> Malformed { Malformed("unknown kind: \(json["kind"]?.text() ?? "none")") }

    private func require<Value>(_ name: String, _ value: Value?) throws(Malformed) -> Value {
      guard let value else { throw Malformed("no member \(name): \(json.text().prefix(80))") }
      return value
    }
  }
}

extension RecordedServer {
  /// Begins to read a recording: nothing is seen of it yet.
  public init(manifest: JSON) throws(Recording.Malformed) {
    let members = try Recording.Members(manifest)
    let version = try members.int("version")
    guard version == Recording.version else {
      throw Recording.Malformed("unknown version of a recording: \(version)")
    }
    self.init(at: Instant(seconds: try members.int("now")), looks: [:])
  }

  /// Reads a look of it. One that comes twice keeps what came first.
  public mutating func add(_ json: JSON) throws(Recording.Malformed) {
    let (look, observation) = try Recording.read(json)
    if looks[look] == nil { looks[look] = observation }
  }

  /// Reads a recording.
  public init(manifest: JSON, looks: [JSON]) throws(Recording.Malformed) {
    try self.init(manifest: manifest)
    for json in looks { try add(json) }
  }
}
