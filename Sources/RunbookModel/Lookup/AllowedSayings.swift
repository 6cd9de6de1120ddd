import Findings

/// Which kinds of sayings can answer a question of one intent.
struct AllowedSayings {
  private let question: Question

  init(_ question: Question) { self.question = question }

  /// Sayings whose form says what they state: values, commands, schedules, rules.
  func states(_ saying: Saying) -> Bool {
    switch saying.kind {
    case .sentence: false
    case .command where question.intent == .describe: saying.hasOwnPurpose && !saying.destroys
    // Who logs in runs nothing there.
    case .command where question.means([.connect]) && saying.isRemote: false
    // "How do I log in?" asks for the way to the server, and not to a registry.
    case .command where asksEntry: saying.opensShell
    case .command:
      [.how, .open].contains(question.intent)
        || question.intent == .what && asksScript && Self.runsScript(saying)
    case .outline: [.how, .describe].contains(question.intent)
    case .procedure: [.how, .open].contains(question.intent)
    case .rule: question.intent == .whether
    case .schedule: [.when, .open].contains(question.intent)
    case .row: isName(saying)
    case .claim, .mention: isValue(saying)
    }
  }

  /// Nothing but how to get in is asked: "connect", by "ssh", "to production".
  private var asksEntry: Bool {
    question.means([.connect])
      && question.words.allSatisfy { !$0.concepts.isDisjoint(with: [.connect, .host, .system, .production]) }
  }

  private var asksScript: Bool {
    question.head.map { question.words[$0].concepts.contains(.script) } ?? false
  }

  private static func runsScript(_ saying: Saying) -> Bool {
    saying.shapes.contains(.script)
      || saying.value.split(separator: " ").contains { Shape.of(String($0)).contains(.script) }
  }

  /// `Schedule: daily`, `Location: the NAS`: the key says that it is what is asked for, whatever it is of.
  func isKeyed(_ saying: Saying) -> Bool {
    guard saying.kind == .claim, let key = Self.key(saying) else { return false }
    let words = Spelling.words(key)
    switch question.intent {
    case .when: return words.count < 4 && words.contains { Self.rhythms.contains($0.text) }
    case .place:
      // The stem of "hosting" is a host's.
      return words.count < 3
        && words.contains {
          $0.text == "hosting" || Fillers.destinations.contains($0.text)
            || Concept.of(Stem.of($0.text)).contains(.place)
        }
    default: return false
    }
  }

  /// What a value is called: its header, or its row where the header says no more than "value".
  static func key(_ saying: Saying) -> String? {
    saying.answers.first.map { answer in
      SayingCollection.valueHeaders.contains(TableReading.normal(answer.label))
        ? answer.address.name : answer.label
    }
  }

  private func isName(_ saying: Saying) -> Bool {
    switch question.intent {
    case .what, .open: true
    case .place: saying.value.hasPrefix("/") || saying.value.hasPrefix("~/")
    // A row that is called by a sentence is a case and nobody's name.
    case .who: !question.asksOwner && saying.value.split(separator: " ").count <= 5
    default: false
    }
  }

