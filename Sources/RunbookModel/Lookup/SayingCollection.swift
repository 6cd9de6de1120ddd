import Findings
import MarkdownDocument

/// Takes everything that a runbook says into an index for one question.
struct SayingCollection {
  var index: SayingIndex
  /// What the question speaks of; no command is judged for a deed that nobody asks for.
  private let asked: ConceptSet
  let question: Question
  let runbook: Runbook
  let passages: Passages
  private let claims: [SourceRange: [Claim]]
  /// The passages that stand on a line, by file and line.
  private var lines: [String: [Int: [Int]]] = [:]
  /// The block of code that stands on a line, by the same.
  private var codes: [String: [Int: Int]] = [:]
  private var cells: Set<SourceRange> = []
  /// The lines of the block of keys that was last asked for, and its passage.
  private var block: (passage: Passage?, lines: [Int: KeyValue]) = (nil, [:])
  /// What stands in parentheses behind a heading, by the heading.
  private let qualifiers: [String: String]

  static func index(_ runbook: Runbook, for question: Question) -> SayingIndex {
    var collection = SayingCollection(runbook, question)
    for table in collection.passages.tables { collection.read(table) }
    collection.readClaims()
    for schedule in runbook.schedules { collection.read(schedule) }
    for command in runbook.commands { collection.read(command) }
    for rule in runbook.rules { collection.read(rule) }
    for procedure in runbook.procedures { collection.read(procedure) }
    for passage in collection.passages.all { collection.read(passage) }
    collection.readOutlines()
    return collection.index
  }

  private init(_ runbook: Runbook, _ question: Question) {
    self.runbook = runbook
    self.question = question
    index = SayingIndex(question)
    asked = question.words.map(\.concepts).joined
    passages = runbook.passages
    claims = Dictionary(grouping: runbook.claims, by: \.value.range)
    let qualified = passages.sections.compactMap { place in
      place.section.qualifier.map { (place.titles.last ?? "", $0) }
    }
    qualifiers = Dictionary(qualified, uniquingKeysWith: { first, _ in first })
    for (number, passage) in passages.all.enumerated() {
      let range = passage.text.range
      for line in range.line...max(range.line, range.endLine) {
        lines[range.file, default: [:]][line, default: []].append(number)
      }
    }
    for (number, code) in passages.codes.enumerated() {
      let range = code.block.range
      for line in range.line...max(range.line, range.endLine) {
        codes[range.file, default: [:]][line] = number
      }
    }
  }

  private var asksDeed: Bool { !asked.isDisjoint(with: Concept.deeds) }

  mutating func titles(_ titles: [String]) -> [Int] {
    titles.map { index.title($0, qualified: qualifiers[$0] ?? "") }
  }

  /// The passage and the headings around a place.
  func passage(_ range: SourceRange) -> Passage? {
    let here = lines[range.file]?[range.line] ?? []
    let found = here.last { passages.all[$0].text.range.column <= range.column } ?? here.first
    return found.map { passages.all[$0] }
  }

  private func headings(_ range: SourceRange) -> [String] {
    if let passage = passage(range) { return passages.titles(passage.section) }
    return code(range).map { passages.titles($0.section) } ?? []
  }

  func code(_ range: SourceRange) -> PlacedCode? {
    codes[range.file]?[range.line].map { passages.codes[$0] }
  }

  /// The words around a place: the passage that it stands in and those above it, cut where they are long.
  func surroundings(
    _ range: SourceRange, label: String = ""
  ) -> [(text: String, tier: Saying.Tier)] {
    var around: [Int] = []
    var texts: [String] = []
    if let passage = passage(range) {
      texts.append(passage.kind == .paragraph ? sentence(range, passage.text) : passage.text.text)
      around = passage.parents
      if passages.lead(passage.before) != nil, let before = passage.before { around.append(before) }
    } else if let code = code(range) {
      // Who logs in stands in the command itself, and so does what it lists.
      if let line = runbook.line(range.line, of: range.file)?.trimmed, label == "user" || Self.lists(line) {
        texts.append(line)
      }
      around = code.parents
      if let before = code.before, passages.all[before].kind != .heading { around.append(before) }
    }
    texts += around.map { passages.all[$0].text.text }
    return texts.map { text in
      let isLong = text.utf8.count > 600
      return (isLong ? String(text.utf8.prefix(600)) ?? String(text.prefix(400)) : text, .near)
    }
  }

