/// A question cut into what it wants and the words that the answer has to account for.
struct Question {
  /// One word of a question that carries sense.
  struct Word: Hashable {
    /// As it was written, lower case.
    var spoken: String
    /// What the runbook's words are looked up by; all of them have to be there. Several for `site-luci`.
    var keys: [String]
    var concepts: ConceptSet
    /// Pairs of letters of a run that is written without blanks; together they have to cover it.
    var pairs: [String] = []
  }

  private(set) var intent = Intent.open
  private(set) var words: [Word] = []
  /// The word that names what is asked for: `port` in `which port does luci use`.
  private(set) var head: Int?
  private(set) var isNegated = false
  /// The places in `words` before which an `and` stands.
  private(set) var joints: [Int] = []
  /// The places in `words` before which an "of" or a verb stands: `log del cron`.
  private var gaps: Set<Int> = []
  /// Words that say when or where it is done: `before a restore`, `on the server`.
  private(set) var circumstances: [Range<Int>] = []
  /// It speaks of listening, where an address of the machine's own is one too.
  private(set) var listens = false
  /// What it asks for is a command.
  private(set) var wantsCommand = false
  private(set) var isEnglish = true
  /// It speaks of keeping or storing: `where are backups kept`.
  private(set) var keeps = false
  /// It asks how long something takes.
  private(set) var lasts = false
  /// It asks for several things: `which scripts`.
  private(set) var isPlural = false
  /// It asks whether something may be done.
  private(set) var asksLeave = false
  /// It asks whose something is.
  private(set) var asksOwner = false
  /// What was said before the question itself: "The disk is full, how do I …".
  private var aside: ArraySlice<SpokenWord> = []
  /// It asks whether something is so right now, which no document can say.
  private(set) var asksLive = false

  init(_ text: String) { self.init(Spelling.words(text)) }

  init(_ spoken: [SpokenWord]) {
    let spoken = Self.graceful(spoken)
    isEnglish =
      spoken.contains { Fillers.english.contains($0.text) }
      || !spoken.contains { Fillers.isForeign($0.text) }
    let rest = opened(spoken)
    // "How full may the disk be?" wants a figure and no deed.
    if intent == .how, let first = rest.first, Fillers.measures.contains(first.text) { intent = .what }
    if intent == .describe, let last = spoken.last?.text, ["run", "execute", "ejecuta"].contains(last) {
      intent = .how
    }
    isNegated = spoken.indices.contains { place in
      // `non-payment` is a thing.
      let isPart = spoken[place].isJoined || place + 1 < spoken.count && spoken[place + 1].isJoined
      return !isPart && !spoken[place].isWide && Fillers.negations.contains(spoken[place].text)
    }
    keeps = spoken.contains {
      [
        "kept", "stored", "saved", "keep", "gespeichert", "guardan", "quedan", "almacenan", "stockes",
        "conserves",
      ].contains($0.text)
    }
    lasts = intent == .duration && spoken.contains { Fillers.lasting.contains($0.text) }
    listens = spoken.contains { Fillers.listening.contains($0.text) }
    asksOwner = intent == .who && spoken.contains { Fillers.owning.contains($0.text) }
    read(Array(aside))
    let told = words.count
    circumstances = []
    read(Self.phrasal(rest))
    if told > 0, words.count > told + 1 { circumstances.append(0..<told) }
    if intent == .how { leaveStart() }
    findHead()
    let opens = words.first.map { !Concept.deeds.isDisjoint(with: $0.concepts) } ?? false
    if intent == .open, head == nil, opens { intent = .how }
    let noun = head.map { words[$0].spoken } ?? words.first?.spoken
    isPlural =
      intent != .how && intent != .count
      && noun.map { $0.utf8.count > 3 && $0.hasSuffix("s") && !$0.hasSuffix("ss") && !$0.hasSuffix("us") }
        ?? false
    asksLeave = intent == .whether && LeaveWords.ask(spoken.prefix(4).map(\.text))
    asksLive =
      intent == .whether
      && spoken.indices.contains { place in
        Self.live.contains(spoken[place].text)
          && !(place > 0 && Self.directed.contains(spoken[place - 1].text))
      }
  }

  /// The same question in other words.
  func with(_ words: [Word], head: Int?) -> Question {
    Question(words, head, as: self)
  }

