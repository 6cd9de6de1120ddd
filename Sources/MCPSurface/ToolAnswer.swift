import Findings
import JSON
import Operations
import RunbookDesk

/// What comes of calling a tool.
enum ToolAnswer: Sendable {
  case structured(JSONObject, isError: Bool = false)
  /// The call cannot be served as it is; the text says how it could.
  case complaint(String)

  /// Longer than any of our own sentences with a list of names behind it.
  private static let longestComplaint = 4096

  /// The text is the same JSON: older clients see only the text. Structured content came with 2025-06-18.
  func result(_ revision: Revision) -> JSONObject {
    switch self {
    case .structured(let object, let isError):
      var result = Self.result(JSON.object(object).text(), isError: isError)
      if revision >= .june2025 { result["structuredContent"] = .object(object) }
      return result
    case .complaint(let text):
      let clean = SecretMask.mask(text.cleaned)
      return Self.result(
        String(decoding: clean.utf8.prefix(Self.longestComplaint), as: UTF8.self), isError: true)
    }
  }

  private static func result(_ text: String, isError: Bool) -> JSONObject {
    ["content": [["type": "text", "text": .string(text)]], "isError": .bool(isError)]
  }
}

extension ToolAnswer {
  /// - Parameter known: the words that may be said: others come from the server, or from a text that nobody trusts.
  init(_ refusal: Refusal, known: Set<String>) {
    var words = refusal.message + "."
    let accepted = refusal.accepted.filter(known.contains), nearest = refusal.nearest.filter(known.contains)
    if !nearest.isEmpty { words += " Nearest: \(nearest.joined(separator: ", "))." }
    if !accepted.isEmpty { words += " Accepted: \(Property.list(accepted))." }
    if let help = refusal.help { words += " Try: \(help)." }
    self = .complaint(words)
  }

  init(_ unavailable: Unavailable) {
    self = .complaint(unavailable.words)
  }
}

extension Unavailable {
  /// What is wrong and what helps.
  var words: String { [message, help].compactMap(\.self).joined(separator: "; ") }
}
