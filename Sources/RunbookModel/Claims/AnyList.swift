import Findings
import MarkdownDocument

/// Every line `Key: value`: a claim of the section, or of the item that it stands below.
enum AnyList {
  static func claims(_ passages: Passages) -> [Claim] {
    passages.all.filter { $0.standing != .record && !passages.isExpected($0) }.flatMap { passage -> [Claim] in
      switch passage.kind {
      case .item(nil):
        ((KeyValue(passage.text).map { [$0] } ?? []) + sentences(passage.text)).filter(isStated)
          .filter { !passages.sections[passage.section].isSetUp || !installs($0, passage.text) }
          .map { claim($0, passage, passages) }
      case .paragraph:
        (lines(passage.text) + sentences(passage.text)).filter(isStated).map { claim($0, passage, passages) }
      case .item, .heading, .cell, .html: []
      }
    }
  }

  /// A drawing of a flow (`A → B → C`) and a way out of this tree (`../other/README.md`) state no value.
  private static func isStated(_ pair: KeyValue) -> Bool {
    let value = pair.value.value
    if value.hasPrefix("../") || pair.key.value.contains("://") || ExampleValue.isUnsettled(value)
      || ExampleValue.isPlace(value)
      || isSample(pair) || isNotation(pair) || isLegend(value) || isOrder(pair)
    {
      return false
    }
    return value.utf8.allSatisfy { $0 < 0x80 } || value.count { $0 == "→" } < 2
  }

  /// `` Use long names for what is shared: `SHOP_KEY` `` shows what a sentence asks for; its first words are no key.
  private static func isOrder(_ pair: KeyValue) -> Bool {
    guard pair.key.value.utf8.count >= 20 else { return false }
    let words = pair.key.value.split(separator: " ")
    return words.count > 4 && orders.contains(words[0].lowercased())
  }

  private static let orders = WordTable(
    """
    use prefer choose avoid keep verwende nutze bevorzuge wähle usa use utiliza prefiera evita utilisez préférez évitez prefira
    evite usare preferire gebruik
    """)

  /// `minute hour day month weekday command` explains the columns of a crontab.
  private static func isLegend(_ value: String) -> Bool {
    guard let first = value.utf8.first, first >= 0x80 || first | 0x20 == 0x6D else { return false }
    let words = value.prefix(40).lowercased().split { !$0.isLetter }
    return words.count > 2 && minutes.contains(words[0]) && hours.contains(words[1])
  }

  private static let minutes = WordTable("minute min minuto minuten minuut минута минуты 分")
  private static let hours = WordTable("hour hora heure stunde ora uur час часы 时 時")

  /// `Example: app_2024.tar.gz`: one value of many.
  private static func isSample(_ pair: KeyValue) -> Bool {
    !pair.value.value.utf8.contains(0x20) && MentionReading.startsExample(pair.key.value)
  }

  /// `` `0 3 * * *` = 3 am `` explains how a time is written.
  static func isNotation(_ pair: KeyValue) -> Bool {
    guard let first = pair.key.value.utf8.first, timeOpenings.contains(first) else { return false }
    return CronTime(fields: pair.key.value) != nil
      && (CronTime(words: pair.value.value) != nil || Shape.saysTime(pair.value.value))
      && pair.value.path == nil
  }

  /// `` Web server: `apt install nginx` `` under the prerequisites says how it comes there.
  private static func installs(_ pair: KeyValue, _ text: InlineText) -> Bool {
    guard let span = text.codeSpans(in: pair.valueOffsets).first, span.offsets == pair.valueOffsets else {
      return false
    }
    return SetUp.isSetUp(CommandLine(span.text), isTitled: true)
  }

  private static let timeOpenings = ByteSet("0123456789*@")

  private static func claim(_ pair: KeyValue, _ passage: Passage, _ passages: Passages) -> Claim {
    let field = TableReading.normal(pair.key.value)
    if let parent = passage.parents.last {
      return Claim(
        Address("item", subject(passages.all[parent].text), field), label: pair.key.value, value: pair.value)
    }
    let section = passages.sections[passage.section].section
    return Claim(
      Address("section", section.path.last ?? "runbook", field), label: pair.key.value, value: pair.value)
  }

