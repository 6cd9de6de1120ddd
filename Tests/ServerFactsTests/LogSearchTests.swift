import Testing

@testable import ServerFacts

struct LogSearchTests {
  /// 2026-11-28T12:00:00Z
  static let noon = 1_795_867_200

  @Test(arguments: [
    ("2026-11-28T12:00:00.123Z started", 0, true), ("[2026-11-28 12:00:00,123] INFO", 0, false),
    ("2026/11/28 12:00:00 [error] 7#7", 0, false), ("2026-11-28T13:00:00+01:00 x", 0, true),
    ("2026-11-28 11:30:05 -0030 x", 5, true), ("2026-11-28 12:00:00 UTC x", 0, true),
    ("1.2.3.4 - - [28/Nov/2026:13:00:09 +0100] \"GET /\"", 9, true),
    ("Nov 28 12:00:01 host app[1]: x", 1, false),
    ("Nov  8 12:00:01 host app[1]: x", 1 - 20 * 86_400, false),
    (#"{"level":50,"time":1795867207123,"msg":"x"}"#, 7, true), (#"{"ts": 1795867207.5,"msg":"x"}"#, 7, true),
    ("1795867203 x", 3, true),
  ]) func readsTimes(_ line: String, _ second: Int, _ hasZone: Bool) throws {
    let time = try #require(LineTime(Array(line.utf8)[...], year: 2026))
    #expect(time.seconds == Self.noon + second && time.hasZone == hasZone)
  }

  @Test(arguments: [
    "", "at Server.listen (net.js:1:2)", "order 1795867203 paid", "2026-13-28T12:00:00Z", "2026-11-28", "Nov",
    "12:00:00 x", "Nov 28", "2026-11-28T12:00", "port 3000-01-01 in use", "99/Nov/2026:12:00:00",
  ]) func whatIsNoTime(_ line: String) {
    #expect(LineTime(Array(line.utf8)[...], year: 2026) == nil)
  }

  @Test(arguments: [
    ("an Error: x", true), ("FATAL", true), ("TypeException", true), ("kernel pAnIc", true),
    ("uncaughT", true),
    ("UnhandledRejection", true), ("erro r", false), ("", false), ("x", false), ("terro", false),
    ("rror", false),
    ("EERROR", true), ("fata", false), ("unhandle d", false), ("всё error", true),
  ]) func findsWords(_ line: String, _ isError: Bool) {
    #expect(ErrorWords.isIn(line) == isError)
  }

  private static func found(_ text: String, _ filter: LogFilter, written: Int = noon, pieces: [Int] = []) -> (
    lines: [String], end: FoundLines.End?
  ) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var search = LogSearch(filter, written: written)
    // Cut behind these many lines.
    var ends = (pieces + [lines.count]).map { min($0, lines.count) }.sorted()
    while let end = ends.popLast(), search.end == nil {
      let start = ends.last ?? 0
      let isLast = end == lines.count
      search.take(
        Array((lines[start..<end].joined(separator: "\n") + (isLast ? "" : "\n")).utf8)[...])
    }
    search.finish()
    return (
      String(decoding: search.found, as: UTF8.self).split(separator: "\n").map(String.init), search.end
    )
  }

  private static let hour = LogFilter(lines: 9, since: Instant(seconds: noon - 3600))

  @Test func theLastLines() {
    #expect(Self.found("a\nb\nc\n", LogFilter(lines: 2)) == (["b", "c"], .enough))
    #expect(Self.found("a\nb\n", LogFilter(lines: 2)) == (["a", "b"], .whole))
    #expect(Self.found("a\n\n\nb", LogFilter(lines: 2)) == (["a", "b"], .whole))
    #expect(Self.found("", LogFilter(lines: 2)) == ([], .whole))
  }

  @Test func aSpanWithWhatBelongsToItsLines() {
    let text = """
      2026-11-28T09:00:00Z old
        of the old one
      2026-11-28T11:30:00Z new
        of the new one
      2026-11-28T11:59:00Z last
      """
    let lines = ["2026-11-28T11:30:00Z new", "  of the new one", "2026-11-28T11:59:00Z last"]
    #expect(Self.found(text, Self.hour) == (lines, .whole))
    #expect(Self.found(text, Self.hour, pieces: [1, 3, 4]) == (lines, .whole))
    var errors = Self.hour
    errors.onlyErrors = true
    #expect(Self.found(text, errors) == ([], .whole))
    let traced = text.replacing("of the", with: "Error of the")
    #expect(Self.found(traced, errors) == (["  Error of the new one"], .whole))
    #expect(Self.found(traced, errors, pieces: [1, 3, 4]) == (["  Error of the new one"], .whole))
  }

  /// The last line was written when the file was: the clock of this log is an hour ahead.
  @Test func aClockWithoutAZone() {
    let text = "2026-11-28 11:00:00 old\n2026-11-28 12:30:00 new\n2026-11-28 12:58:00 last\n"
    #expect(Self.found(text, Self.hour, written: Self.noon - 110).lines.count == 2)
  }

  @Test func whatHasNoTimes() {
    #expect(Self.found("a\nb\n", Self.hour).end == .undated)
    var errors = Self.hour
    errors.onlyErrors = true
    #expect(Self.found("a\nb\n", errors) == ([], .whole))
    // Nothing was written in that time, whatever the lines say.
    #expect(Self.found("a\nb\n", Self.hour, written: Self.noon - 3601) == ([], .whole))
    let hole = String(repeating: "\0", count: LogSearch.undatedBytes) + "\n"
    let behind = Self.found("\(hole)2026-11-28T11:59:00Z error\n", errors, pieces: [1])
    #expect(behind == (["2026-11-28T11:59:00Z error"], .late))
    let long = String(repeating: String(repeating: "x", count: 1023) + "\n", count: 5000)
    #expect(Self.found(long, Self.hour, pieces: Array(stride(from: 500, to: 5000, by: 500))).end == .undated)
  }

  /// However a log is cut into pieces, the same lines come out, and they are those that a plain reading gives.
  @Test func piecesMakeNoDifference() {
    var random = SplitMix(seed: 4711)
    for _ in 0..<300 {
      let count = Int(random.next() % 40) + 1
      var lines: [String] = [], moment = Self.noon - 7200, isIn = false, wanted: [String] = []
      for number in 0..<count {
        let word = ["fine", "an Error", "panic!", "all well"][Int(random.next() % 4)]
        let isDated = number == 0 || random.next() % 3 != 0
        moment = min(moment + Int(random.next() % 900), Self.noon)
        if isDated { isIn = moment >= Self.noon - 3600 }
        lines.append((isDated ? "\(Instant(seconds: moment)) " : "  ") + "\(word) \(number)")
        if isIn, word != "fine", word != "all well" { wanted.append(lines[number]) }
      }
      var filter = Self.hour
      filter.lines = Int(random.next() % 12) + 1
      filter.onlyErrors = true
      let pieces = (0..<Int(random.next() % 5)).map { _ in Int(random.next() % UInt64(count)) }
      let found = Self.found(lines.joined(separator: "\n") + "\n", filter, pieces: Array(Set(pieces)))
      #expect(found.lines == Array(wanted.suffix(filter.lines)))
    }
  }

  private struct SplitMix {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
