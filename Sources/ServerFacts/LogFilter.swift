/// Which lines of a log are wanted: the last ones that pass.
public struct LogFilter: Hashable, Sendable {
  /// How many, at most.
  public var lines: Int
  /// Written then or later. A line without a time belongs to the one above it.
  public var since: Instant?
  /// Those that speak of an error; see `ErrorWords`.
  public var onlyErrors: Bool

  public init(lines: Int, since: Instant? = nil, onlyErrors: Bool = false) {
    self.lines = lines
    self.since = since
    self.onlyErrors = onlyErrors
  }
}

/// What was found in a log, reading it from its end.
public struct FoundLines: Hashable, Sendable {
  /// Why the search ended.
  public enum End: String, Sendable, CaseIterable {
    /// Everything that passes is here.
    case whole
    /// As many as were wanted; there may be more before them.
    case enough
    /// What stands further up was not looked at: the time for a look was over, or it is a hole in the file.
    case late
    /// No line says when it was written, so that nothing can be told of a span.
    case undated
  }

  /// Oldest first, secrets masked. Words from the world.
  public var text: String
  /// The size of the whole log, and how much of its end was looked at, in bytes.
  public var size, searched: Int
  public var end: End

  public init(text: String, size: Int, searched: Int, end: End) {
    self.text = text
    self.size = size
    self.searched = searched
    self.end = end
  }
}

/// Finds the lines that pass a filter in the pieces of a log, which come last one first.
public struct LogSearch {
  /// Several processes may write to one log, each a little late.
  static let slack = 60
  /// So much without any time, and the log has none.
  static let undatedBytes = 4 << 20
  /// Far more than is shown of a line; what is longer is not carried along.
  static let longestLine = 8192
  /// Zones lie between UTC-12 and UTC+14. A last line that is further from the file's own time was not written then.
  private static let farthestZone = 14 * 3600

  private let filter: LogFilter
  /// When the log was written to last, in seconds since 1970.
  private let written: Int
  private let year: Int
  /// What has to be added to times that name no zone.
  private var shift: Int?
  /// Newest first.
  private var kept: [[UInt8]] = []
  /// Lines without a time, newest first, which pass if the line above them does.
  private var pending: [[UInt8]] = []
  private var undated = 0
  private var hasTimes = false
  /// Set when nothing further up is wanted.
  public private(set) var end: FoundLines.End?

  public init(_ filter: LogFilter, written: Int) {
    self.filter = filter
    self.written = written
    year = Int("\(Instant(seconds: written))".prefix(4)) ?? 1970
    // Nothing can have been written since.
    if let since = filter.since, written < since.seconds { end = .whole }
  }

  /// The lines that were found, oldest first.
  public var found: [UInt8] { Array(kept.reversed().joined(separator: [0x0A])) }

  /// Takes whole lines that stand before all that was taken yet.
  public mutating func take(_ lines: ArraySlice<UInt8>) {
    guard end == nil, !lines.isEmpty else { return }
    guard filter.onlyErrors else { return takeEach(lines) }
    guard let since = filter.since else { return takeErrors(lines) }
    if shift == nil { shift = Self.shift(lines, written, year) }
    guard let first = firstDated(lines), first.moment >= since.seconds else { return takeEach(lines) }
    let waiting = pending
    (undated, hasTimes, pending) = (0, true, [])
    keep(waiting)
    takeErrors(lines[first.start...])
    // These belong to a line further up.
    takeEach(lines[..<first.start])
  }

  /// All of these lines are late enough.
  private mutating func takeErrors(_ lines: ArraySlice<UInt8>) {
    var found: [Range<Int>] = []
    lines.withUnsafeBufferPointer { bytes in
      var place = 0
      while let word = ErrorWords.search.first(in: bytes, from: place) {
        var start = word, stop = word
        while start > place, bytes[start - 1] != 0x0A { start -= 1 }
        while stop < bytes.count, bytes[stop] != 0x0A { stop += 1 }
        found.append(start..<stop)
        place = stop
      }
    }
    for range in found.reversed() {
      guard end == nil else { return }
      keep([Self.cut(lines[(lines.startIndex + range.lowerBound)..<(lines.startIndex + range.upperBound)])])
    }
  }

  private mutating func takeEach(_ lines: ArraySlice<UInt8>) {
    if shift == nil, filter.since != nil { shift = Self.shift(lines, written, year) }
    guard !lines.isEmpty else { return }
    var stop = lines.last == 0x0A ? lines.endIndex - 1 : lines.endIndex
    while end == nil {
      let start = lines[..<stop].lastIndex(of: 0x0A).map { $0 + 1 } ?? lines.startIndex
      if start < stop { take(line: lines[start..<stop]) }
      guard start > lines.startIndex else { return }
      stop = start - 1
    }
  }

  private mutating func take(line: ArraySlice<UInt8>) {
    let isWanted = !filter.onlyErrors || ErrorWords.isIn(Self.text(line))
    guard let since = filter.since else { return keep(isWanted ? [Self.cut(line)] : []) }
    guard let moment = moment(line) else {
      if isWanted, pending.count < filter.lines { pending.append(Self.cut(line)) }
      undated += line.count + 1
      // Where lines further down have times, this is a hole, as a log has that was cut while it was written to.
      if undated > Self.undatedBytes { end = hasTimes ? .late : .undated }
      return
    }
    let waiting = pending
    (undated, hasTimes, pending) = (0, true, [])
    if moment >= since.seconds { return keep(waiting + (isWanted ? [Self.cut(line)] : [])) }
    if moment < since.seconds - Self.slack { end = .whole }
  }

  /// To be called when everything was taken: a log that has no time at all is small then.
  public mutating func finish() {
    guard end == nil else { return }
    end = filter.since != nil && kept.isEmpty && undated > 0 && !pending.isEmpty ? .undated : .whole
  }

  private mutating func keep(_ lines: [[UInt8]]) {
    kept += lines
    // One more tells that there are more; another error may be far away.
    guard kept.count >= filter.lines + (filter.onlyErrors ? 0 : 1) else { return }
    kept.removeLast(kept.count - filter.lines)
    end = .enough
  }

  private func moment(_ line: ArraySlice<UInt8>) -> Int? {
    LineTime(line, year: year).map { $0.hasZone ? $0.seconds : $0.seconds + (shift ?? 0) }
  }

  /// The first line with a time.
  private func firstDated(_ lines: ArraySlice<UInt8>) -> (start: Int, moment: Int)? {
    for line in lines.prefix(65_536).split(separator: 0x0A, maxSplits: 256) {
      if let moment = moment(line) { return (line.startIndex, moment) }
    }
    return nil
  }

  /// The last line was written when the file was, which tells the zone that it leaves out; zones differ by quarters of
  /// an hour.
  private static func shift(_ lines: ArraySlice<UInt8>, _ written: Int, _ year: Int) -> Int? {
    for line in lines.suffix(65_536).split(separator: 0x0A).reversed() {
      guard let time = LineTime(line, year: year) else { continue }
      if time.hasZone { return 0 }
      let quarters = Int((Double(written - time.seconds) / 900).rounded())
      return abs(quarters) * 900 > farthestZone ? 0 : quarters * 900
    }
    return nil
  }

  private static func cut(_ line: ArraySlice<UInt8>) -> [UInt8] { Array(line.prefix(longestLine)) }
  private static func text(_ line: ArraySlice<UInt8>) -> String { String(decoding: line, as: UTF8.self) }
}
