import Findings

/// Chooses the answer among the sayings that account for a question.
struct Answering {
  let question: Question
  let index: SayingIndex
  let runbook: Runbook
  let matcher: Matcher
  let deed: DeedCheck
  /// Of a question in other words than it was asked in.
  let paraphrase: Paraphrase?
  private let readings: Readings

  /// How often one question may still be read with fewer words: the choices of words to leave out multiply, and whoever
  /// asks chooses the words.
  private final class Readings { var left = 64 }

  init(_ question: Question, _ index: SayingIndex, _ runbook: Runbook) {
    self.init(question, index, runbook, nil, Readings())
  }

  init(_ paraphrase: Paraphrase, _ index: SayingIndex, _ runbook: Runbook) {
    self.init(paraphrase.question, index, runbook, paraphrase, Readings())
  }

  private init(
    _ question: Question, _ index: SayingIndex, _ runbook: Runbook, _ paraphrase: Paraphrase?,
    _ readings: Readings
  ) {
    self.paraphrase = paraphrase
    self.question = question
    self.index = index
    self.runbook = runbook
    self.readings = readings
    matcher = Matcher(question, index)
    deed = DeedCheck(question)
  }

  func answer() -> Lookup { possible(lookup()) ?? unanswered() }

  /// The same question in other words; nil where it was read in enough ways.
  func reading(_ other: Question) -> Answering? {
    guard readings.left > 0 else { return nil }
    readings.left -= 1
    return Answering(other, index, runbook, paraphrase, readings)
  }

  /// The one answer, nil where there is none or several fit.
  var found: [Lookup.Answer]? {
    if case .found(let answers) = possible(lookup()) { answers } else { nil }
  }

  private func lookup() -> Lookup? {
    guard !question.isNegated, !question.asksLive, !question.words.isEmpty, !asksAnyThing else { return nil }
    if question.intent == .count, let count = Counting(question, runbook).answer() { return .found([count]) }
    let kinds = AllowedSayings(question)
    let stated = done(contrasted(matcher.matches { kinds.states($0) }.filter(fits).compactMap(withDeed)))
      .sorted { $0.rank < $1.rank }
    if [.when, .place].contains(question.intent),
      let answer = choose(matcher.underHeading { kinds.isKeyed($0) && kinds.states($0) }.filter(fits))
    {
      return answer
    }
    if let answer = choose(stated.filter { !$0.isWeak }) {
      return isMeantByKinds(answer) ? repeated(answer, stated) : nil
    }
    if let answer = onlyOne(stated) { return answer }
    if let answer = asOneWord() { return answer }
    let told = matcher.matches { kinds.tells($0) }
    if let answer = choose(told.filter { isTold($0) && isMeant($0) }) { return answer }
    return asTwoWords() ?? joined() ?? aboutHead() ?? withoutTwin() ?? withoutSort() ?? named()
      ?? withoutModifier()
      ?? withoutCircumstance() ?? withoutKind()
  }

  /// "What does the script do?" names no script.
  private var asksAnyThing: Bool {
    let names = question.words.indices.filter { place in
      let concepts = question.words[place].concepts
      return concepts.isEmpty || !concepts.isSubset(of: [.script, .service, .container, .job, .command])
    }
    switch question.intent {
    case .describe: return question.words.count == 1 && names.isEmpty
    // "How do I see it?"
    case .how: return question.words.allSatisfy { $0.concepts == [.show] }
    // "Which unit runs the app?"
    case .what: return question.words.count == 2 && names.isEmpty && question.asksUnit
    default: return false
    }
  }

  /// `VMID of mail`: what names a kind of thing elsewhere is the name of a row here, and what it is asked of.
  private func aboutHead() -> Lookup? {
    guard let head = question.head, question.words.count > 1,
      index.sayings.indices.contains(where: {
        index.sayings[$0].kind == .claim && index.sayings[$0].subject.count == 1
          && matcher.isSubject(head, of: $0)
      })
    else { return nil }
    return reading(question.withoutHead)?.found.map(Lookup.found)
  }

