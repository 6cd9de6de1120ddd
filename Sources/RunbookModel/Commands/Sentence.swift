import Findings

/// What the words around a code span do with it.
enum Sentence {
  private static let runVerbs: Set<String> = [
    "run", "execute", "use", "using", "with", "via", "type", "enter", "issue", "do", "call", "invoke",
    "start", "check",
    "verify", "try", "then", "by", "and", "or", "confirm", "restart", "running", "executing", "inspect",
    "see", "deploy",
    "ejecutar", "ejecute", "ejecuta", "usar", "use", "con", "revisar", "verificar", "correr", "lanzar",
    "comprobar",
    "ausführen", "mit", "führe", "starten", "prüfen", "exécuter", "exécutez", "lancer", "lancez", "avec",
    "utiliser",
    "utilisez", "vérifier", "executar", "execute", "rodar", "com", "rode", "выполнить", "выполните",
    "запустить",
    "запустите", "командой", "через", "运行", "执行", "使用", "実行", "eseguire", "esegui", "usa", "lancia",
    "lanciare", "uruchom",
    "rodando", "roda", "voer", "gebruik", "draai", "met", "typ", "siehe", "voir", "voyez", "vea", "véase",
    "veja", "vedi", "zie", "смотри", "смотрите",
  ]

  private static let conditions: Set<String> = [
    "if", "when", "because", "since", "unless", "although", "why", "whether", "while", "whereas", "before",
    "once", "si", "cuando",
    "wenn", "falls", "weil", "quando", "se", "lorsque", "если", "когда",
  ]

  /// "Rollback is `x`", "Der Befehl lautet `x`"
  private static let copulas: Set<String> = ["is", "are", "ist", "lautet", "es", "est", "è", "é"]

  /// The last sentence of a text, up to its end.
  static func last(of text: String) -> String {
    var start = text.startIndex
    for mark in [". ", "; ", "\n", "! ", "? ", "。"] {
      var rest = text[start...]
      while let place = rest.firstRange(of: mark) {
        start = place.upperBound
        rest = text[start...]
      }
    }
    return String(text[start...])
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().unicodeScalars.split { !isOfWord($0) }.map { String($0) }
  }

