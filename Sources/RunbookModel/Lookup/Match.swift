/// How well a saying accounts for the words of a question.
struct Match {
  var saying: Int
  /// How far from the saying's own words the question's words stand; less is nearer.
  var cost: Int
  /// Words of its subject that the question does not say: `api worker` is not asked for by `api`.
  var extras: Int
  /// Some word of the question stands in the value itself.
  var touchesValue: Bool
  /// The words of the question, by their places, that only headings account for.
  var byHeading: Set<Int>
  /// Its key is what is asked for, and its subject or headings account for all the rest.
  var isNamed = false
  /// Nothing but headings far above it says that it is what the question is about.
  var isWeak = false

  var rank: Int { cost * 2 + (extras > 0 ? 1 : 0) }
}

/// Finds the sayings that account for every word of a question.
struct Matcher {
  let question: Question
  let index: SayingIndex
  /// For each word: the tiers of each saying that has it, exactly and by its meaning.
  private(set) var exact: [[Int: Saying.Tier]] = []
  private var meant: [[Int: Saying.Tier]] = []
  private var exactTitles: [Set<Int>] = []
  private var meantTitles: [Set<Int>] = []
  private var keys: Set<Int> = []
  /// The word that says what is to be done.
  private let verb: Int?
  /// It asks where things of a kind are kept.
  private let saysWhereKept: Bool

  init(_ question: Question, _ index: SayingIndex) {
    self.question = question
    self.index = index
    verb = question.words.firstIndex { !$0.concepts.isDisjoint(with: Concept.deeds) }
    saysWhereKept = question.keeps && question.intent == .place
    for word in question.words { look(word) }
  }

  private mutating func look(_ word: Question.Word) {
    let spelled = word.pairs.isEmpty ? all(word.keys) : covering(word)
    exact.append(spelled.sayings)
    exactTitles.append(spelled.titles)
    var sayings: [Int: Saying.Tier] = [:], titles: Set<Int> = []
    for concept in word.concepts {
      let key = SayingIndex.key(concept)
      for posting in index.postings(key) { sayings[posting.saying, default: []].formUnion(posting.tier) }
      if let number = index.number(key) {
        keys.insert(number)
        titles.formUnion(index.titles.indices.filter { index.titles[$0].contains(number) })
      }
    }
    meant.append(sayings)
    meantTitles.append(titles)
    keys.formUnion((word.keys + word.pairs).compactMap(index.number))
  }

  /// The sayings and headings that hold all the keys, each in a tier that has them all.
  private func all(_ keys: [String]) -> (sayings: [Int: Saying.Tier], titles: Set<Int>) {
    var sayings: [Int: Saying.Tier]?
    var titles: Set<Int>?
    for key in keys {
      let here = Dictionary(uniqueKeysWithValues: index.postings(key).map { ($0.saying, $0.tier) })
      sayings =
        sayings.map { old in
          old.compactMapValues { $0 }.reduce(into: [:]) { kept, entry in
            guard let tier = here[entry.key], !tier.isDisjoint(with: entry.value) else { return }
            kept[entry.key] = tier.intersection(entry.value)
          }
        } ?? here
      let number = index.number(key)
      let having = Set(
        index.titles.indices.filter { place in number.map { index.titles[place].contains($0) } ?? false })
      titles = titles?.intersection(having) ?? having
    }
    return (sayings ?? [:], titles ?? [])
  }

  /// The sayings and headings whose pairs of letters cover the run.
  private func covering(_ word: Question.Word) -> (sayings: [Int: Saying.Tier], titles: Set<Int>) {
    var found: [Int: (pairs: Set<Int>, tier: Saying.Tier)] = [:], titles: [Int: Set<Int>] = [:]
    for (place, pair) in word.pairs.enumerated() {
      for posting in index.postings(pair) {
        found[posting.saying, default: ([], [])].pairs.insert(place)
        found[posting.saying]?.tier.formUnion(posting.tier)
      }
      guard let number = index.number(pair) else { continue }
      for title in index.titles.indices where index.titles[title].contains(number) {
        titles[title, default: []].insert(place)
      }
    }
    let count = word.pairs.count
    /// Each letter is in one of the pairs: of two pairs that follow each other one may be missing, the outer
    /// ones not.
    func covers(_ pairs: Set<Int>) -> Bool {
      pairs.contains(0) && pairs.contains(count - 1)
        && (1..<max(count, 1)).allSatisfy { pairs.contains($0) || pairs.contains($0 - 1) }
    }
    return (
      found.filter { covers($0.value.pairs) }.mapValues(\.tier), Set(titles.filter { covers($0.value) }.keys)
    )
  }

