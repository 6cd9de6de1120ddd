import Findings
import MarkdownDocument

/// Finds which of the code spans of a text the words around them forbid: of "run `a`, never `b`" it is `b`.
enum ForbiddenSpans {
  /// Of a whole text, sentence by sentence.
  static func of(_ text: InlineText) -> [InlineText.CodeSpan] {
    guard !text.codeSpans.isEmpty else { return [] }
    let sentences = RuleReading.sentences(text)
    var found: [InlineText.CodeSpan] = []
    var before: ArraySlice<InlineText.CodeSpan> = []
    for sentence in sentences {
      let spans = text.codeSpans(in: sentence)
      if spans.isEmpty, pointsBack(text.text.part(sentence)) { found += before }
      found += of(sentence, text)
      before = spans
    }
    return found
  }

  /// Of one sentence; `isBanned` says that words in front of it forbid it.
  static func of(
    _ sentence: Range<Int>, _ text: InlineText, isBanned: Bool = false
  ) -> [InlineText.CodeSpan] {
    let spans = text.codeSpans(in: sentence)
    var found: [InlineText.CodeSpan] = []
    var start = sentence.lowerBound, isForbidden = isBanned, isAside = false
    var between = ""
    // What stands side by side right before the place: `a`/`b`.
    var abreast: [InlineText.CodeSpan] = []
    for span in spans {
      between = withoutAsides(text.text.part(start..<max(start, span.offsets.lowerBound)))
      if verbsLast.isIn(between) {
        found += abreast
        isForbidden = abreast.isEmpty && between.trimmed.endsWithColon
      } else if RuleWords.forbids(between) {
        isForbidden = !turnsBack(between)
      } else if isForbidden, turns(between) || !found.isEmpty && explains(between) {
        isForbidden = false
      }
      // "Never `x` (that empties `y`)": what opens behind the first says why.
      if let paren = between.last(where: { "()".contains($0) }) { isAside = paren == "(" && !found.isEmpty }
      let isPlace = isForbidden && !found.isEmpty && places.contains(lastWord(between))
      if isForbidden && !isPlace && !isAside || contrasts(between, sentence, text) { found.append(span) }
      start = span.offsets.upperBound
      abreast = joints.contains(between.trimmed) ? abreast + [span] : [span]
    }
    guard !isForbidden, let last = spans.last, start < sentence.upperBound else { return found }
    guard forbidsBackwards(text.text.part(start..<sentence.upperBound), behind: between) else { return found }
    let rest = text.text.part(start..<sentence.upperBound)
    return found + (verbsLast.isIn(rest) ? abreast : [last])
  }

  /// Where the verb ends a clause, it forbids what stands before it: "`x` を使わないこと(`y` を使う)".
  private static let verbsLast = PhraseSet([
    "しない", "ないこと", "ないで", "触らない", "は禁止", "を禁止", "하지 마", "지 마세요",
  ])

  private static let joints: Set<String> = ["/", "、", "・", ",", "と", "や", "または", "もしくは", "와", "과", "나"]

  /// What stands in parentheses by itself reaches no further.
  static func withoutAsides(_ text: String) -> String {
    var kept = "", rest = text[...]
    while let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")") {
      kept += rest[..<open]
      rest = rest[rest.index(after: close)...]
    }
    return kept + rest
  }

  /// "`x` must never be run", "`x`: nunca": the clause behind it. "Führe `x` nicht aus": the clause around it.
  private static func forbidsBackwards(_ tail: String, behind lead: String) -> Bool {
    let rest = tail.drop { " -–—:→".contains($0) }
    let clause = String(rest.prefix { !ends.contains($0) })
    let opening = lead.split(whereSeparator: ends.contains).last ?? ""
    return RuleWords.forbids(clause)
      || !opening.isEmpty && NegatedOrder.isIn(String(opening).trimmed + " x " + clause)
  }

  private static let ends = Set<Character>(",;(，；（。")

  /// "Never do that!" speaks of the sentence before.
  private static func pointsBack(_ sentence: String) -> Bool {
    let words = sentence.lowercased().split { !$0.isLetter }
    return words.count <= 8 && words.contains(where: pronouns.contains) && RuleWords.forbids(sentence)
  }

  private static let pronouns = WordTable(
    """
    this that it them das dies esto eso ça cela questo isso isto dit dat
    """)

  /// ", use `y`": what comes is meant again.
  private static func turns(_ between: String) -> Bool {
    guard let mark = between.trimmed.first, ",;—–-→(".contains(mark) else { return false }
    let word = between.lowercased().split { !$0.isLetter }.first
    return word.map(turning.contains) ?? false
  }

  /// "`x` never goes there, always into `y`": the last clause says what is right.
  private static func turnsBack(_ between: String) -> Bool {
    guard let mark = between.lastIndex(where: { ",;—–".contains($0) }) else { return false }
    let clause = between[between.index(after: mark)...].lowercased()
    return clause.split { !$0.isLetter }.first.map(asserting.contains) ?? false && !RuleWords.forbids(clause)
  }

  private static let asserting = WordTable(
    "always only immer nur siempre solo toujours sempre apenas altijd alleen всегда")

  /// "Never `x`: that empties `y`", "never `x` because of `y`": the reason forbids nothing.
  private static func explains(_ between: String) -> Bool {
    between.contains(": ") || between.contains(" : ") || reasons.isIn(between)
  }

  private static let reasons = PhraseSet([
    "because ", "since ", "otherwise ", "weil ", "sonst ", "denn ", "porque ", "parce que ", "car ", "sinon ",
    "perché ", "altrimenti ", "omdat ", "anders ", "потому что ", "иначе ",
  ])

  private static func lastWord(_ text: String) -> Substring {
    text.split { !$0.isLetter }.last ?? ""
  }

  /// "Do not map `x` in `y`": `y` is where.
  private static let places = WordTable("in into inside within im dans en nel em no na в")

  private static let turning = WordTable(
    """
    use run instead but always only sondern stattdessen verwende usa usar utilise utilisez usare usate gebruik maar mais
    mas sino
    """)

  private static let instead = [
    "instead of", "rather than", "statt", "anstatt", "anstelle von", "au lieu de", "plutôt que",
    "en lugar de",
    "en vez de", "em vez de", "invece di", "in plaats van", "вместо", " not", ", nicht", ", non", ", no",
    ", pas",
  ]

  private static let contrasting = PhraseSet([
    "instead of", "rather than", "prefer", "statt", "anstatt", "anstelle", "au lieu", "plutôt", "en lugar",
    "en vez",
    "em vez", "invece", "in plaats", "вместо", "not ", "nicht ", "non ", "no ", "pas ",
  ])

  /// A cheap look at whether one command may be named instead of another.
  static func mayContrast(_ text: String) -> Bool { contrasting.isIn(text) }

  /// "`x` instead of `y`", "prefer `x` over `y`".
  private static func contrasts(_ between: String, _ sentence: Range<Int>, _ text: InlineText) -> Bool {
    let before = between.lowercased().trimmed
    if instead.contains(where: (" " + before).hasSuffix) { return true }
    return before == "over" && text.text.part(sentence).lowercased().contains("prefer")
  }
}
