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
    "was initially", "were initially", "was originally", "were originally", "war anfangs",
    "war ursprünglich", "était initialement", "estaba inicialmente", "era inizialmente",
    "estava inicialmente", "was aanvankelijk", "was oorspronkelijk", "изначально был", "最初は",
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
    // "Please confirm before:" lists deeds and asks for none of them.
    let asks = lead.lowercased().hasSuffix("before:") && RuleWords.needsApproval(lead)
    return asks || RuleWords.forbids(lead) || isPast(lead) || isShort && wrong.isIn(lead)
  }

  /// The words in front of a list forbid whatever stands in it: "Never:", and neither "Never deploy without:" nor "Keep
  /// these secret (never in git):".
  static func bans(_ lead: String) -> Bool {
    RuleWords.forbids(ForbiddenSpans.withoutAsides(lead))
      && !cases.isIn(lead.hasSuffix(":") ? lead.dropLast() + " " : lead)
  }

  /// A sentence right before a block of code that speaks of it: "DO NOT RUN THIS", "This is not for agents to run".
  /// What holds only in a case, "never run this without a dump", is a way to do it.
  static func pointsAhead(_ text: String) -> Bool {
    guard text.utf8.count < 240 else { return false }
    return shown.isIn(text, where: isOfOthers)
      || pointing.isIn(text) && RuleWords.forbids(text) && !cases.isIn(text)
  }

  private static let pointing = PhraseSet([
    "this", "these", "the following", "below", "dies", "das nicht", "folgende", "untenstehend", "esto",
    "estos", "lo siguiente", "cela", "ceci", "ce qui suit", "questo", "questi", "quanto segue", "isto",
    "isso", "o seguinte", "dit ", "dat ", "onderstaand", "это", "следующ", "以下", "下面", "下記", "これ",
  ])

  private static let cases = PhraseSet([
    "without ", "while ", "during ", "before ", "until ", "twice", "as root", "ohne ", "während ", "bevor ",
    "solange ", "zweimal", "als root", "sin ", "mientras ", "durante ", "antes ", "dos veces", "como root",
    "sans ", "pendant ", "avant ", "deux fois", "en root", "senza ", "mentre ", "prima ", "sem ",
    "enquanto ", "zonder ", "tijdens ", "voordat ", "без ", "пока ", "forget",
  ])

  private static let shown = PhraseSet([
    "not for ", "not to be run", "not to be executed", "not meant to be run", "not meant to be executed",
    "not intended to be run", "for reference only", "for illustration only", "illustration only",
    "nur zur referenz", "nur zur veranschaulichung", "nur zur illustration", "à titre d'exemple",
    "à titre indicatif", "solo como referencia", "solo de ejemplo", "a título de ejemplo",
    "apenas como referência", "apenas para referência", "solo a titolo", "alleen ter referentie",
    "только для справки", "для справки", "仅供参考", "参考までに",
  ])

  /// "Not for agents to run"; "not for production" says something else.
  private static func isOfOthers(_ bytes: UnsafeBufferPointer<UInt8>, _ place: Int) -> Bool {
    let rest = bytes[place...]
    guard rest.starts(with: "not for ".utf8) else { return true }
    let words = String(decoding: rest.prefix(48), as: UTF8.self)
    return [" to run", " to execute", " to type", " to do"].contains(where: words.contains)
  }

  /// A comment that opens with it says that what stands below does not work: `# Fails: …`, `# Wrong`.
  static func fails(_ comment: String) -> Bool {
    let words = comment.prefix(64).lowercased().split { !($0.isLetter || $0 == "'" || $0 == "’") }
    guard let first = words.first else { return false }
    if failures.contains(first) {
      let rest = comment.dropFirst(first.count).drop { $0 == " " }
      return rest.isEmpty || ":—–-,.!(".contains(rest[rest.startIndex])
    }
    return broken.isIn(words.prefix(6).joined(separator: " "))
  }

  private static let failures = WordTable(
    """
    fails fail wrong bad incorrect broken scheitert falsch schlecht échoue faux mauvais falla incorrecto fallisce
    sbagliato falha errado faalt fout неправильно
    """)

  private static let broken = PhraseSet([
    "does not work", "doesn't work", "doesn’t work", "will not work", "won't work", "won’t work",
    "schlägt fehl", "funktioniert nicht", "ne marche pas", "ne fonctionne pas", "no funciona",
    "non funziona", "não funciona", "werkt niet", "не работает",
  ])

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

  /// The header of a column that tells what went wrong: a command in it is none to run.
  static func tellsOfTrouble(_ header: String) -> Bool { troubles.contains(TableReading.normal(header)) }

  private static let troubles = [
    "symptom", "symptoms", "problem", "error", "issue", "failure", "error message", "cause", "causes",
    "possible cause", "likely cause", "root cause", "fehler", "fehlermeldung", "ursache", "mögliche ursache",
    "symptome", "symptôme", "symptômes", "problème", "erreur", "cause possible", "síntoma", "síntomas",
    "problema", "causa", "sintomo", "sintomi", "errore", "sintoma", "erro", "симптом", "проблема", "ошибка",
    "причина", "症状", "现象", "问题", "错误", "原因", "問題", "エラー", "故障", "故障现象",
  ]

  /// A heading over what is no more: nothing below it states what is so today.
  static func isOver(_ title: String) -> Bool {
    logs.contains(TableReading.normal(title)) || isPlan(title) || title.utf8.count < 40 && isPast(title)
  }

  /// A remark or a cell that says that a job does not run: `# disabled`, `paused`.
  static func isOff(_ text: String) -> Bool {
    guard text.utf8.count < 80, !text.isEmpty else { return false }
    let first = text.lowercased().split { !($0.isLetter || $0 == "-") }.first ?? ""
    return off.contains(first) || isPast(text)
  }

  private static let off = WordTable(
    """
    disabled inactive paused suspended off deactivated deaktiviert inaktiv pausiert abgeschaltet desactivado inactivo
    pausado désactivé inactif suspendu désactivée disattivato disabilitato sospeso desativado inativo uitgeschakeld
    отключено отключен выключено 停用 已停用 禁用 已禁用 無効 停止中
    """)

  /// "If you want I can add a check": what the writer offers is not there yet.
  static func offers(_ text: String) -> Bool { offering.isIn(text) }

  private static let offering = PhraseSet([
    "i can add", "i can also add", "i can create", "i can write", "if you want, i", "if you want i",
    "if you like, i",
    "if you'd like, i", "let me know if you want", "ich kann gern", "wenn du willst, kann ich",
    "puedo añadir",
    "si quieres, puedo", "je peux ajouter", "si tu veux, je", "si vous voulez, je", "posso adicionar",
    "se quiser, posso", "posso aggiungere", "se vuoi, posso", "ik kan ook",
  ])

  /// `# at 5 (instead of 4)`: another time than the one in force.
  static func namesAnother(_ remark: String) -> Bool {
    others.isIn(remark) { bytes, place in bytes[place...].contains { (0x30...0x39).contains($0) } }
  }

  private static let others = PhraseSet([
    "instead of ", "rather than ", "statt ", "anstatt ", "anstelle ", "au lieu d", "plutôt que ",
    "en lugar de ",
    "en vez de ", "em vez d", "ao invés d", "invece d", "al posto d", "in plaats van ", "вместо ",
  ])

  /// What is only planned states nothing of today.
  private static func isPlan(_ title: String) -> Bool {
    let plain = TableReading.normal(title)
    return planned.contains(plain) || plainStarts.contains { plain.hasPrefix($0) }
  }

  private static let plainStarts = ["planned ", "future ", "proposed ", "geplante ", "künftige "]

  private static let planned = [
    "planned", "future", "roadmap", "todo", "to do", "todos", "ideas", "backlog", "wishlist",
    "not yet implemented",
    "not implemented yet", "geplant", "ausblick", "ideen", "offene punkte", "planes", "pendientes",
    "pendiente",
    "à faire", "idées", "da fare", "a fazer", "pendências", "gepland", "планы", "今後の予定", "待办", "计划中", "规划",
  ]

  /// An item that is only to be done: `TODO: …`.
  static func isTask(_ text: String) -> Bool {
    let start = text.utf8.prefix(9)
    guard let first = start.first, first | 0x20 == 0x74 || first | 0x20 == 0x66 || first | 0x20 == 0x70 else {
      return false
    }
    let words = text.prefix(9).uppercased()
    return ["TODO:", "TODO ", "FIXME:", "PLANNED:"].contains(where: words.hasPrefix)
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

  /// "Looked at on 2026-07-20:": what follows was so on that day.
  static func isDated(_ lead: String) -> Bool {
    guard lead.endsWithColon, let word = lead.dropLast().split(whereSeparator: { " (\n".contains($0) }).last
    else {
      return false
    }
    return isRecord(word.filter { $0 != ")" })
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
