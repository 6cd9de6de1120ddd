/// A word while it is being read.
struct WordDraft {
  var parts: [Word.Part] = []
  var literal: [UInt8] = []
  var isQuoted = false
  /// Between two quotes right now.
  var isInQuotes = false
  /// The quotes that are open hold more than one word, so an upper-case word in them may be SQL.
  var isSentence = false
  var hasOpenBracket = false
  /// How many `{` are open, and whether a comma stands in one.
  var openBraces = 0
  var hasBraceList = false
  /// `C:\`: a backslash between word letters is a separator.
  var isWindowsPath = false

  var isEmpty: Bool { parts.isEmpty && literal.isEmpty && !isQuoted }

  mutating func flush() {
    guard !literal.isEmpty else { return }
    parts.append(.literal(String(decoding: literal, as: UTF8.self)))
    literal = []
  }

  mutating func finished() -> Word {
    flush()
    return Word(parts: parts.isEmpty ? [.literal("")] : parts, isQuoted: isQuoted)
  }
}