  /// What an item is about: its key, or its first words up to a dash or a parenthesis.
  static func subject(_ text: InlineText) -> String {
    if let pair = KeyValue(text) { return pair.key.value }
    let line = text.text.firstLine
    let ends = [" (", " - ", " – ", " — ", ". "].compactMap { line.firstRange(of: $0)?.lowerBound }
    var words = String(line[..<(ends.min() ?? line.endIndex)]).trimmed
    while words.endsWithColon { words.removeLast() }
    return words
  }

  /// `It runs at night. Retention: 14 days.`: a later sentence that is a key of one to three words and a short value.
  private static func sentences(_ text: InlineText) -> [KeyValue] {
    guard text.text.utf8.count <= 2000, text.text.contains(". "), text.text.contains(": ") else { return [] }
    return RuleReading.sentences(text).dropFirst().compactMap { sentence in
      guard text.text.part((sentence.lowerBound - 1)..<sentence.lowerBound) == " ",
        let pair = KeyValue(text, line: sentence), pair.value.value.utf8.count <= 60
      else { return nil }
      let words = pair.key.value.split(separator: " ")
      guard words.count <= 3, pair.key.value.first?.isUppercase ?? false,
        !isNote(words[0]),
        pair.value.value.split(separator: " ").count <= 4
      else { return nil }
      return pair
    }
  }

  static func isNote(_ word: Substring) -> Bool { notes.contains(word.lowercased()) }

  private static let notes = WordTable(
    """
    note notes warning important hint tip caution attention danger example todo fixme tldr ps nb achtung vorsicht hinweis
    wichtig warnung beispiel tipp nota aviso importante atención cuidado ejemplo atenção exemplo attenzione esempio remarque
    exemple opgelet waarschuwing belangrijk voorbeeld
    """)

  /// The lines of a paragraph, when its writer meant lines: each begins with bold words or each is `Key:
  /// value`.
  private static func lines(_ text: InlineText) -> [KeyValue] {
    guard text.text.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") || $0 == 0xEF })
    else { return [] }
    var pairs: [KeyValue] = []
    var start = 0, count = 0
    for line in text.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let range = start..<(start + line.count)
      start = range.upperBound + 1
      count += 1
      guard let pair = KeyValue(text, line: range), pair.key.value.utf8.count <= 40 else { continue }
      // Emphasis is gone from the text but not from the file: bold words begin behind two stars.
      let isBold = count > 1 || pair.key.range.column >= text.range.column + 2
      if isBold || pair.value.value.utf8.firstIndex(of: 0x20) == nil || isMarked(pair, text, range.lowerBound)
      {
        pairs.append(pair)
      }
    }
    return pairs.count == count || pairs.count > 0 && pairs.count * 2 >= count ? pairs : []
  }

  /// `Retention: **7 days**`: the value alone is emphasised, or is all code.
  private static func isMarked(_ pair: KeyValue, _ text: InlineText, _ start: Int) -> Bool {
    let words = pair.key.value.split(separator: " ")
    guard words.count <= 4, let first = words.first, !isNote(first), pair.value.value.utf8.count <= 60,
      !RuleWords.forbids(pair.value.value)
    else { return false }
    let spans = text.codeSpans(in: start..<pair.valueOffsets.upperBound)
    if let span = spans.first { return spans.count == 1 && span.offsets == pair.valueOffsets }
    let shown = pair.valueOffsets.lowerBound - start,
      written = pair.value.range.column - pair.key.range.column
    return pair.value.range.line == pair.key.range.line && written == shown + 2
  }

  /// A paragraph of several such lines, by their numbers: nothing but its own key says what a value on one of them is of.
  static func block(_ passage: Passage) -> [Int: KeyValue] {
    guard passage.kind == .paragraph, passage.text.text.utf8.contains(0x0A) else { return [:] }
    let pairs = lines(passage.text)
    return pairs.count > 1
      ? Dictionary(pairs.map { ($0.key.range.line, $0) }, uniquingKeysWith: { first, _ in first }) : [:]
  }
}
