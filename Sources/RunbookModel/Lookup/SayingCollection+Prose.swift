import Findings
import MarkdownDocument

/// What running text says in the form of an answer: a time in a sentence, the reply below a question.
extension SayingCollection {
  /// "`borgmatic` runs daily at 4 am": the time, of what stands in front of it.
  mutating func readTimes(_ passage: Passage) {
    let text = passage.text
    for told in ToldTime.all(in: passage, passages) {
      let value = told.time ?? told.clause
      index.add(
        Saying(
          kind: .mention,
          answers: [
            Lookup.Answer(
              address: Address("mention", passages.titles(passage.section).last ?? "", "time"),
              label: Mention.Kind.time.rawValue,
              value: Located(text.text.part(value), at: text.range(ofUTF8: value)))
          ], titles: titles(passages.titles(passage.section)), shapes: [.schedule],
          time: CronTime(words: text.text.part(value))?.fields),
        [(told.subject, .subject), (text.text.part(told.clause), .near)])
    }
  }

  /// "**How long does a deploy take?** About four minutes.": what stands below or behind a question answers it.
  mutating func readReply(_ passage: Passage) {
    let text = passage.text
    guard passage.kind == .paragraph, text.text.utf8.count <= 600 else { return }
    var asked = "", start = 0
    if let end = text.text.firstRange(of: "?\n")?.lowerBound {
      asked = String(text.text[..<end])
      start = asked.utf8.count + 2
    } else if let before = passage.before, passages.all[before].text.text.hasSuffix("?") {
      asked = String(passages.all[before].text.text.dropLast())
    }
    guard !asked.isEmpty, asked.utf8.count <= 120, !asked.contains("\n"), isAsked(asked) else { return }
    let reply = text.text.withBytes { $0.trimmedLines(start..<$0.count) }
    let first = text.text.part(reply).utf8.split(separator: 0x0A).first.map { $0.count } ?? 0
    let offsets = reply.lowerBound..<(reply.lowerBound + first)
    guard !offsets.isEmpty else { return }
    let value = Located(text.text.part(offsets), at: text.range(ofUTF8: offsets))
    index.add(
      Saying(
        kind: .claim,
        answers: [Lookup.Answer(address: Address("question", asked), label: asked, value: value)],
        titles: titles(passages.titles(passage.section)), shapes: Shape.of(value.value)),
      [(asked, .attribute)])
  }

  /// Whether it asks the same kind of thing, and of nothing more than the question does.
  private func isAsked(_ text: String) -> Bool {
    let other = Question(text)
    let keys = Set(question.words.flatMap { $0.keys + $0.pairs })
    return other.intent == question.intent && other.isNegated == question.isNegated
      && other.words.allSatisfy { !keys.isDisjoint(with: $0.keys + $0.pairs) }
  }

  /// "`stork` is the mail relay.": the name, of what it is.
  mutating func readRoles(_ passage: Passage) {
    let text = passage.text
    guard passage.standing == .meant, text.text.utf8.count <= 2000, Self.roles.isIn(text.text) else { return }
    for sentence in RuleReading.sentences(text) {
      let words = text.text.part(sentence)
      guard
        let verb = Self.beings.compactMap({ words.firstRange(of: " " + $0) }).min(by: {
          $0.lowerBound < $1.lowerBound
        })
      else { continue }
      let name = words[..<verb.lowerBound],
        role = words[verb.upperBound...].prefix { !".,;:(—\n".contains($0) }
      guard !name.isEmpty, name.utf8.count < 40, !name.contains("\n"), name.split(separator: " ").count < 3,
        role.split(separator: " ").count < 7, !Sentence.isCondition(words), !Withdrawal.isPast(words),
        !Spelling.words(String(name)).contains(where: {
          Self.pronouns.contains($0.text) || Fillers.words.contains($0.text)
        })
      else { continue }
      let place = sentence.lowerBound..<(sentence.lowerBound + name.utf8.count)
      index.add(
        Saying(
          kind: .mention,
          answers: [
            Lookup.Answer(
              address: Address("mention", String(role)), label: String(role),
              value: Located(String(name), at: text.range(ofUTF8: place)))
          ], titles: titles(passages.titles(passage.section)),
          shapes: [.host, .service, .container, .database, .person, .user]),
        [(String(role), .attribute), (String(name), .value)])
    }
  }

  private static let beings = [
    "is the ", "is our ", "ist der ", "ist die ", "ist das ", "est le ", "est la ", "es el ", "es la ",
    "é o ", "é a ",
    "è il ", "è la ",
  ]
  private static let roles = PhraseSet(beings)

  /// "`tally.py` — counts the orders": the file, of what is said of it.
  mutating func readPath(_ passage: Passage) {
    guard passage.isItem, passage.standing == .meant, let pair = KeyValue(passage.text),
      !pair.key.value.contains(where: { $0 == " " || $0 == "=" }),
      !Shape.of(pair.key.value).isDisjoint(with: [.file, .script, .configuration])
    else { return }
    var shapes = Shape.of(pair.key.value)
    // `User/Group` is no path.
    let isFile = pair.key.value.contains(where: { ".~".contains($0) }) || pair.key.value.hasPrefix("/")
    if pair.key.value.contains("/") { shapes.insert(.place) }
    index.add(
      Saying(
        kind: .mention,
        answers: [Lookup.Answer(address: Address("mention", pair.key.value), label: "file", value: pair.key)],
        titles: titles(passages.titles(passage.section)), shapes: shapes),
      [
        (
          String(pair.value.value.prefix(160)),
          question.intent == .place && isFile && question.hasName ? .attribute : .near
        ),
        (pair.key.value, .value),
      ])
  }