  private mutating func read(_ placed: PlacedTable) {
    let reading = TableReading(table: placed.table)
    let headers = placed.table.header.map(\.text.trimmed)
    let sort = headers[reading.nameColumn]
    let section = passages.sections[placed.section]
    let titles = titles(section.titles)
    for row in placed.table.rows {
      guard let name = reading.cell(row, reading.nameColumn) else { continue }
      let plain = Self.withoutRemark(name.value)
      var all: [(text: String, tier: Saying.Tier)] = [(sort, .attribute)]
      for column in headers.indices where column != reading.nameColumn {
        guard let value = reading.cell(row, column) else { continue }
        cells.insert(value.range)
        let shapes = Shape.of(value.value)
        all += [(value.value, .value), (headers[column], .near)]
        if shapes.contains(.port) { all.append(("port", .near)) }
        let claim = claims[value.range]?.first
        let address =
          claim?.address
          ?? Address(section.section.path.last ?? "runbook", name.value, TableReading.normal(headers[column]))
        var texts: [(text: String, tier: Saying.Tier)] = [
          (plain, .subject),
          (plain == name.value ? "" : name.value, asksAll(name.value, but: plain) ? .value : .near),
          (sort, .sort),
          (headers[column], .attribute),
          (address.field ?? "", .attribute),
          (value.value, .value),
        ]
        for other in headers.indices where other != column && other != reading.nameColumn {
          guard let cell = reading.cell(row, other) else { continue }
          // Another spelling of the name, `site-luci`, names the row as well.
          let isAlias = cell.value.lowercased().contains(name.value.lowercased())
          texts.append((cell.value, isAlias ? .value : .near))
        }
        // `| Domain | example.org |` under headers that name nothing: the row is a key and its value.
        if headers.count == 2 || column == reading.nameColumn + 1,
          Self.valueHeaders.contains(TableReading.normal(headers[column]))
        {
          texts.append((name.value, .attribute))
        }
        index.add(
          Saying(
            kind: .claim, answers: [Lookup.Answer(address: address, label: headers[column], value: value)],
            titles: titles, shapes: shapes), texts)
      }
      let address = Address(section.section.path.last ?? "runbook", name.value, "name")
      cells.insert(name.range)
      index.add(
        Saying(
          kind: .row, answers: [Lookup.Answer(address: address, label: sort, value: name)], titles: titles,
          shapes: Shape.of(name.value)), all)
    }
  }

  static let valueHeaders = Set(
    [
      "", "value", "values", "default", "standard", "defaut", "défaut", "vorgabe", "predeterminado", "padrão",
      "wert", "valor", "valeur", "valore", "waarde", "detail", "details", "setting",
      "data", "what",
      "where", "was", "wo", "wo liegt es", "значение", "值", "内容", "値",
    ])

  private mutating func readClaims() {
    for claim in runbook.claims where !cells.contains(claim.value.range) && claim.address.kind != Rule.kind {
      add(claim, .claim)
    }
    for claim in runbook.mentions where !cells.contains(claim.value.range) {
      // Nobody but who asks when asks for a time; what is read of running text for that says more of it.
      if claim.label == Mention.Kind.time.rawValue
        || claim.label == Mention.Kind.when.rawValue && question.intent != .when
      {
        continue
      }
      add(claim, .mention)
    }
  }

  private mutating func add(_ claim: Claim, _ kind: Saying.Kind) {
    var texts: [(text: String, tier: Saying.Tier)] = [
      (claim.address.name, .subject), (claim.label, .attribute), (claim.address.field ?? "", .attribute),
      (claim.value.value, .value),
    ]
    if kind == .mention, claim.label == Mention.Kind.version.rawValue {
      // What stands around it has versions of its own.
    } else if kind == .mention, let line = line(claim.value.range) {
      texts.append((line.key.value + ": " + line.value.value, .near))
    } else {
      texts += surroundings(claim.value.range, label: claim.label).map {
        (Self.withoutAddress($0.text, of: claim), $0.tier)
      }
    }
    var shapes = Shape.of(claim.value.value)
    if kind == .mention, !isPlaced(claim.value, claim.label, claim.address.name) { shapes.remove(.place) }
    index.add(
      Saying(
        kind: kind, answers: [Lookup.Answer(address: claim.address, label: claim.label, value: claim.value)],
        titles: titles(headings(claim.value.range)), shapes: shapes,
        time: question.intent == .when ? CronTime(words: claim.value.value)?.fields : nil), texts)
  }

