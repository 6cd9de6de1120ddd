import Findings
import MarkdownDocument

/// What stands between backticks: accounts, networks, images, variables, settings, and places with a gap in them.
extension MentionReading {
  mutating func names(
    _ passage: Passage, _ pair: KeyValue?, _ subject: String, _ taken: Set<Int>, _ hasExamples: Bool
  ) {
    let text = passage.text
    guard !text.codeSpans.isEmpty else { return }
    let forbidden = passage.forbids ? ForbiddenSpans.of(text).map(\.offsets) : []
    for span in text.codeSpans where !forbidden.contains(span.offsets) {
      guard !Sentence.isDenied(Self.after(span.offsets, text)),
        !(hasExamples && Self.isShown(span.offsets, text))
      else { continue }
      if let label = Self.thing(span, text) {
        append(label, Located(span.text, at: span.range), subject)
      } else if let setting = Self.setting(span) {
        append(setting.name, setting.value, subject)
      } else if let pair, Self.isPart(span, of: pair), !taken.contains(span.offsets.lowerBound) {
        append(pair.key.value, Located(span.text, at: span.range), subject)
      } else if !taken.contains(span.offsets.lowerBound) {
        guard !OldValue.isTold(before: span.offsets, of: text.text),
          let label = Self.shape(span, text) ?? (Self.isName(span.text) ? "name" : nil),
          label != "name" || !Self.isOrdered(span, text)
        else { continue }
        // A step of a procedure says what to do with a thing and states nothing of its name.
        if label == "name", case .item(.some) = passage.kind { continue }
        if label == "name", Self.isPartOfFile(span, text) || passage.isItem && Self.isDeed(text.text) {
          continue
        }
        append(label, Located(span.text, at: span.range), subject)
      }
    }
  }

  private mutating func append(_ label: String, _ value: Located<String>, _ subject: String) {
    claims.append(Claim(Address("mention", subject, label), label: label, value: value))
  }

