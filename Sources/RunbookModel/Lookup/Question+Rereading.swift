/// One question in fewer, more or other words.
extension Question {
  /// The same question without some of its words.
  func without(_ removed: Range<Int>) -> Question {
    var rest = words
    rest.removeSubrange(removed)
    let head = head.flatMap { removed.contains($0) ? nil : $0 < removed.lowerBound ? $0 : $0 - removed.count }
    return with(rest, head: head)
  }

  /// The same question where no word says what kind of thing it asks for.
  var withoutHead: Question { with(words, head: nil) }

  /// The same question with two words written as one; nil where they cannot be.
  func merging(_ place: Int) -> Question? {
    let (left, right) = (words[place], words[place + 1])
    guard left.pairs.isEmpty, right.pairs.isEmpty, head != place, head != place + 1, left.keys.count == 1,
      right.keys.count == 1
    else {
      return nil
    }
    var rest = words
    let key = Self.merged(left, right)
    rest[place] = Word(spoken: left.spoken + right.spoken, keys: [key], concepts: Concept.of(key))
    rest.remove(at: place + 1)
    let isAsked = head == nil && intent == .what && !Concept.asked.isDisjoint(with: rest[place].concepts)
    return with(rest, head: isAsked ? place : head.map { $0 > place ? $0 - 1 : $0 })
  }

  /// What each two words that follow each other are as one.
  var mergedKeys: [String] {
    zip(words, words.dropFirst()).filter { $0.pairs.isEmpty && $1.pairs.isEmpty }.map(Self.merged)
  }

  private static func merged(_ left: Word, _ right: Word) -> String { Stem.of(left.spoken + right.spoken) }

  /// The same question with a compound, `Datenbankbenutzer`, written as its two words; nil where it is none.
  func splitting(_ place: Int) -> Question? {
    guard let parts = parts(of: words[place]) else { return nil }
    var rest = words
    rest.replaceSubrange(place...place, with: [parts.thing, parts.kind])
    let head = head.map { $0 > place ? $0 + 1 : $0 }
    return with(rest, head: head ?? ([.how, .describe, .whether].contains(intent) ? nil : place + 1))
  }

  /// What compounds are made of.
  var partWords: [Word] { words.compactMap(parts).flatMap { [$0.thing, $0.kind] } }

  /// The last part of a compound says what kind of thing it is.
  private func parts(of word: Word) -> (thing: Word, kind: Word)? {
    guard !isEnglish, word.concepts.isEmpty, word.pairs.isEmpty, word.keys.count == 1,
      (8...40).contains(word.spoken.utf8.count), word.spoken.utf8.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return nil }
    for length in 3...(word.spoken.utf8.count - 3) {
      let kind = Stem.of(String(word.spoken.dropFirst(length)))
      let concepts = Concept.of(kind)
      guard !concepts.isDisjoint(with: Concept.asked) else { continue }
      // `Konfigurations-datei`
      let whole = String(word.spoken.prefix(length))
      let bare = whole.utf8.count > 5 && whole.hasSuffix("s") ? String(whole.dropLast()) : whole
      let thing = Stem.of(bare)
      return (
        Word(spoken: bare, keys: [thing], concepts: Concept.of(thing)),
        Word(spoken: String(word.spoken.dropFirst(length)), keys: [kind], concepts: concepts)
      )
    }
    return nil
  }
}