  /// Every saying that accounts for all words, nearest first.
  func matches(_ allows: (Saying) -> Bool) -> [Match] {
    var candidates: Set<Int> = []
    for place in question.words.indices {
      candidates.formUnion(exact[place].keys)
      candidates.formUnion(meant[place].keys)
    }
    // A command that does what is asked may leave all words to its headings.
    let deeds = question.words.map(\.concepts).joined.intersection(Concept.deeds)
    if !deeds.isEmpty {
      candidates.formUnion(index.sayings.indices.filter { !index.sayings[$0].deeds.isDisjoint(with: deeds) })
    }
    // And one under a heading that says all of it.
    if question.intent == .how, question.words.count > 1 {
      candidates.formUnion(headed { $0.kind == .command })
    }
    return nearestFirst(candidates.filter { allows(index.sayings[$0]) })
  }

  /// What stands right under headings that say all that is asked, nearest first: "Nextcloud" below "Backups".
  func underHeading(_ allows: (Saying) -> Bool) -> [Match] {
    nearestFirst(
      index.sayings.indices.filter { number in
        let titles = index.sayings[number].titles
        guard let last = titles.last, allows(index.sayings[number]) else { return false }
        return question.words.indices.contains { says(last, $0) }
          && question.words.indices.allSatisfy { place in titles.contains { says($0, place) } }
      })
  }

  private func nearestFirst(_ candidates: some Sequence<Int>) -> [Match] {
    candidates.compactMap(match).sorted { ($0.rank, $0.saying) < ($1.rank, $1.saying) }
  }

  private func headed(_ allows: (Saying) -> Bool) -> [Int] {
    let titles = Set(
      index.titles.indices.filter { title in question.words.indices.allSatisfy { says(title, $0) } })
    guard !titles.isEmpty else { return [] }
    return index.sayings.indices.filter { number in
      index.sayings[number].titles.last.map(titles.contains) ?? false && allows(index.sayings[number])
    }
  }

  private func match(_ number: Int) -> Match? {
    let saying = index.sayings[number]
    var match = Match(saying: number, cost: 0, extras: 0, touchesValue: false, byHeading: [])
    var isIdentified = false
    var isNamed = question.head.map { exact[$0][number]?.contains(.attribute) ?? false } ?? false
    for place in question.words.indices {
      let own = exact[place][number] ?? [], alike = meant[place][number] ?? []
      let near = nearness(own, alike, place, saying)
      guard let near else { return nil }
      match.cost += near.cost
      if near.isHeading { match.byHeading.insert(place) }
      if own.contains(.value) { match.touchesValue = true }
      if place != question.head, !near.isHeading, own.isDisjoint(with: [.subject, .attribute]) {
        isNamed = false
      }
      if near.identifies, place != question.head { isIdentified = true }
    }
    match.isNamed = isNamed && question.words.count > 1
    let isGuess =
      saying.kind == .mention && question.words.count == 1 && question.head == nil && exact[0][number] == nil
    let isKind = isAnotherKind(number, extras: saying.subject.count { !keys.contains($0) })
    match.isWeak = isGuess || isKind || !isIdentified && question.words.count > (question.head == nil ? 0 : 1)
    match.cost += saying.kind == .mention || saying.kind == .procedure || saying.kind == .outline ? 1 : 0
    match.extras = saying.subject.count { !keys.contains($0) }
    return match
  }

  /// `backup` asks for no row `Postgres dump`: only the meaning joins them, and the row says more.
  private func isAnotherKind(_ number: Int, extras: Int) -> Bool {
    let topics = question.words.indices.filter { $0 != question.head }
    guard topics.count == 1, question.intent == .when, extras > 0, let topic = topics.first,
      [.claim, .schedule].contains(index.sayings[number].kind)
    else { return false }
    if let title = index.sayings[number].titles.last, exactTitles[topic].contains(title) { return false }
    return exact[topic][number]?.isDisjoint(with: [.subject, .attribute]) ?? true
  }

