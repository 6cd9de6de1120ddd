import Findings
import JSON
import RunbookModel
import ServerFacts

/// The lines that a service has logged since it was changed and that speak of an error.
public struct LoggedErrors: Hashable, Sendable {
  /// How many there are. Fewer may be kept.
  public var count: Int
  /// The last of them. Words from the world.
  public var text: UntrustedText

  /// What a reader takes in; `show-log` has the others.
  private static let most = 100

  init(_ lines: [String], of program: KeptProgram, size: Int, isTruncated: Bool) {
    count = lines.count
    let kept = Told.harmless(lines.suffix(Self.most).joined(separator: "\n"))
    text = UntrustedText(
      source: "errors in the standard output of \(program.name) since then".cleaned,
      lines: kept.split(whereSeparator: \.isNewline).map(String.init), size: size,
      isTruncated: isTruncated || lines.count > Self.most)
  }
}

extension LoggedErrors {
  /// The form in which it is kept.
  var kept: JSONObject {
    [
      "count": JSON(count), "source": .string(text.source), "lines": .array(text.lines.map(JSON.string)),
      "size": JSON(text.size), "truncated": .bool(text.isTruncated),
    ]
  }

  /// nil for what is none.
  init?(kept json: JSON) {
    guard let count = json["count"]?.asInt, let source = json["source"]?.asString,
      let lines = json["lines"]?.asArray, let size = json["size"]?.asInt
    else { return nil }
    self.count = count
    text = UntrustedText(
      source: source, lines: lines.compactMap(\.asString), size: size,
      isTruncated: json["truncated"]?.asBool ?? true)
  }
}
