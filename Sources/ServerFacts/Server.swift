/// A server seen through a window: it can be looked at and not touched.
///
/// There is a live one (in `LiveHost`) and a recorded one; nothing above knows which it has.
public protocol Server: Sendable {
  func look(_ look: Look) async -> Observation<Seen>
  func now() async -> Instant
  /// What was seen earlier and never changes, so that nobody waits for it: of a recording all, else nil.
  func recorded(_ look: Look) -> Observation<Seen>?
}

extension Server {
  public func recorded(_ look: Look) -> Observation<Seen>? { nil }
}

/// A point in time, in seconds since 1970 (UTC).
public struct Instant: Hashable, Sendable, Comparable {
  public var seconds: Int

  public init(seconds: Int) {
    self.seconds = seconds
  }

  public static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
}

extension Instant: CustomStringConvertible {
  /// `2026-11-25T15:29:41Z`, ISO 8601 in UTC.
  public var description: String {
    let (year, month, day) = Self.civil(daysSince1970: seconds.flooringDivision(by: 86_400))
    let second = seconds - seconds.flooringDivision(by: 86_400) * 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return
      "\(year)-\(two(month))-\(two(day))T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))Z"
  }

  /// A moment in UTC; nil for what no calendar has. 60 as a second is the first of the next minute.
  public init?(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    guard (1...9999).contains(year), (1...12).contains(month), (1...31).contains(day),
      (0...24).contains(hour),
      (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    // The same algorithm the other way round: years begin with March.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.flooringDivision(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    guard Self.civil(daysSince1970: days) == (year, month, day) else { return nil }
    self.init(seconds: days * 86_400 + hour * 3600 + minute * 60 + second)
  }

  /// The proleptic Gregorian date of a day number (the era algorithm of Howard Hinnant's "chrono-compatible
  /// low-level date algorithms").
  private static func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = shifted.flooringDivision(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}

extension Int {
  fileprivate func flooringDivision(by divisor: Int) -> Int {
    self >= 0 ? self / divisor : (self - divisor + 1) / divisor
  }
}
