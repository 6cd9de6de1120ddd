/// A time as people write it: `03:00 nightly`, `every Monday at 4`, `weekdays 6:30pm`, `every 15 minutes`.
///
/// Every word has to be understood, or the time is not: `03:00 UTC` and `every other day` are left as words.
struct TimeWords {
  private var minute: String?
  private var hour: String?
  private var dayOfMonth: String?
  private var month: String?
  private var dayOfWeek: String?
  private var isDaily = false
  private var isMonthly = false
  private var isHourly = false
  private var clock: (hour: Int, minute: Int)?

  /// Five cron fields, or nil.
  static func cron(_ text: String) -> String? {
    var words = TimeWords()
    return words.read(text) ? words.fields : nil
  }

  private static let fillers: Set<String> = [
    "at", "on", "every", "each", "the", "a", "um", "jeden", "jede", "alle", "uhr", "a las", "las", "cada",
    "los", "el", "chaque", "tous", "les", "à", "every:", "runs", "run", "local", "server", "time", "of",
    "todos", "os",
    "todas", "às", "kl", "toutes", "le", "la", "ogni", "tutti", "tutte", "i", "elke", "iedere", "om", "op",
    "de", "des",
    "von", "am", "jeder", "del", "aos", "al", "ao", "da", "do", "du", "di", "'s", "в", "каждый", "каждую",
    "каждое",
  ]
  private static let daily: Set<String> = [
    "nightly", "daily", "night", "day", "days", "everyday", "täglich", "nächtlich", "tag", "nacht",
    "diario", "diariamente", "día", "días", "dia", "dias", "noche", "noches", "noite", "noites", "jour",
    "jours",
    "quotidien", "nuit", "nuits", "giorno", "giorni", "notte", "notti", "giornaliero", "nachts", "dag",
    "dagen",
    "dagelijks", "tage",
    "ежедневно", "день",
  ]
  /// Which half of the day it is: true for the later one.
  private static let halves: [String: Bool] = [
    "mañana": false, "madrugada": false, "manhã": false, "matin": false, "mattina": false, "mattino": false,
    "morgens": false, "ochtends": false, "tarde": true, "noche": true, "noite": true, "soir": true,
    "pomeriggio": true, "sera": true, "abends": true, "avonds": true, "nachmittags": true,
  ]
  private static let monthly: Set<String> = [
    "monthly", "month", "monatlich", "monats", "mensual", "mes", "mois",
  ]
  private static let hourly: Set<String> = [
    "hourly", "hour", "stündlich", "hora", "heure", "ora", "uur", "час",
  ]
  private static let weekdays: [String: String] = {
    var table: [String: String] = [:]
    let names = [
      [
        "sunday", "sun", "sundays", "sonntag", "sonntags", "domingo", "domingos", "dimanche", "dimanches",
        "domenica", "zondag", "zondags", "воскресенье",
      ],
      [
        "monday", "mon", "mondays", "montag", "montags", "lunes", "segunda", "lundi", "lunedì", "maandag",
        "понедельник",
      ],
      [
        "tuesday", "tue", "tues", "tuesdays", "dienstag", "dienstags", "martes", "terça", "mardi", "martedì",
        "dinsdag", "вторник",
      ],
      [
        "wednesday", "wed", "wednesdays", "mittwoch", "mittwochs", "miércoles", "quarta", "mercredi",
        "mercoledì", "woensdag", "среду",
      ],
      [
        "thursday", "thu", "thurs", "thursdays", "donnerstag", "donnerstags", "jueves", "quinta", "jeudi",
        "giovedì", "donderdag",
      ],
      [
        "friday", "fri", "fridays", "freitag", "freitags", "viernes", "sexta", "vendredi", "venerdì",
        "vrijdag", "пятницу",
      ],
      [
        "saturday", "sat", "saturdays", "samstag", "samstags", "sábado", "sábados", "samedi", "sabato",
        "zaterdag", "субботу",
      ],
    ]
    for (number, words) in names.enumerated() { for word in words { table[word] = "\(number)" } }
    for word in ["weekdays", "weekday", "werktags", "workdays"] { table[word] = "1-5" }
    for word in ["weekends", "weekend"] { table[word] = "0,6" }
    return table
  }()

