/// The minutes at which a crontab's line runs, whatever the spelling: `0 3 * * *`, `00 03 * * 0-6` and `0 3 */1 * *`
/// are one.
///
/// A line holds in the day of the month *or* in the day of the week where neither begins with a star, else in both
/// (crontab(5)).
public struct CronPattern: Hashable, Sendable {
  /// A bit for each minute, hour, day, month and day of the week (Sunday is 0) in which it runs.
  public private(set) var minutes, hours, daysOfMonth, months, daysOfWeek: UInt64
  private var takesEitherDay: Bool

  /// Why five fields are no time.
  public enum Flaw: Error, Hashable, Sendable {
    /// No cron takes it: minute 70, a day called `monday`, three fields. The field is its place, from 0.
    case refused(field: Int)
    /// Some do, and not in the same way: `5/10`, `22-4`, `0~30`.
    case unclear
  }

  public init(_ time: CronTime) throws(Flaw) { try self.init(fields: time.fields) }

  /// Reads five fields or one of the `@` words that name a time of the clock.
  public init(fields text: String) throws(Flaw) {
    let fields = text.hasPrefix("@") ? CronTime(fields: text)?.fields : text
    guard let parts = fields?.split(whereSeparator: { $0 == " " || $0 == "\t" }) else { throw .unclear }
    guard parts.count == 5 else { throw .refused(field: 0) }
    minutes = try Self.set(parts[0], 0)
    hours = try Self.set(parts[1], 1)
    daysOfMonth = try Self.set(parts[2], 2)
    months = try Self.set(parts[3], 3)
    daysOfWeek = try Self.set(parts[4], 4)
    if daysOfWeek & 1 << 7 != 0 { daysOfWeek = daysOfWeek & ~(1 << 7) | 1 }
    takesEitherDay = !parts[2].hasPrefix("*") && !parts[4].hasPrefix("*")
    normalise()
  }

  /// Where either day suffices and one of them is every day, it runs every day; where both are needed, likewise one
  /// that is every day says nothing.
  private mutating func normalise() {
    let everyDay = Self.all(1...31), wholeWeek = Self.all(0...6)
    guard takesEitherDay else { return }
    if daysOfMonth == everyDay || daysOfWeek == wholeWeek {
      (daysOfMonth, daysOfWeek, takesEitherDay) = (everyDay, wholeWeek, false)
    }
  }

  private static let bounds = [0...59, 0...23, 1...31, 1...12, 0...7]
  private static let names = [
    [], [], [],
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
    ["sun", "mon", "tue", "wed", "thu", "fri", "sat"],
  ]

  private static func all(_ numbers: ClosedRange<Int>) -> UInt64 {
    numbers.reduce(0) { $0 | 1 << UInt64($1) }
  }

  private static func set(_ field: Substring, _ place: Int) throws(Flaw) -> UInt64 {
    if field.contains("~") || field.hasPrefix("-") || field.contains("H") { throw .unclear }
    var set: UInt64 = 0
    for element in field.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = element.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count <= 2, let range = parts.first else { throw .refused(field: place) }
      let step = parts.count == 2 ? Int(parts[1]) : 1
      guard let step, step > 0 else { throw .refused(field: place) }
      let numbers = try Self.numbers(range, place)
      if parts.count == 2, range != "*", !range.contains("-") { throw .unclear }
      for number in stride(from: numbers.lowerBound, through: numbers.upperBound, by: step) {
        set |= 1 << UInt64(number)
      }
    }
    return set
  }

  private static func numbers(_ range: Substring, _ place: Int) throws(Flaw) -> ClosedRange<Int> {
    if range == "*" { return place == 4 ? 0...6 : bounds[place] }
    let ends = range.split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count <= 2, let first = ends.first, let lower = number(first, place) else {
      throw .refused(field: place)
    }
    guard ends.count == 2 else { return lower...lower }
    guard let upper = number(ends[1], place) else { throw .refused(field: place) }
    guard lower <= upper else { throw .unclear }
    return lower...upper
  }

  private static func number(_ text: Substring, _ place: Int) -> Int? {
    if let index = names[place].firstIndex(of: text.lowercased()) { return index + (place == 3 ? 1 : 0) }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text),
      bounds[place].contains(number)
    else { return nil }
    return number
  }
}

extension CronPattern {
  /// Whether it runs at fixed times of the day, and not in every hour or minute: cron makes up only for such after
  /// the clock was changed.
  public var isFixed: Bool { hours != Self.all(0...23) && minutes != Self.all(0...59) }

  public func runs(inHour hour: Int) -> Bool { hours & 1 << UInt64(hour) != 0 }

  public func runs(atHour hour: Int, minute: Int) -> Bool {
    runs(inHour: hour) && minutes & 1 << UInt64(minute) != 0
  }

  /// Whether both run on some day alike: false only where that is certain.
  public func sharesDay(with other: CronPattern) -> Bool {
    if takesEitherDay || other.takesEitherDay { return true }
    return months & other.months != 0 && daysOfMonth & other.daysOfMonth != 0
      && daysOfWeek & other.daysOfWeek != 0
  }

  /// The last time at or before an instant, both in seconds since 1970 of a clock that shows UTC; nil where there is
  /// none within 400 days.
  public func last(before instant: Int) -> Int? {
    let today = instant.floored(by: 86_400)
    for day in stride(from: today, through: today - 400, by: -1) where runs(onDay: day) {
      let latest = day == today ? (instant - day * 86_400) / 60 : 24 * 60 - 1
      for hour in stride(from: latest / 60, through: 0, by: -1) where hours & 1 << UInt64(hour) != 0 {
        let last = hour == latest / 60 ? latest % 60 : 59
        for minute in stride(from: last, through: 0, by: -1) where minutes & 1 << UInt64(minute) != 0 {
          return day * 86_400 + hour * 3600 + minute * 60
        }
      }
    }
    return nil
  }

  /// Days are counted since 1970-01-01, a Thursday.
  private func runs(onDay day: Int) -> Bool {
    let date = Self.date(ofDay: day)
    guard months & 1 << UInt64(date.month) != 0 else { return false }
    let isDay = daysOfMonth & 1 << UInt64(date.day) != 0
    let isWeekday = daysOfWeek & 1 << UInt64((day % 7 + 11) % 7) != 0
    return takesEitherDay ? isDay || isWeekday : isDay && isWeekday
  }

  /// The month and the day of the civil calendar, by the era of 400 years that begins on a first of March.
  private static func date(ofDay day: Int) -> (month: Int, day: Int) {
    let shifted = day + 719_468
    let dayOfEra = shifted - shifted.floored(by: 146_097) * 146_097
    let year = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * year + year / 4 - year / 100)
    let month = (5 * dayOfYear + 2) / 153
    return (month < 10 ? month + 3 : month - 9, dayOfYear - (153 * month + 2) / 5 + 1)
  }
}

extension Int {
  fileprivate func floored(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : -((divisor - 1 - self) / divisor)
  }
}