  private func isValue(_ saying: Saying) -> Bool {
    let value = saying.value
    if question.intent != .describe && isAnother(saying) || asksFolder && !Self.isFolderPath(value) {
      return false
    }
    if Shape.isState(value) || question.intent != .whether && Sentence.denies(value) { return false }
    switch question.intent {
    case .how, .why: return false
    case .when where saying.answers.first?.label == "command": return false
    case .when where isKept(saying): return false
    case .when where Shape.isLength(value) && !saysRhythm(saying): return false
    case .when: return saysTime(value) && (!saying.shapes.contains(.place) || value.contains("24/7"))
    case .place where saying.shapes.contains(.script) && !question.means([.script]): return false
    case .place
    where question.means([.log]) && saying.shapes.contains(.configuration)
      && !question.means([.configuration]):
      return false
    case .place where saying.kind == .mention && saying.shapes.contains(.ip) && !asksMachine: return false
    case .place where saying.shapes.contains(.ip) && !value.contains("/") && asksFile: return false
    case .place where saying.answers.first?.label == "command": return false
    case .place where saying.kind == .mention:
      return saying.shapes.contains(.place)
        || value.contains("/") && question.words.contains { !saying.shapes.isDisjoint(with: $0.concepts) }
    case .place where Self.isCommand(value): return false
    case .place: return saying.shapes.contains(.place) || Self.holdsPath(value) || isKeyed(saying)
    case .who where question.asksOwner: return Self.isOwner(value)
    case .who where question.means([.person]) && question.head != nil: return true
    case .who:
      return saying.shapes.contains(.person) || value.contains("@")
        || saying.kind == .claim && Shape.isName(value)
    case .count:
      return Shape.hasNumber(value) && CronTime(words: value) == nil
        && saying.shapes.isDisjoint(with: [.ip, .url, .version])
    case .duration where question.lasts:
      let bare = String(value.prefix { $0 != "(" })
      return saying.kind == .claim && Shape.isLength(bare) && Shape.saysDuration(bare)
    case .duration:
      // `Retention: 7 daily, 4 weekly`
      return Shape.saysDuration(value)
        || question.means([.keep]) && Shape.hasDigit(value) && !value.allSatisfy(\.isNumber)
          && saysKept(saying)
    case .whether:
      // `Restart: pm2 restart x` says how, and not whether one may.
      return saying.kind == .claim && question.words.count > 1 && saysLeave(value)
    case .describe: return saying.kind == .claim && !isThing(value)
    case .open, .what: return isAsked(value, saying)
    }
  }

  /// Only what is reached over the network is at an address.
  private var asksMachine: Bool {
    question.means([.host, .ip, .url, .service, .container, .database])
  }

  /// Who asks whether something may be done is told so.
  private func saysLeave(_ value: String) -> Bool { !question.asksLeave || LeaveWords.isIn(value) }

  private var asksFile: Bool {
    question.means([.configuration, .log, .file, .directory, .script, .certificate, .key])
  }

  /// The word that names what is asked for means a folder and no file.
  private var asksFolder: Bool {
    guard [.what, .open, .place].contains(question.intent), let head = question.head else { return false }
    let concepts = question.words[head].concepts
    return concepts.contains(.directory) && !concepts.contains(.file)
  }

  /// `Retention: 7 daily, 4 weekly` says how many are kept.
  private func isKept(_ saying: Saying) -> Bool {
    (saying.kind == .claim || saying.kind == .mention) && !question.means([.keep]) && saysKept(saying)
      || saying.answers.first?.label.hasSuffix(" copies") ?? false
  }

  private func saysKept(_ saying: Saying) -> Bool {
    Self.key(saying).map { Concept.isSaid(.keep, in: $0) } ?? false
  }

  /// `Interval: 15 minutes` says when, `Recovery: 1-2 hours` does not.
  private func saysRhythm(_ saying: Saying) -> Bool {
    Self.key(saying).map { Spelling.words($0).contains { Self.rhythms.contains($0.text) } } ?? false
  }

  private static let rhythms = WordTable(
    """
    interval every cadence rhythm frequency schedule cron period runs timer intervall frequenz zeitplan turnus intervalo frecuencia
    intervalle frequence frequencia intervallo frequenza frequentie интервал частота периодичность расписание 间隔 频率 間隔
    """)

  /// An address of four numbers is a host's, and no domain.
  private static let domains = Set(["domain", "domaine", "dominio", "domane", "domein"].map(Stem.of))

  /// Whether the value can be what the asked word names: a port is a number.
  private func isAsked(_ value: String, _ saying: Saying) -> Bool {
    // An address to listen on, or the machine's own, says nothing of where it is found; its port does.
    let isPort = question.head.map { question.words[$0].concepts.contains(.port) } ?? false
    if value.hasPrefix("0.0.0.0") || value.hasPrefix("127."), !isCalled(saying), !question.listens {
      return isPort && saying.shapes.contains(.port)
    }
    if Self.isAdvice(value) { return false }
    guard let head = question.head else { return true }
    let concepts = question.words[head].concepts
    if question.asksUnit, !Self.isUnit(value) { return false }
    if concepts.contains(.variable), !Self.holdsVariable(value) { return false }
    if concepts.contains(.version), saying.kind != .claim, !Shape.hasDigit(value) { return false }
    if concepts.contains(.port) || concepts.contains(.number) { return Shape.hasDigit(value) }
    if concepts.contains(.host), Self.domains.contains(question.words[head].keys.first ?? "") {
      return value.contains(where: \.isLetter) && value.contains(".") && !value.contains(" ")
        && !value.contains("<")
        && (saying.kind == .claim || !value.contains("/"))
    }
    if concepts.contains(.file), !concepts.contains(.directory), saying.kind == .mention, isFolder(value) {
      return false
    }
    if concepts.contains(.ip), !concepts.contains(.url) { return Shape.hasDigit(value) }
    return true
  }

