import Findings

/// Finds the negations that are orders: "nicht löschen", "não rode", "ne lancez jamais".
///
/// The same words tell of what fails, "wenn nginx nicht startet" and "o site não responde", and forbid nothing there. So
/// a negation counts only with the form of a verb that gives an order, or behind a word such as "darf" or "faut".
enum NegatedOrder {
  private static let signs = PhraseSet([
    "nicht ", "nie ", "não ", "nao ", "no ", "non ", "mai ", "ne ", "n'", "n’", "jamais ", "niet ", "nooit ",
    "не ", "nicht.",
    "nicht!", "nicht,", "niet.", "niet!", "niet,",
  ])

  static func isIn(_ text: String) -> Bool {
    guard signs.isIn(text) else { return false }
    let clauses = text.lowercased().split { ",.;:!?()\n—–".contains($0) }
    return clauses.contains { clause in
      let words = clause.split { !($0.isLetter || $0.isNumber || $0 == "-") }
      return words.indices.contains { signing.contains(words[$0]) && forbids(around($0, words)) }
    }
  }

  private static let signing = WordTable(
    """
    nicht nie não nao no non mai ne n jamais niet nooit не
    """)

  /// A negation and at most so many words on each side of it.
  private static let window = 24

  private static func around(_ place: Int, _ words: [Substring]) -> (words: [Substring], place: Int) {
    let start = max(0, place - window)
    return (Array(words[start..<min(words.count, place + window)]), place - start)
  }

  private static func forbids(_ clause: (words: [Substring], place: Int)) -> Bool {
    let (words, place) = clause
    guard !remindsOf(words[(place + 1)...]) else { return false }
    switch words[place] {
    case "nicht", "nie": return german(words, place)
    case "niet", "nooit": return dutch(words, place)
    case "não", "nao": return portuguese(words, place)
    case "no": return begins(words, place) && next(words, place).map(spanish.contains) ?? false
    case "non", "mai": return italian(words, place)
    case "ne", "n", "jamais": return french(words, place)
    case "не": return russian(words, place)
    default: return false
    }
  }

  /// "Don't forget to run it" asks for it.
  static func remindsOf(_ words: some Sequence<Substring>) -> Bool {
    words.prefix(3).contains { word in reminders.contains(where: word.hasPrefix) }
  }

  private static let reminders = [
    "forget", "hesitate", "worry", "panic", "vergess", "verget", "oubli", "olvid", "esquec", "esqueç",
    "dimentic",
  ]

  private static let leadIns = WordTable(
    """
    bitte und aber oder auch außerdem ebenso jedoch ook verder daarnaast também tambem también además aussi anche inoltre
    also por favor per favore e y et en ma mais mas pero maar alstublieft svp attention achtung
    atención atenção attenzione sempre
    """)

  /// Whether no word of its own stands before it in its clause.
  private static func begins(_ words: [Substring], _ place: Int) -> Bool {
    words[..<place].allSatisfy(leadIns.contains)
  }

  private static func next(_ words: [Substring], _ place: Int) -> Substring? {
    place + 1 < words.count ? words[place + 1] : nil
  }

  // MARK: Languages

  private static func german(_ words: [Substring], _ place: Int) -> Bool {
    let before = words[..<place]
    if before.contains(where: { ["darf", "dürfen", "sollte", "sollten", "bitte"].contains($0) }) {
      return true
    }
    guard !before.contains(where: germanConditions.contains) else { return false }
    if let verb = opening(before), germanImperatives.contains(verb) { return true }
    let after = words[(place + 1)...]
    return after.contains(where: germanOrders.contains)
      || begins(words, place)
        && (after.isEmpty
          || after.last.map { $0.hasSuffix("en") } ?? false && !after.contains(where: isParticiple))
  }

  /// "nicht abgemeldet oder widerrufen" is a state.
  private static func isParticiple(_ word: Substring) -> Bool {
    guard word.hasSuffix("t"), word.count > 6 else { return false }
    return word.hasPrefix("ge") || separable.contains { word.hasPrefix($0 + "ge") }
  }

  private static let separable = [
    "ab", "an", "auf", "aus", "ein", "um", "vor", "zu", "weiter", "frei", "her", "hin",
  ]

  /// The verb that opens a clause: "Führe das nicht aus", "Löschen Sie das nicht". "Starten die Dienste nicht, …" is a
  /// condition.
  private static func opening(_ before: ArraySlice<Substring>) -> Substring? {
    let rest = before.drop(while: leadIns.contains)
    guard let verb = rest.first else { return nil }
    return verb.hasSuffix("en") ? rest.dropFirst().first == "sie" ? verb.dropLast() : nil : verb
  }

  private static let germanImperatives = WordTable(
    """
    führe lösche starte stoppe verwende benutze nutze ändere entferne fasse schalte mache mach lasse lass setze deploye pushe
    überschreibe installiere aktualisiere bearbeite editiere verschiebe rühre spiele rufe beende kopiere tippe
    """)

