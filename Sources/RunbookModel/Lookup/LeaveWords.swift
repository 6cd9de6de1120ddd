/// Words that ask whether something may be done, and that say it or what comes of it: what only mentions the deed says
/// neither.
enum LeaveWords {
  /// "Is it safe to", "may I", "darf man": the first words of a question.
  static func ask(_ words: [String]) -> Bool {
    words.contains { Fillers.permitted.contains($0) || asking.contains($0) }
      || words.starts(with: ["can", "i"]) || words.starts(with: ["can", "we"])
  }

  private static let asking = WordTable("may darf puedo puede puis peut posso pode mag можно нельзя")

  static func isIn(_ text: String) -> Bool {
    let words = Spelling.words(text)
    return words.contains { judging.contains($0.text) || Fillers.negations.contains($0.text) }
      || words.contains(where: \.isWide) && wide.contains(where: text.contains)
  }

  private static let judging = WordTable(
    """
    safe safely unsafe ok okay allowed permitted forbidden must may can could should never only before first avoid careful
    dangerous destructive caution fine harmless risk risky lose loses loss lost preserve preserves preserved intact required requires require
    need needs needed ask confirm downtime will would always
    darf durfen nur vorher erst sicher gefahrlich verboten verlust verliert muss mussen soll sollte
    puede pueden solo seguro borra pierde perder debe peligroso antes prohibido intactos intactas
    peut peuvent seul seulement perdre perdu doit dangereux avant interdit
    pode podem perde deve perigoso proibido puo possono deve pericoloso kan mag moet alleen gevaarlijk
    нельзя можно только нужно опасно запрещено
    """)
  private static let wide = ["不", "勿", "禁止", "可以", "必须", "只", "ない", "禁", "必ず"]
}
