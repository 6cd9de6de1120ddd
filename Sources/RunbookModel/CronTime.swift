/// When a job runs, as cron's five fields (crontab(5)), each in one normal spelling.
public struct CronTime: Hashable, Sendable {
  public var minute, hour, dayOfMonth, month, dayOfWeek: String

  /// The fields with one space between them: `0 3 * * *`.
  public var fields: String { [minute, hour, dayOfMonth, month, dayOfWeek].joined(separator: " ") }

  private static let daily: Set<String> = ["nightly", "daily", "night", "day", "every"]

  /// Reads `03:00 nightly`, `daily at 3:30`, `@daily`, or five fields. Anything else is nil: never guess.
  public init?(words: String) {
    if let fields = CronTime(fields: words) {
      self = fields
      return
    }
    let parts = words.lowercased().split { $0 == " " || $0 == "," }.map(String.init)
    let times = parts.compactMap(Self.clock)
    let others = parts.filter { Self.clock($0) == nil && $0 != "at" }
    guard times.count == 1, let time = times.first, !others.isEmpty, others.allSatisfy(Self.daily.contains)
    else { return nil }
    self.init(minute: "\(time.minute)", hour: "\(time.hour)", dayOfMonth: "*", month: "*", dayOfWeek: "*")
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
      let parts = text.split { $0 == " " || $0 == "\t" }.map(String.init)
      let allowed = Set("0123456789*,-/".utf8)
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
  private static func isCalendar(_ field: String, _ allowed: Set<UInt8>) -> Bool {
    field.utf8.split { allowed.contains($0) }.allSatisfy { name in
      name.count == 3 && name.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0 | 0x20) }
    }
  }

  private static func clock(_ word: String) -> (hour: Int, minute: Int)? {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...2).contains(parts[0].count), parts[1].count == 2,
      parts.allSatisfy({ $0.allSatisfy(\.isNumber) }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    return (hour, minute)
  }
}
