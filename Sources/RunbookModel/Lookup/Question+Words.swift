/// What the words of a question tell of it.
extension Question {
  /// Whether one of its words is the stem, or means the same.
  func says(_ stem: String) -> Bool {
    words.contains { $0.keys.contains(stem) || !$0.concepts.isDisjoint(with: Concept.of(stem)) }
  }

  /// Whether one of its words means one of them.
  func means(_ concepts: ConceptSet) -> Bool { words.contains { !$0.concepts.isDisjoint(with: concepts) } }

  /// The letters of its words that are written without blanks.
  var wideLetters: Set<Unicode.Scalar> {
    Set(words.filter { !$0.pairs.isEmpty }.flatMap(\.spoken.unicodeScalars))
  }

  /// Some word of it calls no kind of thing that many runbooks have.
  var hasName: Bool { words.contains { $0.concepts.isEmpty } }

  /// What it asks for is a unit of systemd.
  var asksUnit: Bool { head.map { Self.unitWords.contains(words[$0].spoken) } ?? false }
}
