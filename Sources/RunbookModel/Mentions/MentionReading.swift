import Findings
import MarkdownDocument

/// Turns what sentences, headings and commands mention into claims: the subject is what the words around
/// speak of.
struct MentionReading {
  let runbook: Runbook
  let passages: Passages
  var claims: [Claim] = []

  static func claims(_ runbook: Runbook) -> [Claim] {
    let passages = runbook.passages, commands = runbook.commands, fences = runbook.fences
    var reading = MentionReading(runbook)
    for passage in passages.all { reading.read(passage) }
    for command in commands { reading.read(command) }
    for code in passages.codes { reading.read(code, fences[code.block.range]) }
    for list in passages.lists { reading.read(list) }
    return reading.claims
  }

  private init(_ runbook: Runbook) {
    self.runbook = runbook
    passages = runbook.passages
  }

  private mutating func read(_ passage: Passage) {
    let text = passage.text
    if passage.kind == .heading { return readHeading(passage) }
    guard !isExample(passage), passage.standing != .record, !passages.isExpected(passage) else { return }
    let subject = subject(passage)
    if passage.kind == .cell, OldValue.isOld(subject) { return }
    let pair = passage.kind == .cell ? nil : KeyValue(text)
    core(passage, pair, passage.parents.isEmpty ? passages.titles(passage.section).last ?? subject : subject)
    let isReference = Self.isReference(text.text) || isFurtherReading(passage)
    var taken: Set<Int> = []
    let mentions = MentionScanner.mentions(text.text)
    let block = mentions.isEmpty ? [:] : AnyList.block(passage)
    let isNamed = !mentions.isEmpty || !text.codeSpans.isEmpty
    if isNamed, Withdrawal.offers(text.text) { return }
    let hasExamples = isNamed && Self.examples.isIn(text.text)
    let tells = !mentions.isEmpty && Withdrawal.tellsOfEnd(text.text)
    var ended =
      tells ? RuleReading.sentences(text).filter { Withdrawal.tellsOfEnd(text.text.part($0)) }[...] : []
    for mention in mentions
    where isMeant(mention, text) && !(hasExamples && Self.isShown(mention.offsets, text)) {
      if isReference, mention.kind == .url { continue }
      if Sentence.isDenied(Self.after(mention.offsets, text)) || isDisused(mention, text) { continue }
      ended = ended.drop { $0.upperBound <= mention.offsets.lowerBound }
      if ended.first?.contains(mention.offsets.lowerBound) ?? false { continue }
      let value = Located(text.text.part(mention.offsets), at: text.range(ofUTF8: mention.offsets))
      taken.insert(mention.offsets.lowerBound)
      let owner = mention.owner.map(text.text.part) ?? block[value.range.line]?.key.value
      append(mention, value, owner ?? subject)
    }
    retention(passage, subject)
    times(passage, pair, subject)
    ports(passage)
    names(passage, passage.forbids ? nil : pair, subject, taken, hasExamples)
    links(passage, subject)
    if pair == nil { bound(passage) }
  }

  /// What a sentence or a block under the words "for example" shows is nobody's fact.
  private func isExample(_ passage: Passage) -> Bool {
    var before = passage.parents.first.flatMap { passages.all[$0].before } ?? passage.before
    if passage.kind == .paragraph { before = nil }
    let texts = [passage.text.text] + (before.map { [passages.all[$0].text.text] } ?? [])
    return texts.contains(where: Self.startsExample)
  }

  /// "(e.g. `/srv/shop`)", "for example `/srv/shop`"
  static func isShown(_ offsets: Range<Int>, _ text: InlineText) -> Bool {
    let before = text.text.part(max(0, offsets.lowerBound - 60)..<offsets.lowerBound)
    if let open = before.lastIndex(of: "("), !before[open...].contains(")") {
      return startsExample(String(before[before.index(after: open)...]))
    }
    let words = before.suffix(24).lowercased()
    var end = words[...]
    while let last = end.last, " `,:：*".contains(last) { end.removeLast() }
    return end.count < words.count && exampleWords.contains(where: end.hasSuffix)
  }

  static func startsExample(_ text: String) -> Bool {
    guard let first = text.utf8.first, first >= 0x80 || exampleLetters.contains(first | 0x20) else {
      return false
    }
    let start = text.prefix(16).lowercased()
    return exampleWords.contains(where: start.hasPrefix)
  }

  /// The same of a comment, where `example.org` is the name of something.
  static func announcesExample(_ comment: String) -> Bool {
    guard startsExample(comment) else { return comment == "例" }
    let word = comment.lowercased().prefix { $0 != " " && $0 != ":" && $0 != "：" }
    return word == "e.g." || word.hasPrefix("z.") || !word.contains { ".-_/".contains($0) }
  }