  /// The line of a block of `Key: value` that a place stands on. What is mentioned in one paragraph follows each other.
  private mutating func line(_ range: SourceRange) -> KeyValue? {
    guard let passage = passage(range) else { return nil }
    if block.passage !== passage { block = (passage, AnyList.block(passage)) }
    return block.lines[range.line]
  }

  /// The address that a port stands in says nothing of what it is: `ssh://backup.example:23` makes it no port of SSH here.
  private static func withoutAddress(_ text: String, of claim: Claim) -> String {
    guard claim.label == Mention.Kind.port.rawValue, text.contains("://") else { return text }
    let port = ":" + claim.value.value
    return text.split(separator: " ").filter { !($0.contains("://") && $0.contains(port)) }.joined(
      separator: " ")
  }

  private mutating func read(_ schedule: Schedule) {
    var texts: [(text: String, tier: Saying.Tier)] = [
      (schedule.name.value, .subject), (schedule.command.value, .subject), (schedule.words.value, .value),
    ]
    texts += surroundings(schedule.words.range)
    if let remark = remark(above: schedule.words.range) { texts.append((remark, .attribute)) }
    index.add(
      Saying(
        kind: .schedule,
        answers: [
          Lookup.Answer(address: schedule.address.field("time"), label: "time", value: schedule.words)
        ],
        titles: titles(headings(schedule.words.range)), shapes: [.schedule, .job],
        time: schedule.time?.value.fields), texts)
  }

  private mutating func read(_ command: StatedCommand) {
    let range = command.source.range
    let (words, options) = Self.parted(command.line.template)
    var texts: [(text: String, tier: Saying.Tier)] = [
      (Self.fixed(words), .subject), (words, .near), (options, .value),
    ]
    var hasOwn = false
    let block = code(range)?.block.range
    for purpose in command.purposes {
      let place = purpose.range
      // A comment says what all lines below it are for.
      let isAbove =
        place.file == range.file && place.line < range.line
        && (place.endLine + 1 == range.line || block.map { place.line >= $0.line } ?? false)
      let isOwn = isAbove || place.file == range.file && place.line == range.line
      texts.append((Self.withoutDenied(purpose.value), isOwn ? .attribute : .near))
      hasOwn = hasOwn || isAbove
    }
    texts += accepted(by: command)
    if let directory = command.directory { texts.append((directory.value, .near)) }
    let judgement = command.judgement
    var shapes: ConceptSet = [.command]
    if command.line.head.isPath { shapes.insert(.script) }
    if !asked.isDisjoint(with: Self.toolKinds) {
      let programs = command.line.commands.flatMap(\.executed).compactMap(\.literal)
      shapes.formUnion(programs.compactMap { Self.tools[$0] }.joined)
    }
    if asked.contains(.configuration), command.line.commands.contains(where: Self.testsConfiguration) {
      shapes.insert(.configuration)
    }
    if asked.contains(.follow), command.line.isEndless { shapes.insert(.follow) }
    if !asked.isDisjoint(with: [.service, .container, .everything]), judgement.effect != .destroys,
      Self.namesNone(command.line)
    {
      shapes.insert(.everything)
    }
    if !asked.isDisjoint(with: [.show, .status, .log]), judgement.effect == .observes {
      shapes.insert(.show)
    }
    let remote = asked.contains(.connect) ? command.line.commands.filter { $0.program == "ssh" } : []
    let answer = Lookup.Answer(
      address: Address("command", command.name), label: command.purposes.first?.value ?? command.name,
      value: Located(Self.whole(command), at: range))
    index.add(
      Saying(
        kind: .command, answers: [answer], titles: titles(command.titles), shapes: shapes,
        group: command.purposes.first?.range, isAlternative: command.isAlternative, hasOwnPurpose: hasOwn,
        program: command.line.commands.flatMap(\.executed).lazy.map(\.text).first { $0.contains("/") },
        deeds: asksDeed ? DeedCheck.deeds(command.line, asked) : [], isOpen: !command.parameters.isEmpty,
        destroys: judgement.effect == .destroys && judgement.isKnown, observes: judgement.effect == .observes,
        isConditional: isConditional(range),
        isRemote: remote.contains { RemoteText.of($0) != nil },
        opensShell: remote.count == 1 && remote.allSatisfy(Self.opensShell)),
      texts)
  }