  /// One question with the words of all, to find what is said of any of them.
  func together(with others: [Question]) -> Question {
    var all = self
    all.words = others.flatMap(\.words)
    all.head = nil
    return all
  }

  private init(_ words: [Word], _ head: Int?, as asked: Question) {
    (self.words, self.head) = (words, head)
    (intent, asksOwner, lasts, asksLeave) = (asked.intent, asked.asksOwner, asked.lasts, asked.asksLeave)
  }

  static let unitWords: Set<String> = ["unit", "units", "timer", "timers"]

  /// Takes the question words off the front.
  private mutating func opened(_ spoken: [SpokenWord]) -> ArraySlice<SpokenWord> {
    var rest = spoken[...]
    while let first = rest.first,
      ["please", "tell", "show", "me", "and", "so", "hey", "hi", "ok"].contains(first.text),
      rest.count > 3
    {
      rest = rest.dropFirst()
    }
    rest = WideQuestion.withoutAside(rest)
    // No opener is longer than eight words.
    let start = rest.prefix(8).prefix { !$0.isWide }.map(\.text).joined(separator: " ")
    guard let opener = Intent.opener(start) else { return told(rest) ?? closed(rest) }
    intent = opener.intent
    return withoutPlace(rest.dropFirst(opener.words))
  }

  /// "The disk is full, how do I clean it?": the question stands behind a comma.
  private mutating func told(_ spoken: ArraySlice<SpokenWord>) -> ArraySlice<SpokenWord>? {
    for start in spoken.indices.dropFirst() where spoken[start].isFirst {
      let words = spoken[start...].prefix(8).prefix { !$0.isWide }.map(\.text).joined(separator: " ")
      guard let opener = Intent.opener(words), opener.intent != .whether,
        spoken[start...].count > opener.words + 1
      else { continue }
      intent = opener.intent
      aside = spoken[..<start]
      return spoken[(start + opener.words)...]
    }
    return nil
  }

  /// "The worker has stopped, what do I do?": the question stands behind what it is about.
  private mutating func closed(_ spoken: ArraySlice<SpokenWord>) -> ArraySlice<SpokenWord> {
    for length in 2...4 where spoken.count > length {
      let ending = spoken.suffix(length).map(\.text).joined(separator: " ")
      guard let opener = Intent.opener(ending), opener.words == length, opener.intent == .describe else {
        continue
      }
      intent = .describe
      return spoken.dropLast(length)
    }
    return spoken
  }

  /// What is done or counted "on the server" is done there anyway.
  private func withoutPlace(_ spoken: ArraySlice<SpokenWord>) -> ArraySlice<SpokenWord> {
    let isEntered = spoken.contains { ["log", "login", "connect", "ssh"].contains($0.text) }
    guard [.how, .count, .when, .duration].contains(intent), spoken.count > 3,
      (isEntered ? ["on", "to"] : ["on"]).contains(where: { Self.endsOnServer(Array(spoken.suffix(3)), $0) })
    else { return spoken }
    return spoken.dropLast(3)
  }

  private static func endsOnServer(_ spoken: [SpokenWord], _ preposition: String = "on") -> Bool {
    guard let last = spoken.last?.text, ["server", "machine", "box", "host", "vps"].contains(last) else {
      return false
    }
    return spoken.dropLast().suffix(2).map(\.text) == [preposition, "the"]
  }

