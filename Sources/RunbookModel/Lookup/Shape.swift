/// What the form of a value shows it to be, whatever it is called.
enum Shape {
  static func of(_ value: String) -> ConceptSet {
    var shapes: ConceptSet = []
    let text = value.lowercased()
    if text.contains("://") {
      shapes.formUnion([.url, .place])
    } else if isPath(text) {
      shapes.formUnion([.file, .directory, .place])
      shapes.formUnion(ended(text))
      if text.hasSuffix("/") { shapes.remove(.file) }
    } else if !text.utf8.contains(UInt8(ascii: " ")) {
      shapes.formUnion(ended(text))
    }
    if text.contains(".log") || text.contains("/log/") { shapes.insert(.log) }
    if showsPort(text) { shapes.insert(.port) }
    let isWord = !text.utf8.contains(UInt8(ascii: " "))
    if let first = text.utf8.first, isDigit(first) {
      shapes.insert(.number)
      if isWord, text.split(separator: ".").count == 4 { shapes.formUnion([.ip, .place]) }
      let figures = Substring(text.utf8.prefix { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "(") })
      let stop = UInt8(ascii: ".")
      if figures.utf8.contains(stop), figures.split(separator: ".").count <= 3,
        figures.utf8.allSatisfy({ isDigit($0) || $0 == stop })
      {
        shapes.insert(.version)
      }
    }
    if isWord, text.hasPrefix("v"), text.utf8.dropFirst().first.map(isDigit) ?? false {
      shapes.insert(.version)
    }
    if isWord, text.utf8.contains(UInt8(ascii: "@")) { shapes.formUnion([.email, .person]) }
    return shapes
  }

  /// `127.0.0.1:8080->80/tcp`, `53/udp`, `10.0.0.9:6379`, `db.internal:5432`
  private static func showsPort(_ text: String) -> Bool {
    let colon = UInt8(ascii: ":")
    let hasColon = text.utf8.contains(colon)
    guard hasColon || text.utf8.contains(UInt8(ascii: "/")) else { return false }
    if text.contains("/tcp") || text.contains("/udp") { return true }
    guard hasColon else { return false }
    let digits = text.utf8.reversed().prefix { $0 != colon }
    let host = text.utf8.dropLast(digits.count + 1)
    guard host.contains(UInt8(ascii: ".")), !text.utf8.contains(UInt8(ascii: " ")) else {
      return text.hasPrefix("localhost:")
    }
    return (2...5).contains(digits.count) && digits.allSatisfy(isDigit) && !host.contains(colon)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func ended(_ text: String) -> ConceptSet {
    guard let dot = text.utf8.lastIndex(of: UInt8(ascii: ".")) else { return [] }
    return switch text[dot...].dropFirst() {
    case "log": [.log]
    case "sh", "ps1", "bat", "py": [.script]
    case "pem", "crt", "cer": [.certificate]
    case "key": [.key]
    case "db", "sqlite", "sqlite3": [.database]
    case "conf", "cfg", "ini", "toml", "yml", "yaml", "env", "json", "cnf": [.configuration]
    default: []
    }
  }

  private static func isPath(_ text: String) -> Bool {
    guard let first = text.utf8.first, text.utf8.count > 1 else { return false }
    let words = text.utf8.split(separator: 0x20, maxSplits: 2)
    guard words.count < 3 || first == UInt8(ascii: "/") || first == UInt8(ascii: "~") else { return false }
    return first == UInt8(ascii: "~")
      || text.utf8.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }
  }

  static func hasDigit(_ text: String) -> Bool { text.utf8.contains(where: isDigit) }

  static let timeWords: Set<String> = [
    "daily", "nightly", "hourly", "weekly", "monthly", "every", "day", "night", "am", "pm", "midnight",
    "noon", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "taglich", "stundlich", "wochentlich", "uhr",
    "diario", "hora", "horas", "nacht", "nachts", "noche", "noches", "nuit", "nuits", "notte", "notti",
    "noite", "noites",
    "ogni", "giorno", "giorni", "elke", "dag", "dagelijks", "nachtelijks", "chaque", "toutes", "jeden",
    "jede", "alle", "каждые", "каждый", "каждую", "todos",
    "todas", "domingo", "domingos", "lunes", "lundi", "dimanche", "domenica", "zondag", "maandag", "sonntag",
    "montag",
    "dia", "dias", "cada", "jour", "jours", "heure", "heures", "tous", "ежедневно", "день", "час", "часа",
    "часов",
  ]
  private static let units: Set<String> = [
    "second", "seconds", "sec", "s", "minute", "minutes", "min", "mins", "m", "hour", "hours", "h", "hr",
    "hrs", "day", "days", "d", "week",
    "weeks", "month", "months", "year", "years", "ms", "sekunden", "minuten", "stunde", "stunden", "tag",
    "tage", "wochen", "segundos",
    "minutos", "horas", "dias", "semanas", "meses", "secondes", "heures", "jours", "semaines", "mois",
    "секунд", "минут", "часов", "часа",
    "дней", "дня", "недель", "last", "letzten", "ultimos", "derniers",
  ]
  private static let causes = [
    "because", "since ", "so that", "otherwise", "to avoid", "to prevent", "due to", "reason", "in order to",
    "as it ", "ensures",
    "weil", "damit", "sonst", "denn ", "porque", "para evitar", "para que", "ya que", "parce que", "car ",
    "afin ", "pour eviter",
    "pois ", "perche", "потому", "чтобы", "так как", "因为", "因此", "以免", "为了", "ため", "ので", "から",
  ]

  /// Whether it says a time of day, a day or how often.
  static func saysTime(_ text: String) -> Bool {
    let words = Spelling.words(text)
    let isWhole = zip(words.indices, words).map { index, word in
      !word.isJoined && !(index + 1 < words.count && words[index + 1].isJoined)
    }
    return zip(words.indices, isWhole).contains { place, isWhole in
      isWhole && timeWords.contains(words[place].text)
        // "Every table" is no time.
        && (!TimePhrase.quantifiers.contains(words[place].text)
          || words[(place + 1)...].prefix(3).contains {
            timeWords.contains($0.text) || units.contains($0.text) || $0.text.allSatisfy(\.isNumber)
          })
    }
      || text.contains("小时") || text.contains("每") || text.contains("時") || text.contains("点")
      || isClock(text) || text.contains("24/7") || CronTime(fields: text) != nil
  }

  private static func isClock(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    for index in bytes.indices.dropFirst().dropLast(2) where bytes[index] == UInt8(ascii: ":") {
      // `:9000` is a port.
      if index + 3 < bytes.count, isDigit(bytes[index + 3]) { continue }
      let digits = [bytes[index - 1], bytes[index + 1], bytes[index + 2]]
      if digits.allSatisfy({ (0x30...0x39).contains($0) }) { return true }
    }
    return Spelling.words(text).contains { TimeWords.isHours($0.text) }
  }

  /// Whether the first figures in it are a number as a word of its own: `10 copies`, and not `8f3c-1a2b` or an address.
  static func hasNumber(_ text: String) -> Bool {
    let figures = text.split { " (),;/".contains($0) }.first { word in
      word.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    }
    guard let figures else { return false }
    return figures.drop { $0.isNumber || $0 == "." }.count { $0.isLetter } <= 3 && !figures.contains("-")
      && figures.count { $0 == "." } < 2
  }

  /// Whether it is a name of a person: one to three words, each with a capital.
  static func isName(_ text: String) -> Bool {
    if (2...5).contains(text.count), text.unicodeScalars.allSatisfy({ (0x4E00...0x9FFF).contains($0.value) })
    {
      return true
    }
    let words = text.split(separator: " (").first?.split(separator: " ") ?? []
    return (1...3).contains(words.count)
      && words.allSatisfy { word in
        word.first?.isUppercase ?? false
          && word.dropFirst().allSatisfy { $0.isLowercase || $0 == "-" || $0 == "’" }
          && word.count > 1
      }
  }

  /// `Nuremberg, Germany (nbg1-dc3)`, `eu-west-1`: each word a name, or a provider's region.
  static func isTown(_ text: String) -> Bool {
    let name = text.prefix { $0 != "(" }
    guard !name.contains(where: { "/:@".contains($0) }),
      !name.contains(where: \.isNumber) || !name.contains(" ")
    else {
      return false
    }
    let words = name.split { $0 == " " || $0 == "," }
    return (1...4).contains(words.count)
      && (words.allSatisfy { $0.first?.isUppercase ?? false } || words.count == 1 && words[0].contains("-"))
  }

  static func saysDuration(_ text: String) -> Bool {
    hasDigit(text)
      && Spelling.words(text).contains { word in
        units.contains(word.text)
          || ["h", "m", "s", "d"].contains {
            word.text.hasSuffix($0) && word.text.dropLast().allSatisfy(\.isNumber)
          }
      } || text.contains("天") || text.contains("小时") || text.contains("分钟") || text.contains("日間")
  }

  /// `1-2 hours`, `15 minutes`: a length of time and nothing else.
  static func isLength(_ text: String) -> Bool {
    guard hasDigit(text), text.utf8.count < 40, !text.utf8.contains(UInt8(ascii: ":")) else { return false }
    return Spelling.words(text).allSatisfy { word in
      units.contains(word.text) || word.text.allSatisfy(\.isNumber)
        || ["to", "a", "bis", "until", "about", "env", "ca", "circa", "до"].contains(word.text)
    }
  }

  static func saysCause(_ text: String) -> Bool {
    let text = text.lowercased()
    return causes.contains(where: text.contains)
  }

  /// A state that was true when somebody wrote it down.
  static func isState(_ text: String) -> Bool {
    let words = Spelling.words(text).map(\.text)
    guard words.count <= 3, !isPath(text.lowercased()) else { return false }
    let states: Set<String> = [
      "running", "online", "up", "active", "stopped", "healthy", "ok", "down", "offline", "inactive", "live",
      "done",
    ]
    return words.contains(where: states.contains) || text.contains("✅") || text.contains("🟢")
      || text.contains("🔴")
  }
}
