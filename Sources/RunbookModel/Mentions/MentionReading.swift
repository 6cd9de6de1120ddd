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
    return reading.claims
  }

  private init(_ runbook: Runbook) {
    self.runbook = runbook
    passages = runbook.passages
  }

  private mutating func read(_ passage: Passage) {
    let text = passage.text
    if passage.kind == .heading { return readHeading(passage) }
    guard !isExample(passage), passage.standing != .record else { return }
    let subject = subject(passage)
    if passage.kind == .cell, OldValue.isOld(subject) { return }
    core(passage, passage.parents.isEmpty ? passages.titles(passage.section).last ?? subject : subject)
    let isReference = Self.isReference(text.text)
    var taken: Set<Int> = []
    let mentions = MentionScanner.mentions(text.text)
    let tells = !mentions.isEmpty && Withdrawal.tellsOfEnd(text.text)
    var ended =
      tells ? RuleReading.sentences(text).filter { Withdrawal.tellsOfEnd(text.text.part($0)) }[...] : []
    for mention in mentions where isMeant(mention, text) {
      if isReference, mention.kind == .url { continue }
      if Sentence.isDenied(Self.after(mention.offsets, text)) || isDisused(mention, text) { continue }
      ended = ended.drop { $0.upperBound <= mention.offsets.lowerBound }
      if ended.first?.contains(mention.offsets.lowerBound) ?? false { continue }
      let value = Located(text.text.part(mention.offsets), at: text.range(ofUTF8: mention.offsets))
      taken.insert(mention.offsets.lowerBound)
      append(mention, value, subject)
    }
    ports(passage)
    names(passage, subject, taken)
    links(passage, subject)
    bound(passage)
  }

  /// What a sentence or a block under the words "for example" shows is nobody's fact.
  private func isExample(_ passage: Passage) -> Bool {
    var before = passage.parents.first.flatMap { passages.all[$0].before } ?? passage.before
    if passage.kind == .paragraph { before = nil }
    let texts = [passage.text.text] + (before.map { [passages.all[$0].text.text] } ?? [])
    return texts.contains(where: Self.startsExample)
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

  /// Names between backticks: `person_web_app`, `postgresql-13`, `setup.yml`. A step of a procedure says what
  /// to do with a
  /// thing and states nothing of it.
  private mutating func names(_ passage: Passage, _ subject: String, _ taken: Set<Int>) {
    if case .item(.some) = passage.kind { return }
    let forbidden = passage.forbids ? ForbiddenSpans.of(passage.text).map(\.offsets) : []
    for span in passage.text.codeSpans where Self.isAccount(span, passage.text) {
      claims.append(
        Claim(Address("mention", subject, "user"), label: "user", value: Located(span.text, at: span.range)))
    }
    for span in passage.text.codeSpans
    where !taken.contains(span.offsets.lowerBound) && Self.isName(span.text)
      && !forbidden.contains(span.offsets) && !Sentence.isDenied(Self.after(span.offsets, passage.text))
    {
      claims.append(
        Claim(Address("mention", subject, "name"), label: "name", value: Located(span.text, at: span.range)))
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

  private static func after(_ offsets: Range<Int>, _ text: InlineText) -> String {
    text.text.part(offsets.upperBound..<min(offsets.upperBound + 24, text.text.utf8.count))
  }

  /// "SSH on port 2222, user `mara`"
  private static func isAccount(_ span: InlineText.CodeSpan, _ text: InlineText) -> Bool {
    let before = text.text.part(max(0, span.offsets.lowerBound - 24)..<span.offsets.lowerBound)
    guard before.hasSuffix(" "), let word = before.split(whereSeparator: { !$0.isLetter }).last,
      accounts.contains(word.lowercased()), (2...32).contains(span.text.utf8.count)
    else { return false }
    return span.text.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F || $0 == 0x40
    }
  }

  private static let accounts: Set<String> = [
    "user", "account", "benutzer", "nutzer", "usuario", "usuário", "utilisateur", "utente", "gebruiker",
  ]

  private static func isName(_ text: String) -> Bool {
    guard (2...64).contains(text.utf8.count), let first = text.utf8.first, first != UInt8(ascii: "/"),
      first != UInt8(ascii: "-"),
      !text.contains("("), !text.contains("*"), !text.contains("<"), !text.contains("..."),
      !text.contains("…"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("/"), !text.contains("="),
      !SettingsFence.isExample(text)
    else { return false }
    let letters = text.utf8.filter { (0x61...0x7A).contains($0) }
    let digits = text.utf8.contains { (0x30...0x39).contains($0) }
    guard !letters.isEmpty || digits else { return false }
    return text.utf8.contains { $0 == 0x2D || $0 == 0x5F || $0 == 0x2E || $0 == 0x3A } || digits
  }

  /// `API error rate > 50% for 1 minute`, `Latency < 3x baseline`: a bound and what it is of.
  private mutating func bound(_ passage: Passage) {
    guard passage.isItem, KeyValue(passage.text) == nil else { return }
    let text = passage.text.text
    let marks = [" > ", " < ", " >= ", " <= ", " ≥ ", " ≤ "].compactMap { text.firstRange(of: $0) }
    guard let mark = marks.min(by: { $0.lowerBound < $1.lowerBound }),
      text[mark.upperBound...].first?.isNumber == true
    else { return }
    let name = String(text[..<mark.lowerBound])
    guard name.utf8.count <= 60 else { return }
    let start = text.utf8.distance(from: text.startIndex, to: mark.lowerBound) + 1
    let end =
      text.utf8.dropFirst(start).firstIndex(of: 0x0A)
      .map { text.utf8.distance(from: text.startIndex, to: $0) } ?? text.utf8.count
    claims.append(
      Claim(
        Address("mention", name, "bound"), label: passages.titles(passage.section).last ?? "bound",
        value: Located(text.part(start..<end), at: passage.text.range(ofUTF8: start..<end))))
  }

  /// The things that a command names: its unit, its container, its database.
  private mutating func read(_ command: StatedCommand) {
    guard command.source.range.line == command.source.range.endLine else { return }
    let subject = command.purposes.first?.value ?? command.titles.last ?? ""
    for simple in command.line.commands {
      for named in ArgumentNouns.named(simple) {
        guard let place = command.source.part(of: named.value), !SettingsFence.isExample(named.value) else {
          continue
        }
        claims.append(
          Claim(Address("mention", String(subject.prefix(80)), named.noun), label: named.noun, value: place))
      }
    }
  }

  /// A link to fetch something from states nothing of this server.
  private static func isReference(_ text: String) -> Bool {
    let start = text.prefix(24).lowercased()
    return start.hasPrefix("download ")
  }

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
      "at:",
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

  /// What a key says before its remark, `PM2` in `Process Manager: PM2 (portfolio process)`, and each piece
  /// of a list.
  private mutating func core(_ passage: Passage, _ subject: String) {
    guard passage.kind != .cell, let pair = KeyValue(passage.text),
      !passage.forbids || !RuleWords.forbids(pair.key.value)
    else { return }
    var start = pair.valueOffsets.lowerBound
    for piece in Self.pieces(pair.value.value) {
      let length = piece.utf8.count
      defer { start += length }
      let ends = [" (", " → ", " -> ", " — ", " – ", " via "].compactMap {
        piece.firstRange(of: $0)?.lowerBound
      }
      let whole = ends.min().map { piece[..<$0] } ?? piece
      let text = String(whole).trimmed
      guard !text.isEmpty, text.utf8.count < pair.value.value.utf8.count,
        text.utf8.contains(where: { $0 >= 0x30 }), !text.hasSuffix("/") || text.hasPrefix("/")
      else { continue }
      let lead = piece.utf8.prefix { $0 == 0x20 || $0 == 0x2C || $0 == 0x3B || $0 == 0xC2 || $0 == 0xB7 }
        .count
      let first = start + lead,
        end =
          first + text.utf8.count
          - (text.hasPrefix(",") || text.hasPrefix(";") || text.hasPrefix("·") ? lead : 0)
      guard end > first, end <= pair.valueOffsets.upperBound else { continue }
      let offsets = first..<end
      if ExampleValue.isPlace(passage.text.text.part(offsets)) { continue }
      if start > pair.valueOffsets.lowerBound, let inner = KeyValue(passage.text, line: offsets) {
        // `PostgreSQL 15, user: app` under the key `Database`.
        claims.append(
          Claim(
            Address("mention", subject, TableReading.normal(inner.key.value)), label: inner.key.value,
            value: inner.value))
        continue
      }
      if let number = numbered(passage, offsets, pair.key.value) { claims.append(number) }
      claims.append(
        Claim(
          Address("mention", subject, TableReading.normal(pair.key.value)), label: pair.key.value,
          value: Located(passage.text.text.part(offsets), at: passage.text.range(ofUTF8: offsets))))
    }
  }

  /// `etcd 2379` under the key `Ports`: the number, and what it is of.
  private func numbered(_ passage: Passage, _ offsets: Range<Int>, _ key: String) -> Claim? {
    let text = passage.text.text.part(offsets)
    guard let blank = text.lastIndex(of: " "), text[..<blank].utf8.count <= 40 else { return nil }
    let number = text[text.index(after: blank)...]
    guard number.allSatisfy(\.isNumber), text[..<blank].contains(where: \.isLetter), !text.contains("/"),
      MentionScanner.namesPorts(key)
    else {
      return nil
    }
    let start = offsets.upperBound - number.utf8.count
    return Claim(
      Address("mention", String(text[..<blank]), TableReading.normal(key)), label: key,
      value: Located(String(number), at: passage.text.range(ofUTF8: start..<offsets.upperBound)))
  }

  /// `a · b · c` and `a, b` outside parentheses; each piece keeps the mark in front of it.
  private static func pieces(_ value: String) -> [Substring] {
    var pieces: [Substring] = []
    let scalars = value.unicodeScalars
    var depth = 0, start = value.startIndex
    for index in scalars.indices {
      switch scalars[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case ",", ";", "·":
        guard depth == 0, pieces.count < 12 else { continue }
        let next = scalars.index(after: index)
        guard next < value.endIndex, scalars[next] == " ", !isDate(value, index) else { continue }
        pieces.append(value[start..<index])
        start = index
      default: break
      }
    }
    pieces.append(value[start...])
    return pieces
  }

  /// `June 3, 2024`
  private static func isDate(_ value: String, _ comma: String.Index) -> Bool {
    let year = value[comma...].dropFirst(2).prefix { $0.isNumber }
    return year.utf8.count == 4 && year.hasPrefix("20")
      && value[..<comma].utf8.last.map { (0x30...0x39).contains($0) } ?? false
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
    return passages.titles(passage.section).last ?? ""
  }
}
