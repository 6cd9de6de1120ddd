public import JSON
public import ServerFacts

/// A stop of all changes, until somebody thaws it.
public struct Freeze: Hashable, Sendable {
  public static let item = StateItem(.freeze, "freeze")

  public var why: String
  public var by: String
  public var since: Instant

  public init(why: String, by: String, since: Instant) {
    self.why = why
    self.by = by
    self.since = since
  }

  public var json: JSONObject {
    ["version": 1, "why": .string(why), "by": .string(by), "since": JSON(since.seconds)]
  }

  /// Whatever stands there freezes: a damaged record is no permission.
  public init(_ bytes: [UInt8]) {
    let json = try? JSON.parse(bytes)
    self.init(
      why: json?["why"]?.asString ?? "the record of the freeze is damaged",
      by: json?["by"]?.asString ?? "somebody",
      since: Instant(seconds: json?["since"]?.asInt ?? 0))
  }
}
