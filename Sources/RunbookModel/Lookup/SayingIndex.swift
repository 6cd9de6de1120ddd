import Findings

/// Every saying of a runbook, found by the words of one question.
///
/// What the question does not ask is not kept: of a large runbook that would be gigabytes of places.
struct SayingIndex {
  struct Posting {
    var saying: Int
    var tier: Saying.Tier
  }

  private(set) var sayings: [Saying] = []
  /// The question's words in each heading, by the heading's text.
  private(set) var titles: [Set<Int>] = []
  private var titleTexts: [String] = []
  private var titleNumbers: [String: Int] = [:]
  /// The question's keys come first, then the words of subjects.
  private var numbers: [String: Int] = [:]
  /// The numbers of the question's concepts.
  private var concepts: [Int?] = Array(repeating: nil, count: Concept.allCases.count)
  private var openings = Openings()
  /// Of each of the question's keys.
  private var postings: [[Posting]] = []
  private var isKnown: [Bool] = []
  /// What each text is found by, since a sentence stands around many values.
  private var known: [String: [Int]] = [:]
  /// The tiers of the question's keys in the saying that is being added.
  private var seen: [Saying.Tier] = []

  init(_ question: Question) {
    for word in question.words {
      for key in word.keys + word.pairs {
        want(key)
        openings.insert(key)
      }
      for concept in word.concepts { concepts[concept.rawValue] = want(Self.key(concept)) }
    }
    for key in question.mergedKeys + question.partWords.flatMap(\.keys) {
      want(key)
      openings.insert(key)
    }
    let reread = (question.mergedKeys.map(Concept.of) + question.partWords.map(\.concepts)).joined
    for concept in reread where concepts[concept.rawValue] == nil {
      concepts[concept.rawValue] = want(Self.key(concept))
    }
    openings.insert(stemsOf: question.words.map(\.concepts).joined.union(reread))
    seen = Array(repeating: [], count: postings.count)
  }

  @discardableResult private mutating func want(_ key: String) -> Int {
    let number = intern(key)
    if number == postings.count {
      postings.append([])
      isKnown.append(false)
    }
    return number
  }

  static func pairs(_ run: String) -> [String] {
    let letters = Array(run.unicodeScalars)
    guard letters.count > 1 else { return [run] }
    return zip(letters, letters.dropFirst()).map { left, right in
      var pair = ""
      pair.unicodeScalars.append(left)
      pair.unicodeScalars.append(right)
      return pair
    }
  }

  static func key(_ concept: Concept) -> String { "#\(concept.rawValue)" }

  func number(_ key: String) -> Int? {
    numbers[key].flatMap { $0 < postings.count && isKnown[$0] ? $0 : nil }
  }
  func postings(_ key: String) -> [Posting] { number(key).map { postings[$0] } ?? [] }
  func text(ofTitle number: Int) -> String { titleTexts[number] }
  func knows(_ key: String) -> Bool { number(key) != nil }

  mutating func title(_ text: String, qualified: String) -> Int {
    if let known = titleNumbers[text] { return known }
    titles.append(Set(keys(text) + keys(qualified)))
    titleTexts.append(text)
    titleNumbers[text] = titles.count - 1
    return titles.count - 1
  }

  /// Adds a saying with the texts that it can be found by.
  mutating func add(_ saying: Saying, _ texts: [(text: String, tier: Saying.Tier)]) {
    let number = sayings.count
    var saying = saying
    var found: [Int] = []
    for (text, tier) in texts where !text.isEmpty {
      for id in tier == .subject ? keys(text, subject: &saying.subject) : keys(text) {
        if seen[id].isEmpty { found.append(id) }
        seen[id].formUnion(tier)
      }
    }
    sayings.append(saying)
    for id in found {
      postings[id].append(Posting(saying: number, tier: seen[id]))
      seen[id] = []
    }
  }

  private mutating func keys(_ text: String) -> [Int] {
    if let cut = known[text] { return cut }
    var cut: [Int] = []
    eachKey(in: text) { key, _ in
      if let number = wanted(key), !cut.contains(number) { cut.append(number) }
    }
    for number in cut { isKnown[number] = true }
    known[text] = cut
    return cut
  }

  /// Of a subject all words count, the first of them at least: those that the question does not say are extras.
  private mutating func keys(_ text: String, subject: inout [Int]) -> [Int] {
    var cut: [Int] = []
    var own: [String] = []
    eachKey(in: text, all: true) { key, isWord in
      if let number = wanted(key), !cut.contains(number) { cut.append(number) }
      if isWord, case .word(let word) = key { own.append(word) }
    }
    for word in own where subject.count < 24 {
      let number = intern(word)
      if !subject.contains(number) { subject.append(number) }
    }
    for number in cut { isKnown[number] = true }
    return cut
  }

  private func wanted(_ key: Key) -> Int? {
    switch key {
    case .word(let word): numbers[word].flatMap { $0 < postings.count ? $0 : nil }
    case .concept(let concept): concepts[concept.rawValue]
    }
  }

  private mutating func intern(_ key: String) -> Int {
    if let known = numbers[key] { return known }
    numbers[key] = numbers.count
    return numbers.count - 1
  }

  private enum Key {
    case word(String)
    case concept(Concept)
  }

  /// What a text is found by: its words, two words that follow each other as one, and what they mean. Without `all`
  /// only what the question may ask.
  private func eachKey(in text: String, all: Bool = false, _ take: (Key, Bool) -> Void) {
    var before: String?
    for word in Spelling.words(text) {
      guard !word.isWide else {
        Self.wide(word.text, take)
        before = nil
        continue
      }
      if all || openings.mayHold(word.text) {
        let stem = Stem.of(word.text)
        take(.word(stem), !Fillers.words.contains(word.text))
        for concept in Concept.of(stem) { take(.concept(concept), false) }
        if let base = Self.withoutNumber(word.text) { take(.word(Stem.of(base)), false) }
      }
      if let before, !word.isFirst, all || openings.mayHold(before, word.text) {
        let pair = Stem.of(Stem.of(before) + word.text)
        take(.word(pair), false)
        for concept in Concept.of(pair) { take(.concept(concept), false) }
      }
      // "A page" is no `apagar`.
      before = word.text == "a" ? nil : word.text
    }
  }

  /// `apache2` is an `apache`, `php8` a `php`.
  private static func withoutNumber(_ word: String) -> String? {
    let figures = word.utf8.reversed().prefix { $0 &- 0x30 < 10 }.count
    guard (1...2).contains(figures), word.utf8.count - figures >= 3 else { return nil }
    return String(word.utf8.dropLast(figures))
  }

  private static let wideWords: [String: ConceptSet] = Dictionary(
    Concept.wide.map { ($0.word, [$0.concept]) }, uniquingKeysWith: { $0.union($1) })

  private static func wide(_ run: String, _ take: (Key, Bool) -> Void) {
    for pair in pairs(run) { take(.word(pair), true) }
    let letters = Array(run.unicodeScalars)
    for start in letters.indices {
      var word = ""
      if start > 0, WideQuestion.isKatakana(letters[start]), WideQuestion.isKatakana(letters[start - 1]) {
        continue
      }
      for (offset, letter) in letters[start..<min(start + 6, letters.count)].enumerated() {
        word.unicodeScalars.append(letter)
        let next = start + offset + 1
        if WideQuestion.isKatakana(letter), next < letters.count, WideQuestion.isKatakana(letters[next]) {
          continue
        }
        for concept in wideWords[word] ?? [] { take(.concept(concept), false) }
      }
    }
  }
}
