import Findings

/// When a job runs, as cron's five fields (crontab(5)), each in one normal spelling.
public struct CronTime: Hashable, Sendable {
  public var minute, hour, dayOfMonth, month, dayOfWeek: String

  /// The fields with one space between them: `0 3 * * *`.
  public var fields: String { [minute, hour, dayOfMonth, month, dayOfWeek].joined(separator: " ") }

  /// Reads `03:00 nightly`, `every Monday at 4`, `@daily`, `OnCalendar=*-*-* 03:00:00`, or five fields.
  /// Anything
  /// else is nil: never guess.
  public init?(words: String) {
    guard
      words.utf8.contains(where: { (0x30...0x39).contains($0) || $0 == 0x40 || $0 == 0x2A })
        || Self.unnumbered.isIn(words)
    else {
      return nil
    }
    if let fields = CronTime(fields: words) {
      self = fields
    } else if let fields = CronTime(calendar: words) {
      self = fields
    } else if let fields = TimeWords.cron(words).flatMap(CronTime.init(fields:)) {
      self = fields
    } else {
      return nil
    }
  }

  /// Times that are said without a figure.
  private static let unnumbered = PhraseSet([
    "hour", "daily", "weekly", "monthly", "yearly", "midnight", "noon", "stünd", "mitternacht", "hora",
    "heure", "ora", "uur", "час", "medianoche",
  ])

  /// Reads systemd's calendar events (systemd.time(7)) where five fields say the same: `*-*-* 03:00:00`,
  /// `Mon *-*-* 04:30`, `daily`.
  public init?(calendar text: String) {
    let event = text.hasPrefix("OnCalendar=") ? String(text.dropFirst("OnCalendar=".count)).trimmed : text
    switch event {
    case "hourly", "daily", "weekly", "monthly", "yearly":
      // systemd's week begins on Monday, cron's on Sunday.
      self.init(fields: event == "weekly" ? "0 0 * * 1" : "@\(event)")
      return
    default: break
    }
    var parts = event.split(separator: " ").map(String.init)
    var week = "*"
    if let first = parts.first, first.utf8.allSatisfy({ $0 > 0x40 || $0 == 0x2C }) {
      week = first.lowercased()
      parts.removeFirst()
    }
    guard let time = parts.last, parts.count <= 2, parts.count == 2 || week != "*" else { return nil }
    let date = parts.count == 2 ? parts[0].split(separator: "-").map(String.init) : ["*", "*", "*"]
    let clock = time.split(separator: ":").map(String.init)
    guard date.count == 3, date[0] == "*", (2...3).contains(clock.count),
      clock.dropFirst(2).allSatisfy({ Int($0) == 0 })
    else { return nil }
    self.init(fields: "\(clock[1]) \(clock[0]) \(date[2]) \(date[1]) \(week)".replacing("0/", with: "*/"))
  }

  /// Reads five fields or an `@` word as a crontab holds them.
  public init?(fields text: String) {
    switch text {
    case "@daily", "@midnight": self.init(fields: "0 0 * * *")
    case "@hourly": self.init(fields: "0 * * * *")
    case "@weekly": self.init(fields: "0 0 * * 0")
    case "@monthly": self.init(fields: "0 0 1 * *")
    case "@yearly", "@annually": self.init(fields: "0 0 1 1 *")
    default:
      let allowed = ByteSet("0123456789*,-/")
      guard let first = text.utf8.first, allowed.contains(first) || first <= 0x20 else { return nil }
      let parts = text.utf8.split { $0 == 0x20 || $0 == 0x09 }.map { String(Substring($0)) }
      guard parts.count == 5, parts.prefix(3).allSatisfy({ $0.utf8.allSatisfy(allowed.contains) }) else {
        return nil
      }
      guard parts.suffix(2).allSatisfy({ Self.isCalendar($0, allowed) }) else { return nil }
      self.init(
        minute: Self.normal(parts[0]), hour: Self.normal(parts[1]), dayOfMonth: Self.normal(parts[2]),
        month: Self.normal(parts[3]), dayOfWeek: Self.normal(parts[4]))
    }
  }

  private init(minute: String, hour: String, dayOfMonth: String, month: String, dayOfWeek: String) {
    self.minute = minute
    self.hour = hour
    self.dayOfMonth = dayOfMonth
    self.month = month
    self.dayOfWeek = dayOfWeek
  }

  /// `03` and `3` are the same minute.
  private static func normal(_ field: String) -> String { Int(field).map(String.init) ?? field }

  /// Months and days of the week may stand as names of three letters, `jan-mar`.
  private static func isCalendar(_ field: String, _ allowed: ByteSet) -> Bool {
    field.utf8.split { allowed.contains($0) }.allSatisfy { name in
      name.count == 3 && name.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
    }
  }

  /// Whether a word speaks of time at all, so that a key with it was meant as a time.
  static func isTimeWord(_ key: String) -> Bool {
    key.split(separator: " ").contains { word in
      ["nightly", "daily", "hourly", "weekly", "monthly", "every"].contains(word)
        || TimeWords.cron("\(word) at 1") != nil
    }
  }
}
