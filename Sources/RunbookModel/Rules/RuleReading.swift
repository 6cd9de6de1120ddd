import Findings
import MarkdownDocument

/// Finds what the runbook forbids or makes depend on approval: `X lives at /path -- do not delete`.
enum RuleReading {
  static func rules(_ passages: Passages) -> [Rule] {
    passages.all.flatMap { passage -> [Rule] in
      // A mark in a cell of a table is a state, not an order.
      if passage.kind == .cell, passage.text.text.utf8.count < 12 { return [] }
      if let ban = ban(passage, passages) {
        return rules(0..<passage.text.text.utf8.count, passage.text, ban: ban + " ")
      }
      guard passage.kind != .heading, passage.forbids || RuleWords.needsApproval(passage.text.text),
        !isLead(passage)
      else { return [] }
      return sentences(passage.text).flatMap { rules($0, passage.text) }
    }
  }

  /// The words above an item that forbid it: "Never:", a heading "Don't".
  static func ban(_ passage: Passage, _ passages: Passages) -> String? {
    guard passage.isItem, !passage.forbids, !passage.text.text.endsWithColon else { return nil }
    return ban(over: passage, passages)
  }

  /// The same of an item that only leads to others: what forbids it forbids those.
  private static func ban(over passage: Passage, _ passages: Passages) -> String? {
    guard passage.standing != .meant || passages.sections[passage.section].isBan else { return nil }
    if let lead = passages.lead(passage.before)?.text, lead.utf8.count <= 80, Withdrawal.bans(lead) {
      return lead
    }
    if let parent = passage.parents.last { return ban(over: passages.all[parent], passages) }
    guard passages.sections[passage.section].isBan else { return nil }
    return passages.titles(passage.section).last.map { $0 + ":" }
  }

  /// A heading that forbids what stands below it.
  static func isBan(_ title: String) -> Bool {
    title.utf8.count <= 40
      && bans.contains(title.lowercased().filter { $0.isLetter || " '’".contains($0) }.trimmed)
  }

  private static let bans: Set<String> = [
    "never", "never do", "never do this", "don't", "don’t", "don'ts", "don’ts", "do not", "what not to do",
    "forbidden", "prohibited", "nie", "niemals", "verboten", "nunca", "prohibido", "jamais", "interdit",
    "interdictions", "mai", "vietato", "proibido", "nooit", "verboden", "никогда", "запрещено", "нельзя",
    "禁止",
    "禁止事项", "禁止事項", "やってはいけないこと",
  ]

  /// "Never do one of these:" forbids what stands below it, and nothing by itself; "Never restart luci:" does.
  private static func isLead(_ passage: Passage) -> Bool {
    passage.text.codeSpans.isEmpty && passage.text.text.utf8.count <= 80 && passage.text.text.endsWithColon
      && Spelling.words(passage.text.text).allSatisfy { leading.contains($0.text) }
  }

  private static let leading = WordTable(
    """
    never ever always do don t not any one of the these this following things please you we must should may forbidden nie
    niemals nunca jamais mai nooit никогда
    """)

  /// The comment above a command forbids it: `# ❌ never`.
  static func rules(_ forbidden: [CommandReading.Forbidden]) -> [Rule] {
    forbidden.map { make(.forbids, $0.command, $0.reason, label: "forbidden") }
  }

  private static func rules(_ offsets: Range<Int>, _ text: InlineText, ban: String = "") -> [Rule] {
    let words = ban + text.text.part(offsets)
    let demand: Rule.Demand
    if RuleWords.needsApproval(words) {
      demand = .needsApproval
    } else if !ban.isEmpty || RuleWords.forbids(words) {
      demand = .forbids
    } else {
      return []
    }
    let sentence = Located(words, at: text.range(ofUTF8: offsets))
    let spans =
      demand == .forbids
      ? ForbiddenSpans.of(offsets, text, isBanned: !ban.isEmpty)
      : Array(text.codeSpans(in: offsets).prefix(1))
    if demand == .forbids, RuleWords.speaksOfRemoval(words), let path = path(offsets, text) {
      return [make(.protects, path, sentence, label: "do not delete")]
    }
    let subjects = spans.map { Located($0.text, at: $0.range) }
    return (subjects.isEmpty ? [path(offsets, text) ?? sentence] : subjects).map {
      make(demand, $0, sentence, label: demand == .forbids ? "forbidden" : "needs approval")
    }
  }

  private static func make(
    _ demand: Rule.Demand, _ subject: Located<String>, _ sentence: Located<String>, label: String
  ) -> Rule {
    let field = demand == .protects ? "protected" : demand.rawValue
    let claim = Claim(Address(Rule.kind, subject.value, field), label: label, value: subject)
    return Rule(demand: demand, name: subject, sentence: sentence, claims: demand == .protects ? [claim] : [])
  }

  private static func path(_ offsets: Range<Int>, _ text: InlineText) -> Located<String>? {
    guard let path = Located(text.text.part(offsets), at: text.range).path,
      let place = text.text.firstRange(of: path.value)
    else { return nil }
    return Located(path.value, at: text.range(of: place))
  }

  /// Sentences end at a full stop or a mark with a blank behind it, and at a line's end in a list of lines.
  static func sentences(_ text: InlineText) -> [Range<Int>] {
    text.text.withBytes { bytes in
      var sentences: [Range<Int>] = []
      var start = Admonition.length(bytes)
      let end = max(start, bytes.count - Admonition.closing(bytes))
      for index in start..<end {
        let isMark = bytes[index] == 0x2E || bytes[index] == 0x21 || bytes[index] == 0x3F
        let isEnd =
          isMark && index + 1 < end && (bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A)
        // 。 U+3002
        let isIdeographic =
          index >= start + 2 && bytes[index] == 0x82 && bytes[index - 1] == 0x80 && bytes[index - 2] == 0xE3
        guard isEnd || isIdeographic, !isAbbreviation(bytes, index) else { continue }
        sentences.append(bytes.trimmedLines(start..<(index + 1)))
        start = index + 1
      }
      sentences.append(bytes.trimmedLines(start..<max(start, end)))
      return sentences.filter { !$0.isEmpty }
    }
  }

  /// `e.g. `, `1. ` and a line of dots end no sentence.
  private static func isAbbreviation(_ bytes: UnsafeBufferPointer<UInt8>, _ stop: Int) -> Bool {
    guard bytes[stop] == 0x2E, stop > 0 else { return false }
    if stop >= 3, bytes[(stop - 3)..<stop].allSatisfy({ $0 == 0x2E }) { return true }
    var start = stop
    while start > 0, bytes[start - 1] != 0x20, bytes[start - 1] != 0x0A { start -= 1 }
    let word = bytes[start..<stop]
    return word.count <= 1 || word.dropFirst().contains(0x2E) && word.count <= 4
      || ["etc", "vs", "approx"].contains { $0.utf8.elementsEqual(word) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The range without blanks and line ends at either end.
  func trimmedLines(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = range.first, self[first] == 0x20 || self[first] == 0x0A || self[first] == 0x09 {
      range = (first + 1)..<range.upperBound
    }
    while let last = range.last, self[last] == 0x20 || self[last] == 0x0A || self[last] == 0x09 {
      range = range.lowerBound..<last
    }
    return range
  }
}
