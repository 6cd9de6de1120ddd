import Findings

/// The words by which people forbid, in the languages that runbooks are written in.
enum RuleWords {
  /// They forbid at the beginning of a clause; "if you don't own it" and "it never fails" forbid nothing.
  private static let imperatives = PhraseSet([
    "do not ", "don't ", "don’t ", "dont ", "never ", "never!", "never:", "do not:", "don't:", "don’t:",
    "nunca:",
    "stay away from ", "hands off ", "avoid ", "évite ", "évitez ",
    "evite ", "evita ",
    "evitar ", "evitare ",
    "vermeide ", "vermijd ",
  ])

  private static let prohibitions = PhraseSet([
    "must not ", "must never ", "should never ", "mustn't ", "should not ", "shouldn't ",
    "cannot be ", "forbidden",
    "prohibited", "not allowed", "❌", "🚫", "⛔", "no longer use", "under no circumstances", "off limits",
    "off-limits",
    "niemals ", "keinesfalls", "auf keinen fall", "verboten", "finger weg", "nicht erlaubt",
    "niet toegestaan", "verboden",
    "no está permitido", "no se debe ", "não é permitido", "não se deve ", "non è consentito",
    "n'est pas autorisé", "nunca ", "jamás ", "prohibido", "proibido",
    "vietato",
    "in geen geval", "interdit", "никогда",
    "нельзя", "запрещ", "不要", "禁止", "切勿", "请勿", "不能", "不得", "绝不",
    "しない", "ないこと", "ないで", "严禁", "触らない",
    "하지 마", "금지",
  ])

  private static let approvals = PhraseSet([
    "needs approval", "need approval", "requires approval", "require approval", "approval required",
    "needs confirmation",
    "requires confirmation", "ask first", "ask before", "confirm before", "with permission",
    "explicit approval",
    "must be approved",
    "only after approval", "get approval", "without asking", "freigabe", "genehmigung", "requiere aprobación",
    "pedir aprobación",
    "requer aprovação", "nécessite une approbation", "требует подтвержден", "需要批准", "需要确认", "承認が必要",
  ])

  /// Verbs that take a thing away, in any of its forms.
  private static let removals = PhraseSet([
    "delete", "remove", "rm ", "erase", "drop", "lösch", "entfern", "borrar", "eliminar", "apagar", "remover",
    "supprim",
    "effacer", "удал", "删除", "刪除", "削除",
  ])

  static func forbids(_ sentence: String) -> Bool {
    prohibitions.isIn(sentence, where: isMeant) || imperatives.isIn(sentence, where: isOrder)
      || NegatedOrder.isIn(sentence)
  }

  /// "403 Forbidden" is an answer of a web server, and what is 不要 in Japanese is not needed.
  private static func isMeant(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    if bytes[place...].starts(with: "しない".utf8) { return !tellsOfFailure(bytes, place) }
    guard bytes[place] == 0xE4 else { return !bytes[..<place].suffix(4).elementsEqual("403 ".utf8) }
    return !["不要", "不能"].contains { bytes[place...].starts(with: $0.utf8) } || !hasKana(bytes)
  }

  /// "サーバーが起動しない": what does something or does not; "〜しない場合" is a case.
  private static func tellsOfFailure(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    let rest = bytes[(place + "しない".utf8.count)...]
    if ["場合", "とき", "時", "なら"].contains(where: { rest.starts(with: $0.utf8) }) { return true }
    let before = bytes[max(0, place - 90)..<place]
    let places = before.indices.filter { before[$0...].starts(with: "が".utf8) }
    guard let subject = places.last else { return false }
    let clause = String(decoding: before[subject...], as: UTF8.self)
    return !["を", "、", "。", "限り"].contains(where: clause.contains)
  }

  /// あ to ヿ, which no Chinese text has: U+3041 to U+30FF.
  private static func hasKana(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.indices.dropLast(2).contains { bytes[$0] == 0xE3 && (0x81...0x83).contains(bytes[$0 + 1]) }
  }

  /// "Don't forget to run it" is none.
  private static func isOrder(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    guard beginsClause(bytes, place) else { return false }
    let rest = String(decoding: bytes[place..<min(place + 48, bytes.count)], as: UTF8.self).lowercased()
    let words = rest.split { !$0.isLetter && $0 != "'" && $0 != "’" }
    let verb = words.dropFirst().first { $0 != "not" }
    if let verb, words[0] == "do" || words[0].hasPrefix("don"), states.contains(verb) { return false }
    return !NegatedOrder.remindsOf(words.dropFirst())
  }

  /// What nobody can be told to do: "the old hosts do not appear here".
  private static let states = WordTable(
    """
    appear exist survive belong matter happen occur need require contain depend expire seem persist
    """)

  private static let leadIns: [[UInt8]] = [
    "and", "but", "or", "so", "then", "please", "just", "also", "always", "ever",
  ].map { Array($0.utf8) }

  /// Whether nothing, a mark, or a word that goes on with an order stands before the place.
  private static func beginsClause(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    var end = place
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0A { end -= 1 }
    var start = end
    while start > 0, (0x61...0x7A).contains(bytes[start - 1] | 0x20) { start -= 1 }
    guard start < end else { return true }
    return leadIns.contains { word in
      word.count == end - start && zip(word, bytes[start..<end]).allSatisfy { $0 == $1 | 0x20 }
    }
  }
  static func needsApproval(_ sentence: String) -> Bool { approvals.isIn(sentence) }
  static func speaksOfRemoval(_ sentence: String) -> Bool { removals.isIn(sentence) }
}