  private func nearness(
    _ own: Saying.Tier, _ alike: Saying.Tier, _ place: Int, _ saying: Saying
  ) -> (cost: Int, isHeading: Bool, identifies: Bool)? {
    let word = question.words[place]
    if isGeneric(word), !isCalled(own, place, saying) { return nil }
    if own.isEmpty, isGeneric(word), saying.kind == .mention, alike.isSubset(of: [.value, .near]),
      !alike.isEmpty
    {
      // "Service worker" in the sentence around a path makes it no path on the server.
      return nil
    }
    if saysWhereKept, own.contains(.value), own.isDisjoint(with: [.subject, .attribute]),
      saying.kind == .claim || saying.kind == .mention && !isFolder(of: word, saying)
    {
      // A path with the word in it is not yet where such things are kept, unless something goes into a folder of that name.
      return nil
    }
    if place == question.head {
      return headNearness(own, alike, word, saying)
        ?? (isPlaceOf(own, place, saying) ? (2, true, false) : nil)
    }
    let isNamed = !own.isDisjoint(with: [.subject, .attribute])
    if isNamed { return (place == verb && isNameOnly(word, own, saying) ? 2 : 0, false, true) }
    if !alike.isDisjoint(with: [.subject, .attribute]) { return (1, false, true) }
    if own.contains(.value) { return (1, false, true) }
    if own.contains(.near) { return (1, false, nearIdentifies(saying)) }
    if own.contains(.sort) { return (1, false, false) }
    if alike.contains(.sort) { return (2, false, false) }
    if !saying.shapes.isDisjoint(with: word.concepts) { return (1, false, Self.does(saying, word)) }
    // `shop_db` is the database's container.
    if alike.contains(.value), saying.kind == .mention, let head = question.head,
      !question.words[head].concepts.isDisjoint(with: [.container, .service])
    {
      return (2, false, true)
    }
    if alike.contains(.value) || alike.contains(.near) { return (2, false, false) }
    // To see the logs is what a command for logs does.
    if word.concepts == [.show], saying.deeds.contains(.log) { return (1, false, false) }
    let does = Self.does(saying, word)
    for (depth, title) in saying.titles.reversed().enumerated() {
      let far = does ? 0 : depth == 0 ? 2 : 3
      let identifies = depth == 0 && saying.kind != .claim && saying.kind != .row
      if exactTitles[place].contains(title) { return (far, true, identifies) }
      if meantTitles[place].contains(title) { return (does ? 0 : far + 1, true, identifies) }
    }
    return nil
  }

  /// "The app" is no more one service than another where nothing calls it so: neither an option nor the name of a container
  /// that is looked into for another purpose, nor a heading that speaks of more.
  private func isCalled(_ own: Saying.Tier, _ place: Int, _ saying: Saying) -> Bool {
    switch saying.kind {
    case .command:
      return own.contains(.attribute) || own.contains(.subject) && !saying.hasOwnPurpose
        || saying.shapes.contains(.everything)
        || saying.titles.contains {
          exactTitles[place].contains($0)
            && (isPlain($0) || !saying.shapes.isDisjoint(with: question.words[place].concepts))
        }
    case .sentence: return question.intent != .how || !own.isEmpty
    default: return true
    }
  }

  /// A heading that says nothing but words of the question.
  private func isPlain(_ title: Int) -> Bool {
    let said = Spelling.words(index.text(ofTitle: title)).filter {
      !Fillers.words.contains($0.text) && !Fillers.generic.contains($0.text)
        && !$0.text.allSatisfy(\.isNumber)
    }
    return said.count <= question.words.indices.count { says(title, $0) }
  }

  /// "It is written to `/srv/copies/shop`": one of the folders is called by the word, and something is said to be there.
  private func isFolder(of word: Question.Word, _ saying: Saying) -> Bool {
    saying.shapes.contains(.place)
      && saying.value.split(separator: "/").contains { word.keys == [Stem.of($0.lowercased())] }
  }

  private static func does(_ saying: Saying, _ word: Question.Word) -> Bool {
    !word.concepts.intersection(Concept.deeds).isDisjoint(with: saying.deeds)
  }

  /// `createdb shop_restore` restores nothing: the deed stands in the name of something.
  private func isNameOnly(_ word: Question.Word, _ own: Saying.Tier, _ saying: Saying) -> Bool {
    let deeds = word.concepts.intersection([.restore, .backup, .rollback, .migrate, .deploy, .remove, .clean])
    return saying.kind == .command && !deeds.isEmpty && !own.contains(.attribute)
      && !Self.does(saying, word)
  }

