import Findings

/// `PORT="3004",NODE_ENV="production"` as supervisord takes it apart: with Python's shlex in its old mode, so that what
/// stands outside quotes ends at the first character that is neither a letter, a digit nor one of `_/.+-():`.
enum ProgramEnvironment {
  /// Stands for what cannot be told: a secret, or what only supervisord's own environment holds.
  static let unseen = "unseen__value"

  /// The variables whose values can be told; nil where supervisord refuses the text.
  static func variables(_ text: String) -> [String: String]? {
    guard let words = words(text.replacing(SecretMask.dots, with: unseen)) else { return nil }
    var variables: [String: String] = [:]
    for start in stride(from: 0, to: words.count, by: 4) {
      guard start + 2 < words.count, words[start + 1] == "=" else { return nil }
      let value = String(withoutQuotes(words[start + 2]))
      variables[words[start]] = value.contains(unseen) ? nil : value
    }
    return variables
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "_/.+-():".contains(character))
  }

  private static func isQuote(_ character: Character?) -> Bool { character == "\"" || character == "'" }

  /// The words of the text; nil where a quote is not closed.
  private static func words(_ text: String) -> [String]? {
    var words: [String] = []
    var rest = text[...]
    while let first = rest.first {
      if first.isWhitespace {
        rest = rest.dropFirst()
      } else if first == "#" {
        rest = rest.drop { !$0.isNewline }
      } else if isQuote(first) {
        guard let end = rest.dropFirst().firstIndex(of: first) else { return nil }
        words.append(String(rest[...end]))
        rest = rest[rest.index(after: end)...]
      } else if isWord(first) {
        let word = rest.prefix { isWord($0) || isQuote($0) }
        words.append(String(word))
        rest = rest[word.endIndex...]
      } else {
        words.append(String(first))
        rest = rest.dropFirst()
      }
    }
    return words
  }

  private static func withoutQuotes(_ word: String) -> Substring {
    let start = word.drop(while: isQuote)
    guard let end = start.lastIndex(where: { !isQuote($0) }) else { return "" }
    return start[...end]
  }
}