  /// `/srv/app`: a path whose last name has no ending, outside the folders where files have none.
  private func isFolder(_ value: String) -> Bool {
    guard value.hasPrefix("/"), !value.hasPrefix("/etc/"), !value.hasPrefix("/var/log/") else { return false }
    return value.split(separator: "/").last.map { !$0.contains(".") } ?? true
  }

  /// The question says the value's key, and the key is none of an address: `Default`.
  private func isCalled(_ saying: Saying) -> Bool {
    guard saying.kind == .claim, let label = saying.answers.first?.label else { return false }
    let words = Spelling.words(label).map { Stem.of($0.text) }
    let asked = Set(question.words.flatMap(\.keys))
    return !words.isEmpty && words.allSatisfy(asked.contains)
      && words.allSatisfy { Concept.of($0).isDisjoint(with: [.ip, .host, .url, .port]) }
  }

  /// `First backup` is no answer to when the backup runs, `staging port` none to which port it is: a key that says which
  /// of several is asked for by that word.
  private func isAnother(_ saying: Saying) -> Bool {
    guard saying.kind == .claim || saying.kind == .mention, let answer = saying.answers.first else {
      return false
    }
    return isAnother(answer.label) || saying.kind == .mention && isAnother(answer.address.name)
  }

  private func isAnother(_ words: String) -> Bool {
    Spelling.words(words).contains { word in
      Self.ordinals.contains(word.text)
        && !question.words.contains { $0.keys.contains(Stem.of(word.text)) || $0.spoken == word.text }
    }
  }

  private static let ordinals = WordTable(
    """
    note notes remark hint caveat hinweis nota remarque примечание
    first last next previous former old planned future legacy temporary staging erste erster erstes letzte letzter letztes
    nachste nachster alte alter altes geplant geplante primera primer ultima ultimo anterior proxima antiguo premiere
    premier derniere dernier precedent ancien prochaine prima primo precedente prossimo vecchio primeira primeiro
    anteriores eerste laatste vorige volgende oude первый первая последний последняя старый прошлый
    """)

  /// Sentences, as the last resort.
  func tells(_ saying: Saying) -> Bool {
    guard saying.kind == .sentence else { return false }
    let value = saying.value
    if question.intent == .how, saysTo(value) { return true }
    if question.intent == .describe, saysPurpose(value) { return !Withdrawal.isPast(value) }
    if question.intent == .when, question.words.count == 1, saysWhenUnderHeading(saying) { return true }
    if question.words.count < 2 || question.wantsCommand || question.head != nil && question.intent != .when {
      return false
    }
    if [.whether, .what, .count, .duration, .open].contains(question.intent), Withdrawal.isPast(value) {
      return false
    }
    switch question.intent {
    case .how:
      return saying.shapes.contains(.command) && question.words.count > 2 && opensWithAsked(value)
        && !speaksOfAnotherDeed(value)
    case .when: return saysTime(value) && !isAnother(String(value.prefix { $0 != ":" }.prefix(24)))
    case .place: return false
    case .who: return value.contains("@")
    case .count: return counts(value)
    case .duration: return Shape.saysDuration(value) && !question.lasts
    case .why: return Shape.saysCause(value)
    case .what:
      return !Self.isAdvice(value.firstRange(of: ": ").map { String(value[$0.upperBound...]) } ?? value)
    case .whether: return saysLeave(value)
    case .describe: return true
    case .open: return question.words.count > 1
    }
  }