  /// What the words beside a plain name say that it is: "user `mara`", "the `shared` Docker network".
  private static func thing(_ span: InlineText.CodeSpan, _ text: InlineText) -> String? {
    guard (2...32).contains(span.text.utf8.count), span.text.utf8.first.map({ $0 >= 0x61 }) ?? false,
      span.text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || isPlain($0) })
    else { return nil }
    let before = text.text.part(max(0, span.offsets.lowerBound - 24)..<span.offsets.lowerBound)
    if before.hasSuffix(" "), let word = before.split(whereSeparator: { !$0.isLetter }).last {
      if let label = things[word.lowercased()] { return label }
      if callings.contains(word.lowercased()) { return "name" }
      if ["as", "als", "como"].contains(word), runs.isIn(before) { return "user" }
    }
    let words = after(span.offsets, text).split(separator: " ", omittingEmptySubsequences: false)
    guard words.count > 1, words[0].isEmpty else { return nil }
    if let label = things[noun(words[1])] { return label }
    guard words.count > 2, words[1].first?.isUppercase ?? false else { return nil }
    return things[noun(words[2])]
  }

  /// "Login: `mara` with all rights": one plain word that the value begins with.
  private static func isPart(_ span: InlineText.CodeSpan, of pair: KeyValue) -> Bool {
    pair.valueOffsets.lowerBound == span.offsets.lowerBound && pair.valueOffsets != span.offsets
      && (2...40).contains(span.text.utf8.count) && pair.key.value.utf8.count <= 40
      && !AnyList.isNote(pair.key.value.prefix { $0 != " " })
      && span.text.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || isPlain($0) }
  }

  private static func noun(_ word: Substring) -> String { word.prefix(while: \.isLetter).lowercased() }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x5F || byte == 0x40 || byte == 0x2E
  }

  private static let runs = PhraseSet([
    "runs as", "run as", "running as", "executed as", "started as", "log in as", "logs in as", "läuft als",
    "laufen als",
    "corre como", "ejecuta como", "roda como", "executa como", "draait als",
  ])

  private static let callings = WordTable(
    """
    named called namens genannt llamado llamada nommé nommée appelé appelée chamado chamada chiamato chiamata genaamd
    """)

  private static let things: [String: String] = {
    let words = [
      "user": "account benutzer nutzer usuario usuário utilisateur utente gebruiker",
      "database": "datenbank datos données dados databank", "branch": "zweig rama branche ramo",
      "network": "netzwerk réseau rede rete netwerk", "bucket": "", "volume": "volumen",
      "container": "contenedor conteneur contêiner", "queue": "", "namespace": "",
      "group": "gruppe grupo groupe gruppo groep", "role": "rolle rôle ruolo", "pool": "",
    ]
    var table: [String: String] = [:]
    for (label, others) in words {
      table[label] = label
      for word in others.words { table[word] = label }
    }
    return table
  }()

  /// `SameSite=strict` or `platform: linux/arm64`: a key and its value.
  private static func setting(_ span: InlineText.CodeSpan) -> (name: String, value: Located<String>)? {
    let mark = [": ", "="].first { span.text.contains($0) }
    guard span.text.utf8.count <= 80, let mark, let place = span.text.firstRange(of: mark) else { return nil }
    let name = String(span.text[..<place.lowerBound])
    let value = String(span.text[place.upperBound...])
    guard name.utf8.count > 2, name.utf8.first.map({ $0 | 0x20 >= 0x61 }) ?? false,
      name.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || isPlain($0) }),
      name.utf8.contains(where: { (0x61...0x7A).contains($0) }), !value.isEmpty,
      !value.contains(where: { " =$<*&\\'\"".contains($0) }), !SettingsFence.isExample(value)
    else { return nil }
    let whole = Located(span.text, at: span.range)
    return (name, whole.part((span.text.utf8.count - value.utf8.count)..<span.text.utf8.count))
  }

  /// What its own form says that it is.
  private static func shape(_ span: InlineText.CodeSpan, _ text: InlineText) -> String? {
    let code = span.text
    guard (3...120).contains(code.utf8.count), !code.utf8.contains(0x20) else { return nil }
    if isVariable(code) { return isInAside(span, text) ? nil : "variable" }
    guard code.utf8.contains(0x2F) else { return nil }
    if hasGap(code) { return code.contains("://") ? "url" : "path" }
    if isImage(code) { return "image" }
    return code.utf8.first == 0x2F && isLed(span, text) ? "path" : nil
  }

  /// "(or set `MAIL_USER`)" tells of another way.
  private static func isInAside(_ span: InlineText.CodeSpan, _ text: InlineText) -> Bool {
    let before = text.text.part(max(0, span.offsets.lowerBound - 120)..<span.offsets.lowerBound)
    return before.lastIndex(where: { "()（）".contains($0) }).map { "(（".contains(before[$0]) } ?? false
  }

  /// `MAIL_TOKEN`
  private static func isVariable(_ code: String) -> Bool {
    code.utf8.contains(0x5F) && code.utf8.first.map { (0x41...0x5A).contains($0) } ?? false
      && code.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
      && !code.hasSuffix("_") && !MentionReading.isOpen(code)
  }

  /// `/srv/<shop>/shop.log`, `${ROOT}/keys.json`: a place that differs in one part.
  private static func hasGap(_ code: String) -> Bool {
    let isOpen = code.contains("<") && code.contains(">") || code.contains("${")
    guard isOpen, !code.hasPrefix("<"), !code.contains("|"), !SettingsFence.isExample(withoutGaps(code))
    else {
      return false
    }
    return code.hasPrefix("/") || code.hasPrefix("~/") || code.hasPrefix("${") || code.contains("://")
      || code.utf8.first.map { $0 | 0x20 >= 0x61 } ?? false && code.contains(".")
  }

  private static func withoutGaps(_ code: String) -> String {
    String(code.map { "<>".contains($0) ? "-" : $0 })
  }

  /// `tools/shop:2.1`: the last part has a tag.
  private static func isImage(_ code: String) -> Bool {
    guard let slash = code.lastIndex(of: "/"), !code.contains("://"), !code.contains("@") else {
      return false
    }
    let parts = code[code.index(after: slash)...].split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[1].first.map({ $0.isLetter || $0.isNumber }) ?? false,
      code.utf8.first.map({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }) ?? false
    else { return false }
    return code.utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || isPlain($0) || $0 == 0x2F || $0 == 0x3A
    }
  }

  /// "mounted at `/pool`", "`/pool`" behind GET: a path of one part is one where the words say so.
  private static func isLed(_ span: InlineText.CodeSpan, _ text: InlineText) -> Bool {
    let before = text.text.part(max(0, span.offsets.lowerBound - 16)..<span.offsets.lowerBound)
    guard before.hasSuffix(" "), span.text.utf8.count > 2,
      span.text.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || isPlain($0) || $0 == 0x2F }),
      let word = before.split(separator: " ").last
    else { return false }
    return leads.contains(word.lowercased())
  }

  private static let leads = WordTable(
    "at under on in to from get post unter auf nach en a bajo sous dans sur em sob in su onder op в на")

  /// "Use `add-user`": a word to be typed behind a program.
  private static func isOrdered(_ span: InlineText.CodeSpan, _ text: InlineText) -> Bool {
    guard !span.text.contains(".") else { return false }
    let before = text.text.part(max(0, span.offsets.lowerBound - 40)..<span.offsets.lowerBound)
    let sentence = Sentence.last(of: before)
    return sentence.split(separator: " ").count == 1 && Sentence.tellsToRun(sentence)
  }

  /// "- Recreate `web` and `web-worker`."
  private static func isDeed(_ text: String) -> Bool {
    guard let end = text.utf8.firstIndex(of: 0x20) else { return false }
    return deeds.contains(text[..<end].lowercased())
  }

  private static let deeds = WordTable(
    """
    recreate restart stop reload rebuild remove delete kill redeploy starte stoppe lösche entferne reinicie reinicia detenga
    elimine elimina redémarrez redémarrer arrêtez supprimez reinicie pare remova riavvia ferma rimuovi herstart verwijder
    """)

  /// "the section `limits.cpu`": a place in a file of settings.
  private static func isPartOfFile(_ span: InlineText.CodeSpan, _ text: InlineText) -> Bool {
    guard span.text.utf8.contains(0x2E), span.offsets.lowerBound > 0 else { return false }
    let before = text.text.part(max(0, span.offsets.lowerBound - 16)..<span.offsets.lowerBound)
    return before.split(separator: " ").last.map { parts.contains($0.lowercased()) } ?? false
  }

  private static let parts = WordTable(
    """
    section sections key keys field fields option options property properties setting settings abschnitt abschnitte feld felder
    schlüssel sección secciones clave campo campos clé champ champs seção seções chave sezione sezioni chiave sleutel
    """)

  private static func isName(_ text: String) -> Bool {
    guard (2...64).contains(text.utf8.count), let first = text.utf8.first, first != UInt8(ascii: "/"),
      first != UInt8(ascii: "-"), first != UInt8(ascii: "_"),
      !text.contains("("), !text.contains("*"), !text.contains("<"), !text.contains("{"),
      !text.contains("..."),
      !text.contains("…"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("/"), !text.contains("="),
      !SettingsFence.isExample(text)
    else { return false }
    let letters = text.utf8.filter { (0x61...0x7A).contains($0) }
    let digits = text.utf8.contains { (0x30...0x39).contains($0) }
    guard !letters.isEmpty || digits else { return false }
    return text.utf8.contains { $0 == 0x2D || $0 == 0x5F || $0 == 0x2E || $0 == 0x3A } || digits
  }
}
