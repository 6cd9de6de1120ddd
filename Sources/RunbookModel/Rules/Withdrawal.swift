import Findings
import MarkdownDocument

/// Tells what a text shows and nobody is meant to do: it is forbidden, wrong, or was done once.
enum Withdrawal {
  private static let past = PhraseSet([
    "old way", "old method", "old:", "previously", "formerly", "deprecated", "obsolete",
    "legacy way",
    "we used to", "it used to", "used to be", "no longer use", "no longer valid", "no longer work",
    "no longer need", "no longer installed", "no longer applies", "no longer apply", "no longer supported",
    "old instructions", "old docs", "old documentation", "old guide", "used to say", "nicht mehr installiert",
    "nicht mehr nötig", "alte anleitung", "ya no está instalad", "ya no hace falta", "n'est plus installé",
    "n'est plus nécessaire", "non è più installat", "non serve più", "não está mais instalad",
    "já não é preciso",
    "niet meer geïnstalleerd", "niet meer nodig", "不再使用", "已停用", "廃止", "funktioniert nicht mehr",
    "werkt niet meer", "ne fonctionne plus", "non funziona più",
    "não funciona mais",
    "früher", "veraltet", "nicht mehr verwend", "nicht mehr benutz", "nicht mehr nutz", "alter weg",
    "alte methode",
    "bisher", "antes se", "antes lo", "antes era", "ya no se us", "ya no funciona", "obsolet",
    "método antiguo",
    "autrefois", "ancienne méthode", "obsolète", "vecchio metodo", "in passato", "metodo vecchio",
    "antigamente",
    "método antigo", "descontinuad", "vroeger", "verouderd", "niet meer gebruik", "oude manier", "раньше",
    "устарел",
    "已废弃", "以前",
  ])

  private static let wrong = PhraseSet([
    "wrong", "bad", "incorrect", "falsch", "incorrecto", "faux", "sbagliato", "errado", "fout", "неправильно",
    "错误",
  ])

  /// The words in front of a block or a list, "Never do this:", "Old way:", "Bad:".
  static func introduces(_ lead: String) -> Bool {
    guard lead.endsWithColon || lead.utf8.count < 80 else { return false }
    let isShort = lead.utf8.count < 24 && lead.endsWithColon
    return RuleWords.forbids(lead) || isPast(lead) || isShort && wrong.isIn(lead)
  }

  /// A comment or a cell says it: `# old`, `deprecated`. What holds only now and then is no past.
  static func isPast(_ text: String) -> Bool {
    if lone.contains(TableReading.normal(text)) { return true }
    return past.isIn(text) && !conditions.isIn(text)
  }

  /// "Old instructions said to run `x`": the code, by where it begins, in sentences that tell of what was done.
  static func pastCode(_ text: InlineText) -> Set<Int> {
    guard !text.codeSpans.isEmpty, isPast(text.text) else { return [] }
    var past: Set<Int> = []
    for sentence in RuleReading.sentences(text) {
      let code = text.codeSpans(in: sentence)
      if !code.isEmpty, isPast(text.text.part(sentence)) { past.formUnion(code.map(\.offsets.lowerBound)) }
    }
    return past
  }

  private static let lone: Set<String> = [
    "old", "alt", "viejo", "antiguo", "ancien", "vecchio", "antigo", "oud", "legacy",
  ]

  private static let conditions = PhraseSet([
    "if ", "when ", "wenn ", "falls ", "si ", "cuando ", "lorsque ", "quand ", "quando ", "als ", "если ",
  ])

  /// A heading over what is forbidden: "Don't do this".
  static func heads(_ title: String) -> Bool {
    let plain = TableReading.normal(title)
    let isAdvice = ["avoid", "vermeid", "évit", "evit", "vermijd"].contains(where: plain.hasPrefix)
    return !isAdvice && RuleWords.forbids(title)
  }

  /// A heading over what is no more: nothing below it states what is so today.
  static func isOver(_ title: String) -> Bool {
    logs.contains(TableReading.normal(title)) || title.utf8.count < 40 && isPast(title)
  }

  private static let ended = PhraseSet([
    "there used to be", "used to run", "was switched off", "was shut down", "was retired",
    "was decommissioned",
    "no longer exists", "is gone", "wurde abgeschaltet", "gibt es nicht mehr", "lief früher", "se apagó",
    "ya no existe",
    "a été arrêté", "n'existe plus", "è stato spento", "non esiste più", "foi desligado", "já não existe",
    "is uitgezet", "bestaat niet meer",
  ])

  private static let ends = PhraseSet([
    "abgeschaltet", "stillgelegt", "switched off", "shut down", "retired", "decommissioned", "apagó",
    "apagado",
    "desligado", "desativado", "arrêté", "désactivé", "spento", "dismesso", "uitgezet", "uitgeschakeld",
    "opgeheven",
  ])

  private static let auxiliaries = PhraseSet([
    "wurde ", "wurden ", "was ", "were ", "has been ", "have been ", "se ", "fue ", "foi ", "a été ",
    "ont été ",
    "è stat", "sono stat", "werd ", "werden ",
  ])

  /// A sentence about what is no more: "There used to be a wiki on port 8080".
  static func tellsOfEnd(_ sentence: String) -> Bool {
    (ended.isIn(sentence) || ends.isIn(sentence) && auxiliaries.isIn(sentence)) && !conditions.isIn(sentence)
  }

  private static let logs: Set<String> = [
    "changelog", "change log", "history", "version history", "historie", "historique", "historial",
    "histórico",
    "storico", "altlasten", "old stuff", "graveyard", "retired", "decommissioned", "anciennement", "旧環境",
    "廃止",
    "geschiedenis", "wijzigingen", "änderungen", "cambios",
  ]

  /// A whole cell forbids what stands in its row: "never", "❌ do not use". "Not on Fridays" does not.
  static func isCell(_ text: String) -> Bool {
    guard text.utf8.count < 120 else { return false }
    if isPast(text) { return true }
    guard RuleWords.forbids(text) else { return false }
    return text.split { !($0.isLetter || $0 == "❌" || $0 == "🚫" || $0 == "⛔") }.count <= 4
  }

  /// An item or a row of a log begins with its date: `2024-06-11: …`, `11.06.2024 – …`.
  static func isRecord(_ text: String) -> Bool {
    let start = text.utf8.prefix(12)
    guard let first = start.first, (0x30...0x39).contains(first) else { return false }
    let word = start.prefix { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x2F }
    let parts = word.split { !(0x30...0x39).contains($0) }
    guard parts.count == 3 else { return false }
    let lengths = parts.map(\.count)
    return lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2
      || lengths[0] <= 2 && lengths[1] <= 2 && lengths[2] == 4
  }
}
