import JSON

/// What comes of a request, before the members that its revision adds.
struct MethodResult: Sendable {
  /// A list depends on a file that may change: five seconds.
  static let listLifetime = 5000

  var members: JSONObject
  /// How long a client may keep it, in milliseconds; nil for what is no list and no resource (2026-07-28, "Caching").
  var lifetime: Int?
  /// The member `resultType` of 2026-07-28.
  var type = "complete"

  init(_ members: JSONObject, lifetime: Int? = nil) {
    self.members = members
    self.lifetime = lifetime
  }
}
