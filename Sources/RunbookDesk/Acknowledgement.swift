public import ServerFacts

/// A fault that its owner knows of and lives with until a day: shown, and not counted.
public struct Acknowledgement: Hashable, Sendable {
  public var selector: VerdictSelector
  /// The first day on which it counts again, `2026-12-24`, in UTC.
  public var until: String
  public var why: String
  public var made: Instant

  public init(selector: VerdictSelector, until: String, why: String, made: Instant) {
    self.selector = selector
    self.until = until
    self.why = why
    self.made = made
  }

  /// Days in this form are in the order of their letters.
  public func isInForce(at now: Instant) -> Bool { CalendarDay.of(now) < until }
}

/// Days as they are written, `2026-12-24`.
enum CalendarDay {
  static func of(_ instant: Instant) -> String { String(instant.description.prefix(10)) }

  /// Midnight at its beginning, in UTC; nil where it is no day of the calendar.
  static func start(_ text: String) -> Instant? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2],
      text.utf8.allSatisfy({ $0 == 0x2D || (0x30...0x39).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month)
    else { return nil }
    // March is the first month, so that the day a leap year adds is the last.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    let instant = Instant(seconds: days * 86_400)
    return of(instant) == text ? instant : nil
  }
}