  /// An answer that only repeats words of the question says nothing; a deed is asked for by the deed.
  private func fits(_ match: Match) -> Bool {
    guard isMeant(match) else { return false }
    let saying = index.sayings[match.saying]
    if doesAnotherDeed(saying), matcher.isOnlyInValue(match.saying) { return false }
    switch saying.kind {
    case .mention where question.intent == .place && isByHeading(match):
      // "Tips for configuration" are about more than where it lies.
      return isOnly(saying.titles.last) && saying.value.contains("/") && !repeatsQuestion(saying.value)
    case .claim where question.intent == .describe: return !matcher.isOnlyInValue(match.saying)
    // Some domain is named in most runbooks; whose it is has to be asked for.
    case .mention
    where question.words.count == 1 && saying.answers.first?.label == Mention.Kind.domain.rawValue:
      return false
    case .mention where question.head == nil && [.open, .what].contains(question.intent):
      // What a value is has to be asked for: its address alone says only where it stands.
      return question.words.count > 1 && !matcher.named(match.saying).isEmpty
        && !repeatsQuestion(saying.value)
    case .claim where question.intent == .count:
      return matcher.saysAttribute(of: match.saying) && !repeatsQuestion(saying.value)
    case .claim where match.isNamed: return true
    // "Where is the app?" names nothing, and a path beside "unit files" is none.
    case .mention
    where question.intent == .place && !question.hasName
      && !question.words.indices.allSatisfy({ matcher.exact[$0][match.saying] != nil }):
      return false
    case .mention where question.intent == .place && Self.isWhole(saying.value): return true
    case .claim, .mention, .row, .schedule:
      return !repeatsQuestion(saying.value) && (saying.kind != .row || match.touchesValue)
    // "What to do at 502?": below a comment that says so, and nothing else.
    case .command where question.intent == .describe:
      return matcher.named(match.saying).count == question.words.count
    case .command: return true
    case .procedure: return match.extras < question.words.count
    case .outline: return match.extras < question.words.count || match.touchesValue
    case .rule, .sentence: return true
    }
  }

  /// `~/copies` says where, even to who asks for the copies.
  private static func isWhole(_ path: String) -> Bool { path.hasPrefix("/") || path.hasPrefix("~/") }

  /// Nothing but the heading says all that is asked.
  private func isByHeading(_ match: Match) -> Bool {
    if match.byHeading.count == question.words.count { return true }
    let saying = index.sayings[match.saying]
    let title = saying.titles.last.map { index.text(ofTitle: $0) } ?? ""
    return (saying.answers.first.map { title.contains($0.address.name) } ?? false)
      && question.words.indices.allSatisfy { matcher.exact[$0][match.saying] == .subject }
  }

  /// The heading has hardly a word that the question does not say.
  private func isOnly(_ title: Int?) -> Bool {
    guard let title else { return false }
    let words = Spelling.words(index.text(ofTitle: title)).filter {
      !Fillers.words.contains($0.text) && !Fillers.foreign.contains($0.text)
        && !$0.text.allSatisfy(\.isNumber)
    }
    return words.contains(where: \.isWide) || words.count <= question.words.count + 1
  }

  /// `deploy-worker.py` is no "worker script".
  private func doesAnotherDeed(_ saying: Saying) -> Bool {
    guard saying.shapes.contains(.script), [.place, .what].contains(question.intent),
      [.claim, .mention].contains(saying.kind), saying.answers.first?.label != "process"
    else { return false }
    let name = saying.value.split(separator: "/").last.map(String.init) ?? ""
    let does = DeedCheck.deeds(name)
    return !does.isEmpty
      && does.isDisjoint(with: DeedCheck.deeds(question.words.map(\.spoken).joined(separator: " ")))
  }

  /// The nearer the deed stands to the command's own words, the better; a command of another deed is none.
  private func withDeed(_ match: Match) -> Match? {
    let saying = index.sayings[match.saying]
    guard saying.kind == .command || saying.kind == .procedure, [.how, .open].contains(question.intent) else {
      return match
    }
    guard let distance = deed.distance(saying, index) else { return nil }
    // `certbot --nginx` under "Installation" installs no nginx.
    if distance > 0, matcher.isOnlyOption(match.saying) { return nil }
    var match = match
    match.cost += distance
    return match
  }

  /// A command whose own comment does not say what the comment of its neighbour says is the other one:
  /// `# Swarm` beside `# Compose`.
  private func contrasted(_ matches: [Match]) -> [Match] {
    matches.filter { match in
      let saying = index.sayings[match.saying]
      guard saying.kind == .command, saying.hasOwnPurpose, let title = saying.titles.last else { return true }
      let missing = (matcher.namedUnder(title)).subtracting(matcher.named(match.saying))
      let words = saying.value.split { $0 == " " || $0 == "/" }.dropFirst(2)
      let parts = words.lazy.filter { $0.first != "-" }.flatMap { $0.split { $0 == "-" || $0 == "_" } }
      return missing.allSatisfy {
        // `docker compose restart nginx` says itself what it restarts, `journalctl -u shop-api` whose log it shows.
        let asked = Substring(question.words[$0].spoken)
        return words.contains(asked) || parts.contains(asked)
          || !Concept.deeds.union(Concept.asked).isDisjoint(with: question.words[$0].concepts)
      }
    }
  }