  private static let exampleWords = [
    "example", "e.g.", "for example", "beispiel", "zum beispiel", "z.b.", "z. b.", "ejemplo", "por ejemplo",
    "par exemple",
    "exemple", "exemplo", "por exemplo", "esempio", "per esempio", "voorbeeld", "bijvoorbeeld", "пример",
    "например", "例如", "示例", "例:", "例：", "たとえば",
  ]
  private static let examples = PhraseSet(exampleWords)
  /// The small letters that they begin with: most sentences are told apart by one look.
  private static let exampleLetters = Set(exampleWords.compactMap { $0.utf8.first })

  /// Where a link leads, when it is a page on the web or a document beside this one.
  private mutating func links(_ passage: Passage, _ subject: String) {
    for link in passage.text.links where link.destination != link.text {
      guard link.destination.hasPrefix("http") || link.destination.hasSuffix(".md"),
        let line = runbook.line(link.range.line, of: link.range.file),
        let place = line.firstRange(of: "](" + link.destination)
      else { continue }
      let column = line.utf8.distance(from: line.startIndex, to: place.lowerBound) + 3
      let range = SourceRange(
        file: link.range.file, line: link.range.line, column: column, length: link.destination.utf8.count)
      claims.append(
        Claim(
          Address("mention", subject, "link"), label: link.text, value: Located(link.destination, at: range)))
    }
  }

  /// `/srv/old — do not use`: the remark right behind it.
  private func isDisused(_ mention: Mention, _ text: InlineText) -> Bool {
    let end = mention.offsets.upperBound
    let next = text.text.utf8.dropFirst(end).first { !Self.closing.contains($0) }
    guard let next, next >= 0x80 || Self.remarks.contains(next) else { return false }
    let rest = text.text.part(end..<min(end + 80, text.text.utf8.count)).prefix { $0 != "\n" }
    let remark = rest.drop { "`'\"*) ".contains($0) }
    guard let mark = remark.first, "—–-(:,".contains(mark) else { return false }
    let words = String(remark.dropFirst().prefix { !".;,)".contains($0) })
    return Sentence.speaksOfUse(words) && RuleWords.forbids(words.trimmed) || Withdrawal.isPast(words)
  }

  private static let closing = ByteSet("`'\"*) "), remarks = ByteSet("-(:,")

  static func after(_ offsets: Range<Int>, _ text: InlineText) -> String {
    text.text.part(offsets.upperBound..<min(offsets.upperBound + 24, text.text.utf8.count))
  }

  /// The things that a command names: its unit, its container, its database.
  private mutating func read(_ command: StatedCommand) {
    let subject = command.purposes.first?.value ?? command.titles.last ?? ""
    for simple in command.line.commands {
      for named in ArgumentNouns.named(simple) {
        guard !SettingsFence.isExample(named.value), let place = place(of: named.value, in: command.source)
        else { continue }
        claims.append(
          Claim(Address("mention", String(subject.prefix(80)), named.noun), label: named.noun, value: place))
      }
    }
  }

  /// A command may go on over several lines.
  private func place(of value: String, in source: Located<String>) -> Located<String>? {
    let range = source.range
    guard range.endLine > range.line else { return source.part(of: value) }
    for number in range.line...range.endLine {
      guard let line = runbook.line(number, of: range.file), let column = Self.column(of: value, in: line)
      else {
        continue
      }
      return Located(
        value,
        at: SourceRange(file: range.file, line: number, column: column, length: value.utf8.count))
    }
    return nil
  }

  /// Where a whole word begins, from 1.
  private static func column(of word: String, in line: String) -> Int? {
    var start = line.startIndex
    while let found = line[start...].firstRange(of: word) {
      let next = found.upperBound < line.endIndex ? line[found.upperBound] : " "
      let before = found.lowerBound > line.startIndex ? line[line.index(before: found.lowerBound)] : " "
      if !(next.isLetter || next.isNumber || "_-".contains(next)), !(before.isLetter || before.isNumber) {
        return line.utf8.distance(from: line.startIndex, to: found.lowerBound) + 1
      }
      start = found.upperBound
    }
    return nil
  }

  /// A link to fetch something from states nothing of this server.
  private static func isReference(_ text: String) -> Bool {
    let start = text.prefix(24).lowercased()
    return start.hasPrefix("download ")
  }

  /// Nothing but an address in a list below "References" is a page to read.
  private func isFurtherReading(_ passage: Passage) -> Bool {
    guard passage.isItem, passage.text.text.hasPrefix("http"), !passage.text.text.utf8.contains(0x20) else {
      return false
    }
    return passages.titles(passage.section).contains { Self.reading.isIn($0) }
  }

  private static let reading = PhraseSet([
    "reference", "references", "further reading", "useful links", "resources", "see also", "bibliography",
    "links",
    "referenzen", "weiterführend", "quellen", "referencias", "enlaces", "références", "liens", "referências",
    "riferimenti", "ссылки", "источники", "参考", "参考资料", "参考リンク",
  ])