  private mutating func read(_ spoken: [SpokenWord]) {
    var index = 0
    var turn: Int?
    defer { if let turn, turn < words.count { circumstances.append(turn..<words.count) } }
    while index < spoken.count {
      if spoken[index].isWide {
        readWide(spoken[index].text)
        index += 1
        continue
      }
      var end = index + 1
      while end < spoken.count, spoken[end].isJoined, !spoken[end].isWide { end += 1 }
      var parts = spoken[index..<end].map(\.text)
      // `garde-t-on`
      if parts.count > 1, !isEnglish, let last = parts.last, Self.inverted.contains(last) {
        parts = [parts[0]]
      }
      index = end
      // A unit is systemd's.
      if parts == ["systemd"], end < spoken.count,
        Self.unitWords.contains(spoken[end].text) || ["service", "services"].contains(spoken[end].text)
      {
        continue
      }
      // Each kind of server that has a name of two words is one thing.
      if parts == ["web"], end < spoken.count, spoken[end].text == "server" {
        append(["webserver"])
        index = end + 1
        continue
      }
      if parts.count > 1, parts.allSatisfy(isFiller) { continue }
      if parts.count == 1, let only = parts.first {
        if ["and", "und", "y", "et", "e", "en", "и"].contains(only) { joints.append(words.count) }
        // "…, nginx or apache?"
        if ["or", "oder", "ou", "или"].contains(only), intent == .what, words.count > 1,
          index == spoken.count - 1
        {
          circumstances.append((words.count - 1)..<(words.count + 1))
        }
        if index > 2, Self.endsOnServer(Array(spoken[(index - 3)..<index])), !words.isEmpty {
          circumstances.append(words.count..<(words.count + 1))
        }
        if Fillers.turning.contains(only), words.count > 1, circumstances.isEmpty { turn = words.count }
        if isFiller(only) {
          if Self.possessives.contains(only) || Self.joining.contains(only) { gaps.insert(words.count) }
          continue
        }
      }
      append(parts)
    }
  }

  /// "Which unit runs the mail server?" asks for a unit, and for no unit mail.
  private static let joining: Set<String> = [
    "run", "runs", "use", "uses", "has", "have", "does", "do", "hold", "holds", "contains",
  ]

  private static let inverted: Set<String> = ["on", "il", "elle", "ils", "elles", "nous", "vous", "je", "tu"]

  private static let possessives: Set<String> = [
    "of", "de", "del", "della", "da", "do", "dos", "das", "du", "des", "d", "von", "vom", "van",
  ]

  private mutating func append(_ parts: [String]) {
    // `WhatsApp` is a name.
    if parts.count == 2, parts[1] != "app",
      !Concept.of(Stem.of(parts[1])).isDisjoint(
        with: isEnglish ? Self.facets : Self.facets.union(Self.compounds))
    {
      for part in parts { append([part]) }
      return
    }
    let stems = parts.map(Stem.of)
    guard let first = stems.first else { return }
    let keys = stems.count == 1 ? [first] : zip(stems, parts.dropFirst()).map { Stem.of($0 + $1) }
    let whole = stems.count == 1 ? first : keys.count == 1 ? keys[0] : ""
    var concepts = Concept.of(whole)
    // Old logs are removed by what cleans them up.
    if concepts.contains(.remove) { concepts.insert(.clean) }
    // What says that it is off answers whether it is on.
    if intent == .whether, !concepts.isDisjoint(with: [.enable, .disable]) {
      concepts.formUnion([.enable, .disable])
    }
    words.append(Word(spoken: parts.joined(separator: "-"), keys: keys, concepts: concepts))
  }

  /// `SSH-Port` is a port of SSH, while `user-service` is one name.
  private static let facets: ConceptSet = [.port, .ip, .url, .version]
  /// `Admin-Dienst`: what German joins by a hyphen is the Dienst of the admin.
  private static let compounds: ConceptSet = [
    .service, .database, .container, .job, .script, .log, .certificate,
  ]

  private func isFiller(_ word: String) -> Bool {
    if Fillers.words.contains(word) || !isEnglish && Fillers.foreign.contains(word) { return true }
    switch intent {
    case .how: return Fillers.generic.contains(word)
    case .when: return Fillers.generic.contains(word) || Fillers.timed.contains(word)
    case .whether where Fillers.generic.contains(word): return true
    case .what:
      return Fillers.acting.contains(word)
        || Fillers.placed.contains(word)
          && words.contains { !$0.concepts.isDisjoint(with: [.file, .directory]) }
    case .place: return Fillers.placed.contains(word)
    case .who: return Fillers.owning.contains(word)
    case .duration: return Fillers.lasting.contains(word)
    case .whether: return Fillers.permitted.contains(word)
    default: return false
    }
  }

