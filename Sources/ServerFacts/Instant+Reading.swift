extension Instant {
  /// Reads `2026-11-28T02:00:03.000Z` and `2026-11-28T03:00:03+01:00`.
  public init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count, bytes[range].allSatisfy({ (0x30...0x39).contains($0) }) else {
        return nil
      }
      return bytes[range].reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      let start = Instant(year: year, month: month, day: day)
    else { return nil }
    var place = 19
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      while place < bytes.count, (0x30...0x39).contains(bytes[place]) { place += 1 }
    }
    var offset = 0
    if place < bytes.count, bytes[place] == UInt8(ascii: "+") || bytes[place] == UInt8(ascii: "-") {
      guard let hours = number(place + 1..<place + 3), let minutes = number(place + 4..<place + 6) else {
        return nil
      }
      offset = (hours * 3600 + minutes * 60) * (bytes[place] == UInt8(ascii: "-") ? -1 : 1)
    }
    self.init(seconds: start.seconds + hour * 3600 + minute * 60 + second - offset)
  }

  /// Midnight of a day, UTC; nil where the calendar has no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    // Howard Hinnant's days_from_civil.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.init(seconds: (era * 146_097 + dayOfEra - 719_468) * 86_400)
  }

  /// The day that a file's name holds, as `2026-11-28`, `20261128` or `2026_11_28`.
  public init?(dayInName name: String) {
    let bytes = Array(name.utf8)
    func isDigit(_ place: Int) -> Bool { place < bytes.count && (0x30...0x39).contains(bytes[place]) }
    for start in bytes.indices where (start == 0 || !isDigit(start - 1)) && isDigit(start) {
      var digits: [Int] = [], place = start
      while place < bytes.count, digits.count < 8 {
        if isDigit(place) {
          digits.append(Int(bytes[place]) - 0x30)
        } else if !(digits.count == 4 || digits.count == 6) || !"-_.".utf8.contains(bytes[place]) {
          break
        }
        place += 1
      }
      guard digits.count == 8 else { continue }
      let number = digits.reduce(0) { $0 * 10 + $1 }
      guard (1990...2999).contains(number / 10_000),
        let day = Instant(year: number / 10_000, month: number / 100 % 100, day: number % 100)
      else { continue }
      self = day
      return
    }
    return nil
  }
}
