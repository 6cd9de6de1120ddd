import RunbookModel
import ServerFacts

/// When a job is due by its five fields (crontab(5)).
struct DueTimes {
  private let minutes, hours, days, months, weekdays: Set<Int>
  private let isEitherDay: Bool

  init(_ time: CronTime) {
    minutes = Self.numbers(time.minute, 0...59)
    hours = Self.numbers(time.hour, 0...23)
    days = Self.numbers(time.dayOfMonth, 1...31)
    months = Self.numbers(time.month, 1...12, names: Self.monthNames)
    let week = Self.numbers(time.dayOfWeek, 0...7, names: Self.dayNames)
    weekdays = Set(week.map { $0 % 7 })
    // Where both are restricted, cron runs on either.
    isEitherDay = !time.dayOfMonth.hasPrefix("*") && !time.dayOfWeek.hasPrefix("*")
  }

  private static let monthNames = [
    "", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

  /// The longest time between two runs in the five weeks before, or in the two years before where the job is rarer; in
  /// seconds. Nil where it is never due.
  func longestGap(before now: Instant) -> Int? {
    let ofDay = hours.flatMap { hour in minutes.map { hour * 3600 + $0 * 60 } }.sorted()
    guard let first = ofDay.first, let last = ofDay.last else { return nil }
    let today = now.seconds / 86_400
    for window in [35, 800] {
      let due = ((today - window)...today).filter(isDue)
      guard due.count > 1 else { continue }
      let within = zip(ofDay, ofDay.dropFirst()).map { $1 - $0 }
      let between = zip(due, due.dropFirst()).map { ($1 - $0) * 86_400 + first - last }
      return (within + between).max()
    }
    return nil
  }

  private func isDue(day: Int) -> Bool {
    let date = Instant(seconds: day * 86_400).description.split { $0 == "-" || $0 == "T" }.compactMap {
      Int($0)
    }
    guard date.count >= 3, months.contains(date[1]) else { return false }
    // 1970 began on a Thursday.
    let isDay = days.contains(date[2]), isWeekday = weekdays.contains((day + 4) % 7)
    return isEitherDay ? isDay || isWeekday : isDay && isWeekday
  }

  private static func numbers(_ field: String, _ range: ClosedRange<Int>, names: [String] = []) -> Set<Int> {
    func number(_ text: Substring) -> Int? {
      Int(text) ?? names.firstIndex(of: text.lowercased())
    }
    var numbers: Set<Int> = []
    for item in field.split(separator: ",") {
      let parts = item.split(separator: "/", maxSplits: 1)
      guard let span = parts.first else { continue }
      let ends = span.split(separator: "-", maxSplits: 1)
      let low = span == "*" ? range.lowerBound : ends.first.flatMap(number)
      let high = span == "*" ? range.upperBound : ends.last.flatMap(number)
      guard let low, let high, low <= high, range.contains(low), range.contains(high) else { continue }
      let step = parts.count == 2 ? max(Int(parts[1]) ?? 1, 1) : 1
      numbers.formUnion(
        stride(from: low, through: parts.count == 2 && ends.count == 1 ? range.upperBound : high, by: step))
    }
    return numbers
  }
}
