/// When a line of a log says that it was written.
///
/// It reads what begins a line in most logs: `2026-11-28T20:57:52.123Z`, `2026/11/28 20:57:52`,
/// `28/Nov/2026:20:57:52 +0100`, `Nov 28 20:57:52`, and the seconds or milliseconds of `{"time":1795899472123`.
struct LineTime: Hashable {
  /// Since 1970; as if the clock were UTC where the line names no zone.
  var seconds: Int
  var hasZone: Bool

  /// A time stands near the beginning: a date further on is what the line is about.
  private static let reach = 160
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// - Parameter year: of times that name none.
  init?(_ line: ArraySlice<UInt8>, year: Int) {
    let line = Array(line.prefix(Self.reach))
    if let time = Self.syslog(line, year) {
      self = time
      return
    }
    var place = 0
    while place < line.count {
      guard Self.isDigit(line[place]) else {
        place += 1
        continue
      }
      var end = place
      while end < line.count, Self.isDigit(line[end]) { end += 1 }
      if let time = Self.date(line, place, end) ?? Self.access(line, place, end)
        ?? Self.count(line, place, end)
      {
        self = time
        return
      }
      place = end
    }
    return nil
  }

  private init(_ seconds: Int, hasZone: Bool) { (self.seconds, self.hasZone) = (seconds, hasZone) }

  /// `2026-11-28T20:57:52`, `2026/11/28 20:57:52`
  private static func date(_ line: [UInt8], _ start: Int, _ end: Int) -> LineTime? {
    guard end - start == 4, let year = number(line, start, 4), let month = number(line, start + 5, 2),
      let day = number(line, start + 8, 2), end < line.count, line[end] == 0x2D || line[end] == 0x2F
    else { return nil }
    return clock(line, start + 11, year, month, day)
  }

  /// `28/Nov/2026:20:57:52 +0100`
  private static func access(_ line: [UInt8], _ start: Int, _ end: Int) -> LineTime? {
    guard end - start == 2, end < line.count, line[end] == 0x2F, let day = number(line, start, 2),
      let month = month(line, end + 1), let year = number(line, end + 5, 4)
    else { return nil }
    return clock(line, end + 10, year, month, day)
  }

  /// `Nov 28 20:57:52`, at the very beginning.
  private static func syslog(_ line: [UInt8], _ year: Int) -> LineTime? {
    guard let month = month(line, 0), line.count > 15, line[3] == 0x20 else { return nil }
    let padded = line[4] == 0x20 ? number(line, 5, 1) : number(line, 4, 2)
    guard let day = padded else { return nil }
    return clock(line, 7, year, month, day)
  }

  /// `"time":1795899472123`, or a line that begins with such a number.
  private static func count(_ line: [UInt8], _ start: Int, _ end: Int) -> LineTime? {
    guard [10, 13].contains(end - start), let value = number(line, start, end - start) else { return nil }
    let before = String(decoding: line[..<start], as: UTF8.self).lowercased().filter { $0 != " " }
    guard before.isEmpty || ["time\":", "stamp\":", "\"ts\":", "at\":"].contains(where: before.hasSuffix)
    else {
      return nil
    }
    return LineTime(end - start == 13 ? value / 1000 : value, hasZone: true)
  }

  private static func clock(
    _ line: [UInt8], _ start: Int, _ year: Int, _ month: Int, _ day: Int
  ) -> LineTime? {
    guard let hour = number(line, start, 2), let minute = number(line, start + 3, 2),
      let second = number(line, start + 6, 2), line[start + 2] == 0x3A, line[start + 5] == 0x3A,
      let instant = Instant(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    else { return nil }
    guard let offset = zone(line, start + 8) else { return LineTime(instant.seconds, hasZone: false) }
    return LineTime(instant.seconds - offset, hasZone: true)
  }

  /// How far the zone behind a time is ahead of UTC, in seconds; nil where none is named.
  private static func zone(_ line: [UInt8], _ start: Int) -> Int? {
    var place = start
    if place < line.count, line[place] == 0x2E || line[place] == 0x2C {
      place += 1
      while place < line.count, isDigit(line[place]) { place += 1 }
    }
    while place < line.count, line[place] == 0x20 { place += 1 }
    guard place < line.count else { return nil }
    if line[place] == 0x5A || line[place...].starts(with: Array("UTC".utf8)) { return 0 }
    guard line[place] == 0x2B || line[place] == 0x2D, let hours = number(line, place + 1, 2) else {
      return nil
    }
    let minutes = number(line, place + 3, 2) ?? number(line, place + 4, 2) ?? 0
    return (hours * 3600 + minutes * 60) * (line[place] == 0x2D ? -1 : 1)
  }

  private static func month(_ line: [UInt8], _ start: Int) -> Int? {
    guard start + 3 <= line.count else { return nil }
    let word = String(decoding: line[start..<start + 3], as: UTF8.self).lowercased()
    return months.firstIndex(of: word).map { $0 + 1 }
  }

  private static func number(_ line: [UInt8], _ start: Int, _ count: Int) -> Int? {
    guard start + count <= line.count else { return nil }
    var number = 0
    for byte in line[start..<start + count] {
      guard isDigit(byte) else { return nil }
      number = number * 10 + Int(byte) - 0x30
    }
    return number
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
