import JSON

/// For programs: one versioned object, its members only ever added to.
public struct JSONFormat: Format {
  public static let name = "json"
  public static let summary = "one versioned JSON object"

  public init() {}

  public func render(_ answer: Answer, _ page: Page) -> String? { JSON.object(answer.json).text(.pretty) }
}