  /// Under one heading a command that does the deed is meant, and not the list of what to look at afterwards.
  private func done(_ matches: [Match]) -> [Match] {
    guard matches.contains(where: { index.sayings[$0.saying].kind == .procedure }) else { return matches }
    var lines: [String: Set<Int>] = [:], sections: Set<Int> = []
    for saying in matches.map({ index.sayings[$0.saying] }) where saying.kind == .command {
      if let range = saying.answers.first?.value.range { lines[range.file, default: []].insert(range.line) }
      if let title = saying.titles.last, !deed.isOnlyNamed(saying) { sections.insert(title) }
    }
    return matches.filter { match in
      let saying = index.sayings[match.saying]
      guard saying.kind == .procedure, let title = saying.titles.last, sections.contains(title),
        let first = saying.answers.first?.value.range, let last = saying.answers.last?.value.range
      else { return true }
      return (first.line...max(first.line, last.endLine + Self.stepLength)).contains {
        lines[first.file]?.contains($0) ?? false
      }
    }
  }

  /// So many lines a step goes on with its commands.
  private static let stepLength = 12

  /// What is identified by headings only answers when nothing else of its kind is stated under them.
  private func onlyOne(_ matches: [Match]) -> Lookup? {
    guard question.head != nil || question.intent == .place else { return nil }
    let matches = matches.filter { match in
      [.claim, .mention].contains(index.sayings[match.saying].kind)
        && question.words.indices.allSatisfy { $0 == question.head || match.byHeading.contains($0) }
    }
    let values = Set(matches.map { Self.normal(index.sayings[$0.saying].value) })
    return values.count == 1 ? choose(matches) : nil
  }

  func repeatsQuestion(_ value: String) -> Bool {
    let asked = Set(question.words.flatMap { $0.keys + $0.pairs })
    let said = Spelling.words(value).filter { !Fillers.words.contains($0.text) }
    let letters = question.wideLetters
    return said.allSatisfy { word in
      word.isWide ? word.text.unicodeScalars.allSatisfy(letters.contains) : asked.contains(Stem.of(word.text))
    }
  }

  /// A sentence answers when it holds the words itself: headings may explain one in three at most.
  private func isTold(_ match: Match) -> Bool {
    let saying = index.sayings[match.saying]
    // What only leads to what is said answers nothing.
    guard !saying.value.hasSuffix(":") else { return false }
    let asked = Set(question.words.flatMap { $0.keys + $0.pairs })
    let news = Spelling.words(saying.value).filter {
      !Fillers.words.contains($0.text)
        && !($0.isWide
          ? $0.text.unicodeScalars.allSatisfy(question.wideLetters.contains)
          : asked.contains(Stem.of($0.text)))
    }
    guard news.count > 1 || question.intent == .whether else { return false }
    guard (question.words.count - matcher.named(match.saying).count) * 3 <= question.words.count else {
      return false
    }
    let headings = question.words.count / (question.intent == .whether ? 4 : 3)
    return match.byHeading.count <= headings
  }

  private func choose(_ matches: [Match]) -> Lookup? {
    guard let first = matches.first else { return nil }
    var best = matches.filter { $0.rank == first.rank }
    let places = best.filter {
      !index.sayings[$0.saying].shapes.isDisjoint(with: [.place, .file, .directory])
    }
    if question.intent == .place, !places.isEmpty { best = places }
    if let cells = namedCells(best) { return cells }
    if let block = block(best) { return .found(block) }
    if deed.changes, best.allSatisfy({ index.sayings[$0.saying].observes }) { return nil }
    let answers = best.map { index.sayings[$0.saying].answers }
    if let whole = containing(answers) { return .found([whole]) }
    let values = Set(
      best.map { match in
        let saying = index.sayings[match.saying]
        return saying.time.map { [$0] } ?? saying.answers.map { Self.normal($0.value.value) }
      })
    if values.count == 1 { return .found(Array(unique(together(best, answers)).prefix(12))) }
    if let shared = shared(answers.flatMap { $0 }) { return .found(Array(shared.prefix(4))) }
    if let looks = looks(best) { return .found(unique(looks)) }
    if let doer = doer(best) { return .found(index.sayings[doer.saying].answers) }
    if let deployed = deployed(best) { return .found(index.sayings[deployed.saying].answers) }
    if let called = called(best) { return .found(index.sayings[called.saying].answers) }
    if let steps = procedure(best) { return .found(unique(steps)) }
    if let stated = valueOfRow(best) { return .found(index.sayings[stated.saying].answers) }
    if let plainest = plainest(best) { return .found(index.sayings[plainest.saying].answers) }
    if let group = index.sayings[first.saying].group,
      best.allSatisfy({ index.sayings[$0.saying].group == group })
    {
      return .found(unique(answers.flatMap { $0 }))
    }
    if best.dropFirst().allSatisfy({ index.sayings[$0.saying].isAlternative }) {
      return .found(unique(answers.flatMap { $0 }))
    }
    if let always = always(best) { return choose(always) }
    if let copies = copies(best) { return .found(copies) }
    if let follower = follower(best) { return .found(index.sayings[follower.saying].answers) }
    if let phrased = phrased(best) { return .found(index.sayings[phrased.saying].answers) }
    if let valued = valued(best) { return .found(index.sayings[valued.saying].answers) }
    if let general = general(best) { return .found(index.sayings[general.saying].answers) }
    if question.isPlural, isList(best) { return .found(Array(unique(answers.flatMap { $0 }).prefix(12))) }
    return .ambiguous(Array(unique(answers.flatMap { $0 }).prefix(8)))
  }

