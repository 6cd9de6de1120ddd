/// Tells a value that a sentence names to say what is not so: "formerly port 8080", "was on port 8080", "not in /etc/x".
enum OldValue {
  /// No more words stand between the value and what takes it back.
  private static let window = 8

  static func isTold(before value: Range<Int>, of text: String) -> Bool {
    guard value.lowerBound > 2, endsInLetter(text, before: value.lowerBound) else { return false }
    var rest = text[..<text.utf8.index(text.startIndex, offsetBy: value.lowerBound)].unicodeScalars
    while let last = rest.last, " `*\n".unicodeScalars.contains(last) { rest.removeLast() }
    for _ in 0..<window {
      guard let word = takeLast(of: &rest) else { return false }
      if links.contains(word) { continue }
      if denials.contains(word) { return true }
      return sources.contains(word)
        && (0..<2).contains { _ in takeLast(of: &rest).map { moves.contains($0) } ?? false }
    }
    return false
  }

  /// The last word of a clause in small letters; nil where the clause begins.
  private static func takeLast(of rest: inout Substring.UnicodeScalarView) -> String? {
    while let last = rest.last, !isInWord(last) {
      if ",;.:()\n→，；。（）".unicodeScalars.contains(last) { return nil }
      rest.removeLast()
    }
    var start = rest.endIndex
    while start > rest.startIndex, isInWord(rest[rest.index(before: start)]) {
      start = rest.index(before: start)
    }
    guard start < rest.endIndex else { return nil }
    defer { rest = rest[..<start] }
    return String(rest[start...]).lowercased()
  }

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x80 else {
      return (0x61...0x7A).contains(scalar.value | 0x20) || (0x30...0x39).contains(scalar.value)
        || scalar == "'"
    }
    return scalar.properties.isAlphabetic || scalar == "’"
  }

  /// A name that opens with "old": what it has is no more.
  static func isOld(_ name: String) -> Bool {
    ages.contains(name.lowercased().drop { !$0.isLetter }.prefix(while: \.isLetter))
  }

  private static let ages = WordTable(
    """
    old former formerly previous legacy alter alte altes ehemaliger ehemals antiguo antigua viejo ancien ancienne vecchio
    vecchia antigo antiga oude vorige старый старая старое старые прежний бывший
    """)

  /// Most values stand behind a colon, a mark or nothing: one look tells them apart.
  private static func endsInLetter(_ text: String, before end: Int) -> Bool {
    text.withBytes { bytes in
      let last = bytes[..<end].last { $0 != 0x20 && $0 != 0x60 && $0 != 0x2A && $0 != 0x0A } ?? 0
      return last >= 0x80 || (0x61...0x7A).contains(last | 0x20) || (0x30...0x39).contains(last)
    }
  }

  /// What may stand between: "on port", "the folder", "in".
  private static let links = WordTable(
    """
    listen listens listening run runs running bind binds lauscht läuft escucha corre écoute tourne ascolta gira luistert
    draait слушает работает port ports the a an on in at under to use using host path folder directory file address url user branch auf in im unter
    der die das den dem zu am ordner verzeichnis datei en el la los las puerto carpeta ruta archivo le les sur dans au du
    dossier chemin fichier nella nel il lo porta su cartella no na em o os pasta op poort de het map
    на в порт порту порте
    """)

  private static let denials = WordTable(
    """
    was were formerly previously old former not never avoid isn't isn’t früher vorher ehemals alte alten alter nicht nie statt
    antes anterior antiguo antigua no nunca evite ancien ancienne anciennement autrefois pas jamais évitez precedente
    vecchia vecchio prima non mai antigo antiga não vroeger voorheen oude niet раньше ранее бывший старый не
    """)

  private static let sources = WordTable("from von vom desde depuis dal da van с со")

  private static let moves = WordTable(
    """
    moved migrated changed switched renamed umgezogen gewechselt geändert verschoben movido migrado cambiado cambió déplacé
    migré changé passé spostato migrato cambiato mudou migrou alterado verplaatst gewijzigd перенесён перенесен переехал
    """)
}