  /// "Daily backups" says nothing to who asks for the time of the daily backup.
  private func saysTime(_ value: String) -> Bool {
    guard question.words.contains(where: { Shape.timeWords.contains($0.spoken) }) else {
      return Shape.saysTime(value)
    }
    let asked = Set(question.words.map(\.spoken))
    return Shape.saysTime(
      value.split { $0.isWhitespace }.filter { !asked.contains($0.lowercased()) }.joined(separator: " "))
  }

  /// "It runs every hour" under "Backup schedule".
  private func saysWhenUnderHeading(_ saying: Saying) -> Bool {
    guard let title = saying.answers.first?.label, Shape.saysTime(saying.value), !isAnother(title) else {
      return false
    }
    let words = Spelling.words(title).map { Stem.of($0.text) }
    return words.contains { Concept.of($0).contains(.schedule) }
      && question.words.allSatisfy { word in
        words.contains { !word.concepts.isDisjoint(with: Concept.of($0)) || word.keys == [$0] }
      }
  }

  /// `npm run sweep` is what is asked about, and says nothing of it.
  private func isThing(_ value: String) -> Bool {
    let said = Spelling.words(value).map(\.text), asked = asked
    return said.count <= asked.count + 2
      && said.indices.contains { said[$0...].starts(with: asked) }
  }

  private var asked: [String] { question.words.flatMap { $0.spoken.split(separator: "-").map(String.init) } }

  /// "`sweep` removes what is older", "a wrapper `tell.sh` to send mail": what does something is what the sentence begins
  /// with, or what it says the purpose of.
  private func saysPurpose(_ sentence: String) -> Bool {
    var words = Spelling.words(String(sentence.prefix(160))).map(\.text)[...]
    if let first = words.first, Self.articles.contains(first) { words = words.dropFirst() }
    guard !asked.isEmpty, words.count > asked.count + 1 else { return false }
    if words.starts(with: asked) { return true }
    return words.indices.dropLast(asked.count).contains { place in
      words[place...].starts(with: asked) && Self.purposes.contains(words[place + asked.count])
    }
  }

  /// "You can check the shop by `curl`": what a sentence tells how to do it says first.
  private func opensWithAsked(_ sentence: String) -> Bool {
    Spelling.words(String(sentence.prefix(160))).prefix(4).contains { word in
      word.isWide || question.says(Stem.of(word.text))
    }
  }

  /// "To roll back, start the image before": the words up to the comma say what it tells how to do.
  private func saysTo(_ sentence: String) -> Bool {
    guard let comma = sentence.utf8.firstIndex(of: UInt8(ascii: ",")) else { return false }
    let words = Spelling.words(String(sentence[..<comma]))
    guard let first = words.first, words.count < 12, Self.purposes.contains(first.text) else { return false }
    let stems = words.map { Stem.of($0.text) }
    let keys = Set(stems + zip(stems, stems.dropFirst()).map { Stem.of($0 + $1) })
    return question.words.allSatisfy { word in
      !keys.isDisjoint(with: word.keys) || keys.contains { !Concept.of($0).isDisjoint(with: word.concepts) }
    }
  }

  private static let articles: Set<String> = [
    "the", "this", "our", "a", "der", "die", "das", "el", "la", "los", "las", "le", "les", "l", "o", "os",
    "il", "lo", "de",
    "het",
  ]
  private static let purposes: Set<String> = [
    "to", "um", "zum", "zur", "para", "pour", "per", "om", "чтобы", "для",
  ]

  /// Under "Backup and restore" the sentence about the backup says nothing of a restore.
  private func speaksOfAnotherDeed(_ sentence: String) -> Bool {
    let asked = question.words.map(\.concepts).joined.intersection(Concept.deeds)
    guard !asked.isEmpty else { return false }
    let said = DeedCheck.deeds(sentence)
    return !said.isEmpty && said.isDisjoint(with: asked)
  }

  /// "We keep 14 daily dumps": a number right before what is counted.
  private func counts(_ sentence: String) -> Bool {
    let words = Spelling.words(sentence)
    if words.contains(where: \.isWide) { return Shape.hasDigit(sentence) }
    let asked = Set(question.words.flatMap(\.keys))
    return words.indices.contains { place in
      words[place].text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        && words[(place + 1)...].prefix(3).contains { asked.contains(Stem.of($0.text)) }
    }
  }
}