  private mutating func readWide(_ run: String) {
    let reading = WideQuestion.read(run)
    if let asked = reading.intent, intent == .open || intent == .what { intent = asked }
    for part in reading.rest {
      if let compound = Self.compound(part) {
        words += compound
        continue
      }
      var rest = [part]
      for (word, concept) in Concept.wide {
        rest = rest.flatMap { piece -> [String] in
          guard let place = piece.firstRange(of: word), WideQuestion.isWhole(place, in: piece) else {
            return [piece]
          }
          words.append(Self.wide(word, [concept]))
          return [String(piece[..<place.lowerBound]), String(piece[place.upperBound...])].filter {
            !$0.isEmpty
          }
        }
      }
      words += rest.flatMap(WideQuestion.withoutParticles).map { Self.wide($0, []) }
    }
  }

  /// `エラーログ`: two words that are known.
  private static func compound(_ run: String) -> [Word]? {
    for (word, concept) in Concept.wide where run.hasPrefix(word) && run.utf8.count > word.utf8.count {
      let rest = String(run.dropFirst(word.count))
      if let other = Concept.wide.first(where: { $0.word == rest }) {
        return [wide(word, [concept]), wide(rest, [other.concept])]
      }
    }
    return nil
  }

  private static func wide(_ run: String, _ concepts: ConceptSet) -> Word {
    Word(spoken: run, keys: [], concepts: concepts, pairs: SayingIndex.pairs(run))
  }

  /// To start or take a backup and `lancer les migrations` is to do it.
  private mutating func leaveStart() {
    let done: ConceptSet = [.backup, .restore, .migrate, .deploy, .rollback, .update, .build, .renew, .clean]
    guard let start = words.firstIndex(where: { $0.concepts == [.start] || Self.taking.contains($0.spoken) }),
      words.contains(where: { !$0.concepts.isDisjoint(with: done) })
    else { return }
    words.remove(at: start)
    joints = joints.map { $0 > start ? $0 - 1 : $0 }
  }

  /// The first word that names a kind of thing, when the question opens with it or an `of` follows it.
  private mutating func findHead() {
    // When something is done asks for no kind of thing but a time.
    let asked: ConceptSet = intent == .when ? [.schedule, .job] : Concept.asked
    let kinds = words.indices.filter {
      !asked.isDisjoint(with: words[$0].concepts) && words[$0].keys.count <= 1
    }
    guard let first = kinds.first else { return }
    switch intent {
    case .how, .whether, .why, .count, .duration, .describe: break
    case .what, .open, .place, .who, .when:
      // `supervisor name`, `log file`: kinds that follow each other are one, and the last one is asked for; of
      // `log del cron` it is the first.
      var head = first
      let last = (first...).prefix { kinds.contains($0) && ($0 == first || !gaps.contains($0)) }.last ?? first
      // `server app path` at the end is one word of three.
      if last == words.count - 1, !isThing(last), last > first { head = last }
      while head < last, intent != .what || !isThing(head + 1) || !words[head].pairs.isEmpty { head += 1 }
      // `port 3001` names the value; something else is asked for.
      let isGiven = words.indices.contains(head + 1) && words[head + 1].spoken.allSatisfy(\.isNumber)
      self.head = isGiven ? nil : head
    }
    if let head, let said = saidOfHead {
      var verbs = words.indices.filter { $0 != head && said.contains(words[$0].spoken) }
      // Of "which user do I log in as" something is left that says whose.
      if words[head].concepts.contains(.user), verbs.count + 1 == words.count { verbs = [] }
      for place in verbs.reversed() {
        words.remove(at: place)
        if let old = self.head, place < old { self.head = old - 1 }
      }
    }
    if let head, words.indices.contains(head), words[head].concepts.contains(.command) {
      wantsCommand = true
      intent = .how
      words.remove(at: head)
      self.head = nil
    }
  }

  /// The verbs that say nothing more of what is asked for.
  private var saidOfHead: WordTable? {
    guard let head else { return nil }
    if words.contains(where: { !Self.reached.isDisjoint(with: $0.concepts) }) { return Fillers.reaching }
    if words[head].concepts.contains(.user) { return Fillers.entering }
    return words[head].concepts.contains(.version) ? Fillers.needing : nil
  }

  /// Places where something can be reached.
  private static let reached: ConceptSet = [.port, .url, .ip, .host]

  /// A word that is more often what a question is about than what it asks for.
  private func isThing(_ index: Int) -> Bool {
    let things: ConceptSet = [.service, .database, .container, .job]
    return !things.isDisjoint(with: words[index].concepts) && words[index].concepts.count == 1
  }
}
