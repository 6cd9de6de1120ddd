/// A media type as `Content-Type` and `Accept` spell it: `application/json; charset=utf-8`.
struct MediaType: Sendable, Hashable {
  /// In lower case, without parameters.
  var name: String
  /// Name and value in lower case, quotes taken off.
  var parameters: [String: String] = [:]

  init(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map {
      RequestHead.trimmed(String($0)).lowercased()
    }
    name = parts.first ?? ""
    for part in parts.dropFirst() {
      let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
      if sides.count == 2 { parameters[sides[0]] = sides[1].filter { $0 != "\"" } }
    }
  }

  /// JSON is UTF-8 and nothing else (RFC 8259, 8.1).
  var isJSON: Bool {
    name == "application/json" && ["utf-8", "utf8"].contains(parameters["charset"] ?? "utf-8")
  }

  /// Which of our two forms of answer a client takes; both where it does not say.
  static func accepted(_ values: [String]) -> (json: Bool, events: Bool) {
    let types = values.flatMap { $0.split(separator: ",") }.map { MediaType(String($0)) }
      .filter { Double($0.parameters["q"] ?? "1") != 0 }
    guard !values.isEmpty else { return (true, true) }
    let takes = { (names: [String]) in types.contains { names.contains($0.name) } }
    return (
      takes(["application/json", "application/*", "*/*"]), takes(["text/event-stream", "text/*", "*/*"])
    )
  }
}