  /// A folder of the working tree is meant when a word says that something is in it; a bare one is only
  /// listed.
  private func isMeant(_ mention: Mention, _ text: InlineText) -> Bool {
    let value = text.text.part(mention.offsets)
    guard
      !text.text.part(mention.offsets.upperBound..<min(mention.offsets.upperBound + 2, text.text.utf8.count))
        .hasPrefix("..")
    else {
      return false
    }
    if Self.isOpen(value) || value.contains("example.")
      || OldValue.isTold(before: mention.offsets, of: text.text)
    {
      return false
    }
    guard mention.kind == .path, !value.hasPrefix("/"), !value.hasPrefix("~"), !value.contains(":\\"),
      value.hasSuffix("/")
        || text.codeSpans(in: mention.offsets).first?.offsets == mention.offsets && !isListed(text)
    else {
      return true
    }
    let before = text.text.part(max(0, mention.offsets.lowerBound - 200)..<mention.offsets.lowerBound)
      .lowercased()
    let words = before.split { !$0.isLetter && $0 != ":" && $0 != "à" }
    guard let last = words.last else { return false }
    return [
      "in", "at", "under", "to", "from", "into", "see", "en", "a", "dans", "unter", "nach", "à", "em", "в",
      "at:", "edit", "read", "use", "open", "consult", "siehe", "bearbeite", "voir", "éditer", "ver", "vea",
      "editar", "consulte", "vedi", "zie", "см", "смотри", "читай",
    ].contains(last)
      || before.trimmed.endsWithColon
  }

  static func isOpen(_ value: String) -> Bool {
    value.contains("…") || value.contains("...") || value.contains("YOUR") || value.contains("your-")
      || ExampleValue.hasOpenPart(value)
  }

  /// Three code spans or more are a list of files.
  private func isListed(_ text: InlineText) -> Bool { text.codeSpans.count >= 3 }

  mutating func append(_ mention: Mention, _ value: Located<String>, _ subject: String) {
    let label = mention.name ?? mention.kind.rawValue
    claims.append(Claim(Address("mention", subject, label), label: label, value: value))
  }

  /// `## Server: 10.0.0.7 (web)`
  private mutating func readHeading(_ passage: Passage) {
    // Four numbers have three stops between them.
    let stops = passage.text.text.utf8.count { $0 == UInt8(ascii: ".") }
    if stops > 2, !passages.sections[passage.section].isOver {
      for mention in MentionScanner.mentions(passage.text.text) where mention.kind == .ip {
        let value = Located(
          passage.text.text.part(mention.offsets), at: passage.text.range(ofUTF8: mention.offsets))
        append(mention, value, passages.titles(passage.section).last ?? "")
      }
    }
    readQualifier(passage)
  }

  /// `On this Mac (Joey's Mac mini)`, `Cron (deploy user)`.
  private mutating func readQualifier(_ passage: Passage) {
    let section = passages.sections[passage.section].section
    guard let qualifier = section.qualifier, let place = passage.text.text.firstRange(of: qualifier) else {
      return
    }
    let words = qualifier.split(separator: " ")
    if words.count == 2, words[1].lowercased() == "user",
      let name = passage.text.text.firstRange(of: String(words[0]))
    {
      claims.append(
        Claim(
          Address("mention", section.title, "user"), label: "user",
          value: Located(String(words[0]), at: passage.text.range(of: name))))
    }
    claims.append(
      Claim(
        Address("mention", section.title, "qualifier"), label: "qualifier",
        value: Located(qualifier, at: passage.text.range(of: place))))
  }

  /// What a sentence is about: its key, the item above it, or its heading.
  private func subject(_ passage: Passage) -> String {
    if let parent = passage.parents.last { return AnyList.subject(passages.all[parent].text) }
    if passage.kind == .cell, let name = passage.name { return passages.all[name].text.text }
    if passage.isItem || passage.kind == .paragraph, let pair = KeyValue(passage.text) {
      return pair.key.value
    }
    if passage.isItem, let lead = Self.boldLead(passage.text) { return lead }
    return passages.titles(passage.section).last ?? ""
  }

  /// `**Sonarr** - TV shows (port 8989)`
  private static func boldLead(_ text: InlineText) -> String? {
    let start = String(text.text.prefix(60))
    guard
      let dash = [" - ", " – ", " — "].compactMap({ start.firstRange(of: $0) }).min(by: {
        $0.lowerBound < $1.lowerBound
      })
    else { return nil }
    let lead = String(start[..<dash.lowerBound])
    // Emphasis is gone from the text but not from the file: bold words begin behind two stars.
    guard !lead.isEmpty, lead.split(separator: " ").count <= 4,
      text.range(ofUTF8: 0..<lead.utf8.count).column >= text.range.column + 2
    else { return nil }
    return lead
  }
}
