import Findings

/// Every saying of a runbook, found by its words.
struct SayingIndex {
  struct Posting {
    var saying: Int
    var tier: Saying.Tier
  }

  private(set) var sayings: [Saying] = []
  /// The words of each heading, by the heading's text.
  private(set) var titles: [Set<Int>] = []
  private var titleTexts: [String] = []
  private var titleNumbers: [String: Int] = [:]
  private var numbers: [String: Int] = [:]
  private var postings: [[Posting]] = []
  /// What each text is found by, since a sentence stands around many values.
  private var known: [String: [(id: Int, isWord: Bool)]] = [:]

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

  func number(_ key: String) -> Int? { numbers[key] }
  func postings(_ key: String) -> [Posting] { numbers[key].map { postings[$0] } ?? [] }
  func text(ofTitle number: Int) -> String { titleTexts[number] }
  func knows(_ key: String) -> Bool { numbers[key] != nil }

  mutating func title(_ text: String) -> Int {
    if let known = titleNumbers[text] { return known }
    titles.append(Set(keys(text).map(\.id)))
    titleTexts.append(text)
    titleNumbers[text] = titles.count - 1
    return titles.count - 1
  }

  /// Adds a saying with the texts that it can be found by.
  mutating func add(_ saying: Saying, _ texts: [(text: String, tier: Saying.Tier)]) {
    let number = sayings.count
    var saying = saying
    var seen: [Int: Saying.Tier] = [:]
    var order: [Int] = []
    var subject: [Int] = []
    for (text, tier) in texts where !text.isEmpty {
      for (id, isWord) in keys(text) {
        if let old = seen[id] {
          seen[id] = old.union(tier)
        } else {
          seen[id] = tier
          order.append(id)
        }
        if isWord, tier == .subject, !subject.contains(id), subject.count < 24 { subject.append(id) }
      }
    }
    saying.subject = subject
    sayings.append(saying)
    for id in order { postings[id].append(Posting(saying: number, tier: seen[id] ?? .near)) }
  }

  private mutating func keys(_ text: String) -> [(id: Int, isWord: Bool)] {
    if let cut = known[text] { return cut }
    var cut: [(id: Int, isWord: Bool)] = []
    Self.keys(text) { key, isWord in cut.append((intern(key), isWord)) }
    known[text] = cut
    return cut
  }

  private mutating func intern(_ key: String) -> Int {
    if let known = numbers[key] { return known }
    numbers[key] = postings.count
    postings.append([])
    return postings.count - 1
  }

  /// What a text is found by: its words, two words that follow each other as one, and what they mean.
  private static func keys(_ text: String, _ take: (String, Bool) -> Void) {
    var before: String?
    for word in Spelling.words(text) {
      guard !word.isWide else {
        wide(word.text, take)
        before = nil
        continue
      }
      let stem = Stem.of(word.text)
      take(stem, !Fillers.words.contains(word.text))
      for concept in Concept.of(stem) { take(key(concept), false) }
      if let before, !word.isFirst {
        let pair = Stem.of(before + word.text)
        take(pair, false)
        for concept in Concept.of(pair) { take(key(concept), false) }
      }
      before = stem
    }
  }

  private static let wideWords: [String: [Concept]] = Dictionary(
    Concept.wide.map { ($0.word, [$0.concept]) }, uniquingKeysWith: +)

  private static func wide(_ run: String, _ take: (String, Bool) -> Void) {
    for pair in pairs(run) { take(pair, true) }
    let letters = Array(run.unicodeScalars)
    for start in letters.indices {
      var word = ""
      for letter in letters[start..<min(start + 6, letters.count)] {
        word.unicodeScalars.append(letter)
        for concept in wideWords[word] ?? [] { take(key(concept), false) }
      }
    }
  }
}
