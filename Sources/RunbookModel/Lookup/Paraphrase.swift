/// A question in the words that runbooks use, where it was asked in others: "kick the worker" restarts it, "what do we pay"
/// asks for a cost.
///
/// It is asked again so only where nothing answered the question itself, and only what is one answer counts then.
struct Paraphrase {
  let question: Question
  /// What it says in other words than were asked; an answer has to be called so.
  let words: Set<String>
  /// Only the name of a town or a region answers it.
  let wantsTown: Bool
  /// The word for what the runbook is of is left out.
  let isBare: Bool
  /// How often something is done, where the word for it is left out.
  let rhythm: String?
  /// The product that is named instead of its kind.
  let product: String?

  /// No question is asked again in more ways.
  private static let most = 24

  static let rhythms: Set<String> = ["hourly", "nightly", "daily", "weekly", "monthly"]

  /// Stands in a target that asks for a town.
  private static let town = "!town"

  /// The ways to ask it again, the nearest first.
  static func readings(of text: String, _ asked: Question) -> [Paraphrase] {
    let spoken = Spelling.words(text)
    guard !asked.isNegated, !spoken.contains(where: \.isWide), (2...40).contains(spoken.count) else {
      return []
    }
    var tried: Set<[SpokenWord]> = [spoken], readings: [Paraphrase] = []
    func add(_ words: [SpokenWord], isBare: Bool = false, product: String? = nil) {
      guard readings.count < most, words.count > 1, tried.insert(words).inserted else { return }
      let question = Question(words.filter { $0.text != town })
      guard !question.words.isEmpty else { return }
      readings.append(
        Paraphrase(
          question: question, words: Set(words.map(\.text)).subtracting(spoken.map(\.text)),
          wantsTown: words.contains { $0.text == town }, isBare: isBare,
          rhythm: spoken.first { rhythms.contains($0.text) && !words.contains($0) }?.text, product: product))
    }
    let targets = targets(of: spoken, asked).prefix(3)
    func each(_ change: ([SpokenWord]) -> [SpokenWord], isBare: Bool = false) {
      if targets.isEmpty { add(change(spoken), isBare: isBare) }
      for (target, rest) in targets {
        // "What is the log of the hourly alerts": without the "of" the hours would be asked for.
        let opening = target.isDeed || target.opener.isEmpty ? [] : ["of"]
        for said in target.says {
          add((target.opener + said + opening).map(word) + change(rest), isBare: isBare)
        }
      }
    }
    each { $0 }
    each(withoutModifiers)
    each({ withoutGenerics(withoutModifiers($0)) }, isBare: true)
    let first = targets.first.map { ($0.target.opener + $0.target.says[0]).map(word) + $0.rest }
    for words in [spoken] + [first].compactMap({ $0 }) {
      for (words, product) in withProducts(words) { add(withoutModifiers(words), product: product) }
    }
    return readings
  }

  private static func word(_ text: String) -> SpokenWord {
    SpokenWord(text: text, isJoined: false, isFirst: false, isWide: false)
  }

  /// What the question may ask for, most of its words first, each with the words that are left.
  private static func targets(
    of spoken: [SpokenWord], _ asked: Question
  ) -> [(target: ParaphraseRules.Target, rest: [SpokenWord])] {
    let asksDeed = Self.asksDeed(spoken, asked)
    // "Check the settings before applying them": the clause asks for nothing.
    let spoken = asksDeed ? withoutClause(spoken) : spoken
    let stems = spoken.indices.map { isPart($0, spoken) ? "" : Stem.of(spoken[$0].text) }
    // "The disk is full, what do I do?" asks for no fact.
    guard asksDeed || states.contains(asked.intent), asksDeed || spoken.last?.text != "do" else { return [] }
    var found: [(target: ParaphraseRules.Target, used: Set<Int>)] = []
    for target in ParaphraseRules.targets where target.isDeed == asksDeed {
      if let used = used(target, stems) { found.append((target, used)) }
    }
    let most = found.map(\.used.count).max() ?? 0
    return found.filter { $0.used.count == most }.map { target, used in
      (
        target,
        spoken.indices.filter { !used.contains($0) && !isCarried(spoken, $0, target, used) }.map {
          spoken[$0]
        }
      )
    }
  }