  /// `Location: /etc/x` under a heading with the thing.
  private func isPlaceOf(_ own: Saying.Tier, _ place: Int, _ saying: Saying) -> Bool {
    guard question.intent == .place, saying.kind == .claim, isLocation(saying) else { return false }
    return own.contains(.value) || saying.titles.last.map(exactTitles[place].contains) ?? false
  }

  /// `Location: …`, `Destination: …`
  private func isLocation(_ saying: Saying) -> Bool {
    let words = Spelling.words(saying.answers.first?.label ?? "")
    return words.count < 4
      && words.contains {
        !Concept.of(Stem.of($0.text)).isDisjoint(with: [.place, .directory])
          || Fillers.destinations.contains($0.text)
      }
  }

  /// A word for whatever runs on a server.
  private func isGeneric(_ word: Question.Word) -> Bool {
    !word.concepts.isEmpty && word.concepts.allSatisfy { $0 == .service || $0 == .container }
  }

  /// A sentence around a value says what it is of, where the question says what kind of value it wants.
  private func nearIdentifies(_ saying: Saying) -> Bool {
    switch saying.kind {
    case .claim, .row: false
    case .mention: question.head != nil
    default: true
    }
  }

  /// What is asked for has to be what the saying states: its key, its header, or the form of its value.
  private func headNearness(
    _ own: Saying.Tier, _ alike: Saying.Tier, _ word: Question.Word, _ saying: Saying
  ) -> (cost: Int, isHeading: Bool, identifies: Bool)? {
    if own.contains(.attribute) { return (0, false, false) }
    if alike.contains(.attribute) { return (1, false, false) }
    if !saying.shapes.isDisjoint(with: word.concepts) { return (1, false, false) }
    if word.concepts.contains(.number), Shape.hasDigit(saying.value) { return (1, false, false) }
    // "Certificates are kept in `/etc/certs/`": a folder where something is said to be.
    if saying.kind == .mention, own.contains(.near),
      saying.shapes.contains(.file) || saying.shapes.contains(.directory) && saying.shapes.contains(.place),
      !Concept.filed.isDisjoint(with: word.concepts)
    {
      return (2, false, false)
    }
    if saying.kind == .row, question.intent == .place, own.contains(.value) || alike.contains(.value) {
      return (1, false, false)
    }
    if saying.kind == .sentence, !own.isEmpty || !alike.isEmpty { return (1, false, false) }
    return nil
  }
}

extension Matcher {
  /// Whether a saying is about what a word of the question names.
  /// The words of the question that a saying's own comment or key says, by their places.
  func named(_ saying: Int) -> Set<Int> {
    Set(exact.indices.filter { exact[$0][saying]?.contains(.attribute) ?? false })
  }

  /// Whether some word of the question is the saying's key, or means the same.
  func saysAttribute(of saying: Int) -> Bool {
    exact.indices.contains { isNamed($0, by: saying) }
  }

  /// Whether a heading says a word of the question itself.
  func isSaid(_ place: Int) -> (Int) -> Bool { exactTitles[place].contains }

  /// Whether a heading says a word of the question, or means it.
  func says(_ title: Int, _ place: Int) -> Bool {
    exactTitles[place].contains(title) || meantTitles[place].contains(title)
  }

  /// Whether some word of the question stands in what a key says, and not in the key.
  func isOnlyInValue(_ saying: Int) -> Bool {
    exact.contains { place in
      place[saying].map { $0.contains(.value) && $0.isDisjoint(with: [.subject, .attribute]) } ?? false
    }
  }

  /// Whether some word of the question is an option of the command and stands nowhere else.
  func isOnlyOption(_ saying: Int) -> Bool {
    index.sayings[saying].kind == .command && exact.contains { $0[saying] == .value }
  }

  /// The words of the question that some command's own comment or key says under a heading.
  func namedUnder(_ title: Int) -> Set<Int> {
    Set(
      exact.indices.filter { place in
        exact[place].contains { number, tier in
          let saying = index.sayings[number]
          return saying.hasOwnPurpose && tier.contains(.attribute) && saying.titles.last == title
        }
      })
  }

  /// Whether a saying's key is a word of the question, or means the same.
  func isNamed(_ place: Int, by saying: Int) -> Bool {
    [exact[place][saying], meant[place][saying]].contains { $0?.contains(.attribute) ?? false }
  }

  func isSubject(_ place: Int, of saying: Int) -> Bool {
    exact[place][saying]?.contains(.subject) ?? false
  }
}