  private mutating func read(_ text: String) -> Bool {
    let words = Self.spaced(text).lowercased().split {
      $0.isWhitespace || $0 == "," || $0 == "(" || $0 == ")"
    }.map(
      String.init)
    guard !words.isEmpty, words.count <= 10 else { return false }
    isMonthly = words.contains { Self.monthly.contains($0) }
    var index = 0
    while index < words.count {
      guard let taken = take(words[index...]) else { return false }
      index += taken
    }
    return true
  }

  /// Chinese and Japanese, which have no blanks: `每天凌晨 2:30`, `毎週日曜 3:00`.
  private static func spaced(_ text: String) -> String {
    guard text.contains("每") || text.contains("毎") else { return text }
    return wide.reduce(text) { $0.replacing($1.0, with: " \($1.1) ") }
  }

  private static let wide: [(String, String)] = {
    var words = [
      ("每天", "daily"), ("每日", "daily"), ("每晚", "daily"), ("毎日", "daily"), ("毎晩", "daily"), ("毎朝", "daily"),
    ]
    for (day, name) in zip("日一二三四五六", ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]) {
      words += [("每周\(day)", name), ("每星期\(day)", name)]
    }
    words.append(("每周天", "sun"))
    for (day, name) in zip("日月火水木金土", ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]) {
      words += [("毎週\(day)曜日", name), ("毎週\(day)曜", name)]
    }
    return words + [("凌晨", ""), ("早上", ""), ("午前", ""), ("深夜", "")]
  }()

  /// Takes the first words, and says how many; nil where they are not understood.
  private mutating func take(_ words: ArraySlice<String>) -> Int? {
    guard let word = words.first else { return nil }
    let next = words.dropFirst().first
    if let taken = takeSpaced(words) { return taken }
    // `alle 15 Minuten` is no time of day, `alle 15` is one in Italian.
    if word == "alle", let number = next.flatMap({ Int($0) }), let unit = words.dropFirst(2).first,
      let taken = takeEvery(number, unit)
    {
      return taken + 1
    }
    if let number = Int(word), let unit = next, let taken = takeEvery(number, unit) { return taken }
    if let time = Self.clock(word, next) {
      guard clock == nil else { return nil }
      clock = (time.hour, time.minute)
      return time.words
    }
    // `a las 4 de la mañana`, `à 8 h du soir`
    if let time = clock, let isLate = Self.halves[word] {
      // At three of the night it is still night.
      guard time.hour <= 12, !isLate || time.hour > 5 || word != "noche" && word != "noite" else {
        return nil
      }
      if isLate, time.hour < 12 { clock = (time.hour + 12, time.minute) }
      return 1
    }
    if let day = Self.weekdays[word] {
      dayOfWeek = dayOfWeek.map { "\($0),\(day)" } ?? day
      return 1
    }
    if word == "and" || word == "&" { return dayOfWeek != nil ? 1 : nil }
    if Self.daily.contains(word) {
      isDaily = true
    } else if Self.hourly.contains(word) {
      isHourly = true
    } else if ["weekly", "wöchentlich", "semanal"].contains(word) {
      return dayOfWeek != nil || takesWeekday(words) ? 1 : nil
    } else if Self.monthly.contains(word) {
      guard let day = Self.dayOfMonth(words) ?? dayOfMonth else { return nil }
      dayOfMonth = day
    } else if Self.ordinal(word) != nil, isMonthly {
      dayOfMonth = Self.ordinal(word)
    } else if word == "day", dayOfMonth != nil {
      return 1
    } else if !Self.fillers.contains(word) {
      return nil
    }
    return 1
  }

  /// `à 1 h 30`, `à 4 h`
  private mutating func takeSpaced(_ words: ArraySlice<String>) -> Int? {
    let words = Array(words.prefix(4))
    guard words.count > 2, words[0] == "à", words[2] == "h", clock == nil, let hour = Int(words[1]), hour < 24
    else {
      return nil
    }
    guard words.count > 3, words[3].count == 2, let minute = Int(words[3]), minute < 60 else {
      clock = (hour, 0)
      return 3
    }
    clock = (hour, minute)
    return 4
  }

  /// `15 minutes`, `2 hours`; only steps that divide evenly are the same in cron.
  private mutating func takeEvery(_ number: Int, _ unit: String) -> Int? {
    guard minute == nil, number > 0 else { return nil }
    switch unit {
    case "minutes", "minute", "min", "mins", "minuten", "minutos", "minuti":
      guard number < 60, 60 % number == 0 else { return nil }
      (minute, hour) = (number == 1 ? "*" : "*/\(number)", "*")
    case "hours", "h", "stunden", "horas", "heures", "ore", "uur", "uren":
      guard number < 24, 24 % number == 0 else { return nil }
      (minute, hour) = ("0", number == 1 ? "*" : "*/\(number)")
    default: return nil
    }
    return 2
  }

  private func takesWeekday(_ words: ArraySlice<String>) -> Bool {
    words.contains { Self.weekdays[$0] != nil }
  }

  private static func dayOfMonth(_ words: ArraySlice<String>) -> String? {
    words.lazy.compactMap(ordinal).first
  }

  private static func ordinal(_ word: String) -> String? {
    if word == "first" { return "1" }
    guard ["st", "nd", "rd", "th"].contains(where: word.hasSuffix), let number = Int(word.dropLast(2)),
      (1...28).contains(number)
    else { return nil }
    return "\(number)"
  }

  /// `3:30`, `03:00`, `4am`, `4:30 pm`, `16h`, `midnight`; a bare `4` is an hour only behind `at`.
  private static func clock(_ word: String, _ next: String?) -> (hour: Int, minute: Int, words: Int)? {
    if word == "midnight" || word == "mitternacht" || word == "medianoche" { return (0, 0, 1) }
    if word == "noon" { return (12, 0, 1) }
    if ["at", "um", "kl", "om", "alle", "las", "às"].contains(word), let next, let hour = Int(next),
      (0...23).contains(hour)
    {
      return (hour, 0, 2)
    }
    var digits = word, half: Int?, words = 1
    for (suffix, offset) in [("am", 0), ("pm", 12), ("a.m.", 0), ("p.m.", 12)] {
      if digits.hasSuffix(suffix) { (digits, half) = (String(digits.dropLast(suffix.count)), offset) }
    }
    if half == nil, let next, ["am", "pm"].contains(next) { (half, words) = (next == "am" ? 0 : 12, 2) }
    let isHours = digits.hasSuffix("h") || digits.hasSuffix("h00")
    let parts = digits.split(separator: digits.contains("h") ? "h" : ":", omittingEmptySubsequences: true)
    guard (1...3).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { "0123456789".contains($0) } }),
      let hour = Int(parts[0]), parts.count > 1 || half != nil || isHours,
      parts.count < 2 || parts[1].count == 2, parts.count < 3 || parts[2] == "00",
      let minute = parts.count > 1 ? Int(parts[1]) : 0, (0...59).contains(minute)
    else { return nil }
    guard let half else { return (0...23).contains(hour) ? (hour, minute, words) : nil }
    return (1...12).contains(hour) ? (hour % 12 + half, minute, words) : nil
  }

  /// `1h30`, `23h45`, `2h`
  static func isHours(_ word: String) -> Bool { word.contains("h") && clock(word, nil) != nil }

  private var fields: String? {
    let day = dayOfMonth ?? "*", week = dayOfWeek ?? "*"
    if let clock {
      guard minute == nil, !isHourly, isDaily || day != "*" || week != "*" else { return nil }
      return "\(clock.minute) \(clock.hour) \(day) * \(week)"
    }
    if let minute, let hour { return isHourly ? nil : "\(minute) \(hour) \(day) * \(week)" }
    return isHourly && !isDaily && day == "*" && week == "*" ? "0 * * * *" : nil
  }
}