  /// Letters with the marks that stand on them, and apostrophes.
  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x80 else { return (scalar.value | 0x20) &- 0x61 < 26 || scalar == "'" }
    return scalar == "’" || (0x300...0x36F).contains(scalar.value) || scalar.properties.isAlphabetic
  }

  /// Whether it begins with a condition: "If it prints nothing, ".
  static func isCondition(_ sentence: String) -> Bool {
    words(sentence).first.map(conditions.contains) ?? false
  }

  /// "If `x` fails": nobody is told to run x.
  static func isConditional(_ sentence: String) -> Bool {
    let words = words(sentence)
    guard let index = words.lastIndex(where: conditions.contains) else { return false }
    // A command follows the condition: "if it hangs, run `x`".
    return !words[index...].contains(where: runVerbs.contains) && !sentence.contains(", ")
      && !sentence.contains(": ")
  }

  private static let outcomes = [
    " fail", " will ", " returns", " is ", " are ", " does ", " has ", " was ", " can ", " exits", " reports",
    " outputs",
    " prints", " falla", " schlägt", " échoue", "'s ", " takes ", " exists ", " remains ", " stays ",
    " means ",
    " refers ", " belongs ", " works", " passes", " succeeds", " applied", " done", " completed", " executed",
    " passed", " succeeded", " ausgeführt", " angewendet", " erledigt", " ejecutado", " aplicado", " exécuté",
    " appliqué", " executado", " eseguito", " applicato", " uitgevoerd", " выполнен", " применен",
  ]

  /// "`./start` will guide you": the sentence describes what the command does or did.
  static func isDescribed(_ after: String) -> Bool {
    outcomes.contains { after.hasPrefix($0) } && !describes(after)
  }

  /// "`db:migrate` creates the tables": a third person that defines the command, as in a list of commands.
  static func describes(_ after: String) -> Bool {
    guard let word = words(String(after.prefix(40))).first else { return false }
    return after.hasPrefix(" ") && word.hasSuffix("s") && word.count > 3
      && ![
        "is", "has", "was", "does", "fails", "returns", "exits", "reports", "prints", "outputs", "takes",
        "this", "exists", "remains", "stays", "means", "refers", "belongs", "works", "passes", "succeeds",
      ].contains(word)
  }

  /// "add a `proxy on` line to the file": it is what is written there.
  static func isMaterial(_ before: String, _ after: String) -> Bool {
    guard let noun = wordBehind(after), lines.contains(noun.lowercased()) else { return false }
    return words(String(before.suffix(24))).last.map(articles.contains) ?? false
  }

  /// "look at the `make build` logs": what it has left behind is looked at.
  static func isSource(_ command: String, _ after: String) -> Bool {
    guard let noun = wordBehind(after), noun == "logs" || noun == "log" else { return false }
    return CommandLine(command).judgement.effect > .observes
  }

  /// The word of small letters right behind a blank.
  private static func wordBehind(_ after: String) -> String? {
    guard after.utf8.first == 0x20 else { return nil }
    let word = after.utf8.dropFirst().prefix { $0 >= 0x80 || (0x61...0x7A).contains($0 | 0x20) }
    return (3...24).contains(word.count) ? String(decoding: word, as: UTF8.self) : nil
  }

  private static let articles = WordTable("a an the another eine die einen una la une uma een de")
  private static let lines = WordTable(
    """
    line lines entry entries rule directive block zeile zeilen eintrag línea líneas entrada regla ligne lignes entrée règle
    linha riga voce regel
    """)

  /// "`x` in `D:\work`": it is typed on another machine.
  static func isElsewhere(_ after: String) -> Bool {
    guard after.utf8.first == 0x20, after.utf8.prefix(48).contains(UInt8(ascii: "\\")) else { return false }
    let words = after.split(separator: " ", maxSplits: 4)
    return words.prefix(4).firstIndex { $0.dropFirst().hasPrefix(":\\") && $0.first?.isLetter ?? false }
      .map { words[..<$0].contains(where: places.contains) } ?? false
  }

  private static let places = WordTable("in im en dentro dans em nel в under from aus")

  /// "`x --all` wipes the approvals. Use `x --one` instead.": the sentence warns of it, and the next names another way.
  static func isWarnedOf(_ after: String) -> Bool {
    guard let verb = wordBehind(after), harms.contains(verb) else { return false }
    return ways.isIn(after.prefix(while: { $0 != "\n" }).lowercased())
  }

  private static let harms = WordTable(
    """
    removes deletes wipes breaks resets kills destroys drops revokes loses overwrites clears erases corrupts
    löscht entfernt zerstört überschreibt verwirft borra elimina destruye rompe supprime efface détruit casse
    apaga remove quebra cancella rimuove verwijdert wist удаляет стирает ломает сбрасывает
    """)
  private static let ways = PhraseSet([
    "instead", "stattdessen", "en su lugar", "en vez de", "à la place", "plutôt", "em vez disso", "invece",
    "in plaats daarvan", "вместо",
  ])

  private static let sequels = [
    ", then ", " then ", ", and ", " and then ", ", dann ", ", danach ", " und dann ", ", luego ",
    " y luego ", ", puis ",
    " puis ", ", poi ", " e poi ", ", daarna ", " en daarna ", ", depois ", " e depois ",
  ]

  /// "`x`, and back with `y`": what is told first is told as well.
  static func goesOn(_ after: String) -> Bool { sequels.contains(where: after.hasPrefix) }

  /// In parentheses that explain something else: "(`git pull`, `npm install` and restart)". "(or `x`)" is
  /// offered.
  static func isInsideAside(_ before: String) -> Bool {
    guard let open = before.lastIndex(of: "("), !before[open...].contains(")") else { return false }
    let inside = words(String(before[before.index(after: open)...]))
    return !inside.contains {
      runVerbs.contains($0) || $0 == "oder" || $0 == "o" || $0 == "ou" || $0 == "или"
    }
  }

  /// "`x.org` is not our domain": it is named to say what it is not.
  static func isDenied(_ after: String) -> Bool { denials.contains(where: after.lowercased().hasPrefix) }

  static func denies(_ text: String) -> Bool {
    let lower = text.lowercased()
    return denials.contains(where: lower.contains)
  }

  private static let denials = [
    " is not ", " isn't ", " n'est pas ", " n’est pas ", " ist nicht ", " ist kein", " no es ", " não é ",
    " non è ",
    " is geen ", " is niet ",
  ]

  private static let outputWords = PhraseSet([
    "output", "salida", "ausgabe", "sortie", "вывод", "prints", "returns", "输出",
  ])

  /// "Example output:", "It returns:": what follows is not typed.
  static func presentsOutput(_ text: String) -> Bool { outputWords.isIn(text) }

  private static let expectations = PhraseSet([
    "expected", "erwartet", "esperado", "esperada", "attendu", "atteso", "attesa", "verwacht", "ожида", "预期",
    "期待",
  ])

  /// "Expected:", "Expected value:"
  static func expects(_ text: String) -> Bool { expectations.isIn(text) }

  private static let uses = PhraseSet([
    "use", "verwend", "benutz", "nutz", "utilis", "usar", "uses", "usare", "gebruik", "использ", "使用", "用",
  ])

  /// Whether it speaks of using something.
  static func speaksOfUse(_ text: String) -> Bool { uses.isIn(text) }

  static func tellsToRun(_ sentence: String) -> Bool {
    let words = words(sentence)
    return words.suffix(8).contains(where: runVerbs.contains) || words.last.map(copulas.contains) ?? false
  }
}