  private static let germanConditions = WordTable(
    """
    wenn falls weil ob dass damit sobald solange um kann können konnte will wollen lässt lassen ließ muss müssen
    brauchst braucht
    """)

  private static let germanOrders = WordTable(
    """
    ausführen verwenden benutzen nutzen starten neustarten stoppen löschen anfassen ändern bearbeiten editieren machen
    aufrufen entfernen tun überschreiben installieren deployen pushen abschalten ausschalten beenden verschieben
    einspielen anwenden eingeben
    """)

  private static func dutch(_ words: [Substring], _ place: Int) -> Bool {
    let before = words[..<place]
    if before.contains(where: { ["mag", "mogen"].contains($0) }) { return true }
    guard !before.contains(where: dutchConditions.contains) else { return false }
    if words[place] == "nooit" { return true }
    if let verb = before.drop(while: leadIns.contains).first, dutchImperatives.contains(verb) { return true }
    return words[(place + 1)...].contains(where: dutchOrders.contains)
  }

  private static let dutchImperatives = WordTable(
    """
    voer gebruik draai verwijder herstart raak pas wis zet doe bewerk wijzig overschrijf installeer kopieer verplaats
    """)

  private static let dutchConditions = WordTable(
    """
    als wanneer indien omdat zodat kan kon wil hoeft hoef om
    """)

  private static let dutchOrders = WordTable(
    """
    gebruiken uitvoeren draaien verwijderen aanraken doen aanpassen herstarten starten stoppen wissen bewerken wijzigen
    uitzetten updaten bijwerken overschrijven aankomen
    """)

  private static func portuguese(_ words: [Substring], _ place: Int) -> Bool {
    guard let verb = next(words, place) else { return false }
    if ["deve", "devem", "deveria", "pode", "podem"].contains(verb) { return true }
    guard begins(words, place) else { return false }
    return isInfinitive(verb) || portugueseOrders.contains(verb)
  }

  private static let portugueseOrders = WordTable(
    """
    rode execute use apague toque faça mexa reinicie pare edite altere remova delete instale corra utilize atualize
    desligue desative exclua force formate desmonte copie mova sobrescreva
    """)

  private static func isInfinitive(_ verb: Substring) -> Bool {
    verb.count > 3 && ["ar", "er", "ir"].contains(where: verb.hasSuffix)
  }

  private static let spanish = WordTable(
    """
    ejecutar usar tocar borrar eliminar reiniciar lanzar correr hacer modificar cambiar apagar parar detener editar
    instalar actualizar mover utilizar cerrar ejecute ejecutes uses usen toque toques borre borres elimine elimines
    reinicie reinicies lance lances corra corras haga hagas modifique cambie apague detenga edite debe deben debes
    apagues modifiques cambies edites instale instales actualice actualices mueva muevas desinstale desactive fuerce
    sobrescriba formatee desmonte pares
    """)

  private static func italian(_ words: [Substring], _ place: Int) -> Bool {
    guard let verb = next(words, place) else { return false }
    if words[place] == "non", ["deve", "devi", "devono", "va", "vanno"].contains(verb) {
      return verb.hasPrefix("dev") || words[(place + 2)...].first == "mai"
    }
    guard begins(words, place) else { return false }
    return ["are", "ere", "ire", "arlo", "arla", "ate"].contains(where: verb.hasSuffix)
  }

  private static func french(_ words: [Substring], _ place: Int) -> Bool {
    if words[place] == "jamais" { return begins(words, place) && !["de", "d"].contains(next(words, place)) }
    guard let verb = next(words, place) else { return false }
    let after = words[(place + 1)...].prefix(3)
    guard after.contains(where: { ["pas", "jamais", "plus"].contains($0) }) else { return false }
    if ["faut", "doit", "devez", "doivent"].contains(verb) { return true }
    let before = words[..<place].last
    guard before == "à" || begins(words, place) else { return false }
    return after.contains("jamais") || verb == "pas" || verb == "plus" || verb.hasSuffix("ez")
  }

  /// "Не удаляйте" and "не удалять" forbid, "не запускается" tells of what fails.
  private static func russian(_ words: [Substring], _ place: Int) -> Bool {
    guard let verb = next(words, place), russianVerbs.contains(where: verb.hasPrefix),
      ["ть", "ти", "й", "йте", "ьте"].contains(where: verb.hasSuffix)
    else { return false }
    return !words[..<place].contains(where: russianConditions.contains)
  }

  private static let russianVerbs = [
    "удал", "запуска", "использ", "трога", "останавл", "перезапуска", "перезагружа", "выполн", "меня",
    "изменя", "редактир", "копир", "обновля", "отключа", "выключа", "применя", "дела", "очища", "стира",
  ]

  private static let russianConditions = WordTable(
    """
    если чтобы когда можно может могут пока нужно надо обязательно чем
    """)
}
