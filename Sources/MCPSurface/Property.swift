import Findings
import JSON
import RunbookModel

/// One argument of a tool: its schema and its validation are made from the same value.
struct Property: Sendable {
  enum Kind: Sendable {
    case text(longest: Int)
    /// One of these words, no other.
    case word([String])
    /// A name that the runbook has. The desk knows aliases too, so that it has the last word.
    case name([String])
    case number(ClosedRange<Int>)
    /// An object whose members are strings; a number is taken for its digits.
    case values
  }

  /// The most bytes of names that stand in a schema: what lies before a model's eyes all the time has to be short. Names
  /// beyond that are found by calling.
  static let mostEnumBytes = 900
  /// Longer than any name that a table's cell holds.
  static let longestName = 255

  var name, summary: String
  var kind: Kind
  var isRequired = false
  var standard: JSON?

  /// The names are there, and too many to be listed.
  var isTooLong: Bool {
    guard case .name(let words) = kind else { return false }
    return words.reduce(0) { $0 + $1.utf8.count + 3 } > Self.mostEnumBytes
  }

  /// An enum must not be empty (JSON Schema validation, 6.1.2), and a runbook may name nothing.
  var schema: JSON {
    var schema: JSONObject = [:], summary = summary
    switch kind {
    case .text(let longest): schema = ["type": "string", "maxLength": JSON(longest)]
    case .word(let words): schema = ["type": "string", "enum": .array(words.map(JSON.string))]
    case .name(let words):
      schema = ["type": "string"]
      if isTooLong {
        schema["maxLength"] = JSON(Self.longestName)
        summary += "; one of \(words.count), see list_operations"
      } else if !words.isEmpty {
        schema["enum"] = .array(words.map(JSON.string))
      }
    case .number(let range):
      schema = ["type": "integer", "minimum": JSON(range.lowerBound), "maximum": JSON(range.upperBound)]
    case .values: schema = ["type": "object", "additionalProperties": ["type": "string"]]
    }
    schema["description"] = .string(summary)
    schema["default"] = standard
    return .object(schema)
  }

  /// What is accepted here, in words for whoever called wrongly.
  var accepted: String {
    switch kind {
    case .text(let longest): "a string of 1 to \(longest) characters"
    case .word(let words): "one of: \(words.joined(separator: ", "))"
    case .name(let words):
      words.isEmpty ? "a string; the runbook names none" : "one of: \(Self.list(words))"
    case .number(let range): "an integer from \(range.lowerBound) to \(range.upperBound)"
    case .values: "an object whose values are strings or integers"
    }
  }

  /// The first of the names, and where the others are found.
  static func list(_ words: [String]) -> String {
    let most = 40
    let rest = words.count > most ? " and \(words.count - most) more, see list_operations" : ""
    return words.prefix(most).joined(separator: ", ") + rest
  }

  func accepts(_ value: JSON) -> Bool {
    switch kind {
    case .text(let longest): value.asString.map { !$0.isEmpty && !$0.isLonger(than: longest) } ?? false
    case .word(let words): value.asString.map(words.contains) ?? false
    case .name: value.asString != nil
    case .number(let range): value.asInt.map(range.contains) ?? false
    case .values: value.asObject?.members.allSatisfy { Self.text($0.value) != nil } ?? false
    }
  }

  /// A plain value as the desk takes it; nil for what is none.
  static func text(_ value: JSON) -> String? { value.asString ?? value.asInt.map(String.init) }
}

extension String {
  /// Whether it has more code points, which are never more than its bytes.
  fileprivate func isLonger(than longest: Int) -> Bool {
    utf8.count > longest && unicodeScalars.count > longest
  }
}