  /// Of a procedure and some of its own steps, the procedure.
  private func procedure(_ best: [Match]) -> [Lookup.Answer]? {
    let sayings = best.map { index.sayings[$0.saying] }
    guard let whole = sayings.first(where: { $0.kind == .procedure }) else { return nil }
    let places = Set(whole.answers.map(\.value.range))
    let isAll = sayings.allSatisfy { $0.answers.allSatisfy { places.contains($0.value.range) } }
    return isAll ? whole.answers : nil
  }

  /// Further places that say the same value, in other words around it.
  private func repeated(_ lookup: Lookup, _ matches: [Match]) -> Lookup {
    guard case .found(let answers) = lookup, answers.count == 1, let value = answers.first?.value.value,
      value.utf8.count > 2
    else {
      return lookup
    }
    let others = matches.filter {
      index.sayings[$0.saying].kind != .command && index.sayings[$0.saying].kind != .procedure
    }
    .flatMap { index.sayings[$0.saying].answers }.filter { Self.states($0.value.value, value) }
    return .found(Array(unique(answers + others).prefix(4)))
  }

  /// Whether a text holds the value as words of its own.
  static func states(_ text: String, _ value: String) -> Bool {
    guard let place = text.firstRange(of: value) else { return false }
    let marks = " \t\n()[]`'\",;"
    let before = place.lowerBound == text.startIndex ? nil : text[text.index(before: place.lowerBound)]
    let after = place.upperBound == text.endIndex ? nil : text[place.upperBound]
    return (before.map(marks.contains) ?? true) && (after.map(marks.contains) ?? true)
  }

  func unique(_ answers: [Lookup.Answer]) -> [Lookup.Answer] {
    var places: Set<SourceRange> = []
    return answers.filter { places.insert($0.value.range).inserted }
  }

  private static func normal(_ value: String) -> String {
    var value = value.lowercased().trimmed
    // Who runs it is no other answer.
    if value.hasPrefix("sudo ") { value.removeFirst(5) }
    while let last = value.last, "/.:`".contains(last) { value.removeLast() }
    return value
  }

  /// `port of luci and nearyou` asks two things: both are told, as two.
  private func joined() -> Lookup? {
    guard let joint = question.joints.first(where: { $0 > 0 && $0 < question.words.count }) else {
      return nil
    }
    let halves = [question.without(joint..<(joint + 1)), question.without((joint - 1)..<joint)]
    var answers: [Lookup.Answer] = []
    for half in halves {
      guard let found = reading(half)?.found else { return nil }
      answers += found
    }
    return .ambiguous(unique(answers))
  }

  private func unanswered() -> Lookup {
    let topic = question.words.indices.filter {
      $0 != question.head && Concept.asked.isDisjoint(with: question.words[$0].concepts)
    }
    var about: [Lookup.Answer] = []
    for (number, saying) in index.sayings.enumerated() where saying.kind == .claim && about.count < 12 {
      if topic.contains(where: { matcher.isSubject($0, of: number) }) { about += saying.answers }
    }
    let names =
      runbook.allEntries.filter { $0.address.kind != Rule.kind }.map(\.name.value)
      + runbook.claims.map(\.address.name)
    var nearest: [String] = []
    for word in topic.map({ question.words[$0] }) where !word.keys.allSatisfy(index.knows) {
      nearest += Nearest.words(to: word.spoken, among: Array(Set(names)).sorted()).filter {
        !nearest.contains($0)
      }
    }
    return .notStated(about: about, nearest: nearest)
  }
}