  /// The places of the words that ask for the target; nil where it is not asked for.
  private static func used(_ target: ParaphraseRules.Target, _ stems: [String]) -> Set<Int>? {
    var used: Set<Int> = []
    for cues in target.cues where !cues.isEmpty {
      var isThere = false
      for cue in cues {
        let places = cue.map { word in stems.indices.filter { stems[$0] == word } }
        guard places.allSatisfy({ !$0.isEmpty }) else { continue }
        isThere = true
        used.formUnion(places.joined())
      }
      guard isThere else { return nil }
    }
    return used
  }

  /// It asks for something to be done: by its question word, or by asking for a command.
  private static func asksDeed(_ spoken: [SpokenWord], _ asked: Question) -> Bool {
    switch asked.intent {
    // "How big is the disk?" asks for no deed.
    case .how:
      spoken.contains { deedNouns.contains($0.text) }
        || spoken.indices.dropLast().contains {
          spoken[$0].text == "how" && verbs.contains(spoken[$0 + 1].text)
        }
    case .what, .describe: spoken.contains { deedNouns.contains($0.text) }
    default: false
    }
  }

  /// What asks for a fact. Nothing asked whether something may be done is answered with how.
  private static let states: Set<Intent> = [.what, .describe, .place, .who, .when, .count, .duration]

  private static let verbs = WordTable("do does did can could would should must might to is are am")

  private static let deedNouns = WordTable(
    "command script way procedure process steps line invocation trick systemctl docker journalctl type run")

  /// A word that says nothing of what the target is asked of. In front of a name, "the process manager", it is part of it.
  private static func isCarried(
    _ spoken: [SpokenWord], _ place: Int, _ target: ParaphraseRules.Target, _ used: Set<Int>
  ) -> Bool {
    let text = spoken[place].text
    if isPart(place, spoken) { return false }
    if target.isDeed, ParaphraseRules.states.contains(text) { return true }
    guard ParaphraseRules.carriers.contains(text) else { return false }
    let next = place + 1
    return !deedNouns.contains(text) || next == spoken.count || used.contains(next)
      || Fillers.words.contains(spoken[next].text) || ParaphraseRules.carriers.contains(spoken[next].text)
  }

  /// "The nightly backup", "right now": what says how or how often, where the runbook may not.
  private static func withoutModifiers(_ words: [SpokenWord]) -> [SpokenWord] {
    words.indices.filter { isPart($0, words) || !ParaphraseRules.modifiers.contains(words[$0].text) }
      .map { words[$0] }
  }

  /// "What does the machine cost?" where the runbook is of one machine.
  private static func withoutGenerics(_ words: [SpokenWord]) -> [SpokenWord] {
    words.indices.filter { place in
      guard !isPart(place, words), ParaphraseRules.generics.contains(words[place].text) else {
        return true
      }
      // The web server is no server of the web, and the shop website is the shop's.
      let isOfName = place > 0 && !Fillers.words.contains(words[place - 1].text)
      return isOfName && !ParaphraseRules.sites.contains(words[place].text)
    }.map { words[$0] }
  }

  /// The products of a kind in its place, but where the question asks which of them it is.
  private static func withProducts(_ words: [SpokenWord]) -> [([SpokenWord], product: String)] {
    for (kind, products) in ParaphraseRules.products {
      guard
        let place = words.indices.first(where: { words[$0...].prefix(kind.count).map(\.text) == kind }),
        place > 1, !["what", "which"].contains(words[place - 1].text)
      else { continue }
      return products.map { product in
        var words = words
        words.replaceSubrange(place..<(place + kind.count), with: [word(product)])
        return (words, product)
      }
    }
    return []
  }

  /// "How do I make a backup before an update?"
  private static func withoutClause(_ words: [SpokenWord]) -> [SpokenWord] {
    words.indices.dropFirst(5).first { Fillers.turning.contains(words[$0].text) }.map { Array(words[..<$0]) }
      ?? words
  }

  private static func isPart(_ place: Int, _ words: [SpokenWord]) -> Bool {
    words[place].isJoined || place + 1 < words.count && words[place + 1].isJoined
  }
}