  /// The comment right above a line of code.
  func remark(above range: SourceRange) -> String? {
    guard let line = runbook.line(range.line - 1, of: range.file)?.trimmed, line.hasPrefix("#"),
      code(range) != nil
    else { return nil }
    return String(line.drop { $0 == "#" || $0 == " " })
  }

  /// The sentence of a paragraph that a place stands in.
  func sentence(_ range: SourceRange, _ text: InlineText) -> String {
    // A longer one is cut anyway, and its sentences would be counted for each of its values.
    guard text.text.utf8.count <= 2000 else { return text.text }
    let sentences = RuleReading.sentences(text)
    guard sentences.count > 1 else { return text.text }
    let own = sentences.indices.last { index in
      let place = text.range(ofUTF8: sentences[index])
      return (place.line, place.column) <= (range.line, range.column)
    }
    guard let own else { return text.text }
    let words = text.text.part(sentences[own])
    let refersBack = Spelling.words(words).first.map { Self.pronouns.contains($0.text) } ?? false
    return refersBack && own > 0 ? text.text.part(sentences[own - 1]) + " " + words : words
  }

  /// "It listens on …": of what the sentence before speaks of.
  private static let pronouns: Set<String> = [
    "it", "its", "they", "this", "that", "there", "er", "sie", "es", "dieser", "il", "elle", "ils", "esta",
    "este",
    "ele", "ela", "hij", "ze", "deze", "het", "questo", "questa",
  ]

  /// `the container `tallied-db``: the words right before a code span say what it is.
  mutating func readAppositions(_ passage: Passage) {
    let text = passage.text
    guard (1...4).contains(text.codeSpans.count), !MentionReading.startsExample(text.text) else { return }
    var start = 0
    for span in text.codeSpans {
      let before = text.text.part(start..<max(start, span.offsets.lowerBound))
      start = span.offsets.upperBound
      // `the deploy workflow (`Ship it`)`
      let isAside = before.hasSuffix("(")
      guard isAside || !span.text.contains(" "), span.text.utf8.count < 80 else { continue }
      let words = Self.last(isAside ? String(before.dropLast()).trimmed : before)
      let after = text.text.part(
        span.offsets.upperBound..<min(span.offsets.upperBound + 40, text.text.utf8.count))
      guard !words.isEmpty, !Sentence.isDenied(after) else { continue }
      var shapes = Shape.of(span.text)
      if !isPlaced(Located(span.text, at: span.range)) { shapes.remove(.place) }
      if isAside, !span.text.contains(where: { "/.$={".contains($0) }) { shapes.insert(.name) }
      index.add(
        Saying(
          kind: .mention,
          answers: [
            Lookup.Answer(
              address: Address("mention", words), label: words, value: Located(span.text, at: span.range))
          ], titles: titles(passages.titles(passage.section)), shapes: shapes),
        [(words, .attribute), (span.text, .value)] + surroundings(span.range))
    }
  }

  /// Whether a word says that something is there: `snapshots in backups/`, `Dumps: r2:…`.
  func isPlaced(_ value: Located<String>, _ key: String = "", _ subject: String = "") -> Bool {
    guard let text = passage(value.range)?.text.text else {
      let line = runbook.line(value.range.line, of: value.range.file)?.trimmed ?? ""
      // `/srv/shop  → the web shop`
      let isDescribed = subject.utf8.count > 4 && line.hasPrefix(value.value) && line.hasSuffix(subject)
      let isNamed = key.utf8.count > 4 && (line.hasPrefix(key) || line.contains("--\(key) "))
      return isDescribed || isNamed || Self.lists(line)
    }
    guard let place = text.firstRange(of: value.value) else { return false }
    let before = String(text[..<place.lowerBound].suffix(24)).trimmed
    guard !before.isEmpty else { return false }
    return before.endsWithColon || Spelling.words(before).last.map { Self.placing.contains($0.text) } ?? false
  }

  private static let placing: Set<String> = [
    "in", "at", "under", "to", "into", "on", "inside", "en", "bajo", "unter", "nach", "auf", "dans", "sous",
    "vers", "em", "sob", "su",
    "sotto", "в", "на", "под", "is",
  ]

  /// The last words of a clause, at most three.
  private static func last(_ text: String) -> String {
    var clause = text[...]
    if let stop = clause.lastIndex(where: { ".,;()—|。，；".contains($0) }) {
      clause = clause[clause.index(after: stop)...]
    }
    var words = clause.split { $0 == " " || $0 == "\n" }.suffix(3).map(String.init)
    if let last = words.last, last.endsWithColon { words[words.count - 1].removeLast() }
    return words.joined(separator: " ")
  }
}