  /// Whether the words that introduce a block of code begin with a condition.
  private func isConditional(_ range: SourceRange) -> Bool {
    guard let before = code(range)?.before, let lead = passages.lead(before) else { return false }
    return Sentence.isCondition(Sentence.last(of: lead.text))
  }

  /// The words that a command's parameters take, and the other names of the services among them.
  private func accepted(by command: StatedCommand) -> [(text: String, tier: Saying.Tier)] {
    let words = Set(command.parameters.flatMap { $0.words ?? [] })
    guard !words.isEmpty else { return [] }
    let names = runbook.services.filter { !words.isDisjoint(with: $0.aliases) }.flatMap(\.aliases)
    return Set(names).union(words).sorted().map { ($0, .sort) }
  }

  private mutating func read(_ rule: Rule) {
    let answer = Lookup.Answer(address: rule.address, label: rule.demand.rawValue, value: rule.sentence)
    index.add(
      Saying(kind: .rule, answers: [answer], titles: titles(headings(rule.sentence.range)), shapes: [.rule]),
      [(rule.name.value, .subject), (rule.sentence.value, .attribute)])
  }

  private mutating func read(_ procedure: Procedure) {
    let answers = procedure.steps.enumerated().map { number, step in
      Lookup.Answer(
        address: Address("procedure", procedure.name.value, "\(number + 1)"), label: "step \(number + 1)",
        value: step.text)
    }
    index.add(
      Saying(
        kind: .procedure, answers: answers, titles: titles(procedure.titles), shapes: [.command],
        deeds: !asksDeed ? [] : DeedCheck.deeds(procedure.name.value + ". " + (procedure.titles.last ?? "")),
        isConditional: answers.first.map { isConditional($0.value.range) } ?? false),
      [
        (Self.plain(procedure.name.value), .subject), (procedure.name.value, .attribute),
        (procedure.titles.last ?? "", .attribute),
      ])
  }

  private mutating func read(_ passage: Passage) {
    guard passage.kind != .heading, passage.kind != .cell, passage.kind != .html else { return }
    let text = passage.text
    readAppositions(passage)
    readReply(passage)
    if [.place, .what].contains(question.intent) { readPath(passage) }
    if [.what, .who, .open].contains(question.intent) { readRoles(passage) }
    if question.intent == .when { readTimes(passage) }
    let isWhole = passage.isItem && text.text.utf8.count <= 300
    let sentences = isWhole ? [0..<text.text.utf8.count] : RuleReading.sentences(text)
    let titles = titles(passages.titles(passage.section))
    // "Delete /srv/data" under "Never:" is never told without it.
    let ban = RuleReading.ban(passage, passages).map { $0 + " " } ?? ""
    for sentence in sentences {
      let words = text.text.part(sentence)
      guard !words.isEmpty, !words.endsWithColon else { continue }
      let shown = Self.withoutLead(sentence, words)
      var texts: [(text: String, tier: Saying.Tier)] = [(words, .attribute)]
      for parent in passage.parents { texts.append((passages.all[parent].text.text, .near)) }
      if let lead = passages.lead(passage.before) { texts.append((lead.text, .near)) }
      let answer = Lookup.Answer(
        address: Address("sentence", passages.titles(passage.section).last ?? ""),
        label: passages.titles(passage.section).last ?? "",
        value: Located(ban + text.text.part(shown), at: text.range(ofUTF8: shown)))
      let shapes: ConceptSet = text.codeSpans(in: sentence).isEmpty ? [] : [.command]
      index.add(Saying(kind: .sentence, answers: [answer], titles: titles, shapes: shapes), texts)
    }
  }

  /// An item with others below it is answered by those: `If the disk is full:` and what to do then.
  private mutating func readOutlines() {
    var children: [Int: [Int]] = [:]
    for (number, passage) in passages.all.enumerated() where passage.isItem {
      if let parent = passage.parents.last { children[parent, default: []].append(number) }
    }
    for (parent, below) in children.sorted(by: { $0.key < $1.key }) {
      let passage = passages.all[parent]
      let subject = AnyList.subject(passage.text)
      let answers = below.prefix(12).map { number in
        let text = passages.all[number].text
        return Lookup.Answer(
          address: Address("item", subject), label: subject, value: Located(text.text, at: text.range))
      }
      index.add(
        Saying(kind: .outline, answers: Array(answers), titles: titles(passages.titles(passage.section))),
        [(passage.text.text, .subject)])
    }
  }
}
