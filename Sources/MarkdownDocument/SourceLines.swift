import Findings

/// The bytes of a file and where its lines begin, cut as cmark cuts them: at `\n`, `\r\n` and `\r`.
///
/// Everything inside this target points at a line and a byte of the file; only here does that become a range.
struct SourceLines: Sendable {
  let file: String
  let bytes: [UInt8]
  /// 3 with a byte-order mark. cmark never sees the mark, so its columns on line 1 count from here.
  let markLength: Int
  private let starts: [Int]
  private let ends: [Int]

  init(_ bytes: [UInt8], file: String) {
    self.file = file
    self.bytes = bytes
    markLength = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var starts: [Int] = []
    var ends: [Int] = []
    var start = 0
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      starts.append(start)
      ends.append(offset - 1)
      if byte == UInt8(ascii: "\r"), offset < bytes.count, bytes[offset] == UInt8(ascii: "\n") { offset += 1 }
      start = offset
    }
    if start < bytes.count {
      starts.append(start)
      ends.append(bytes.count)
    }
    self.starts = starts
    self.ends = ends
  }

  var count: Int { starts.count }

  /// The offsets of a line's text, without byte-order mark and ending; empty beyond the file.
  func text(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= count else { return bytes.count..<bytes.count }
    let start = starts[line - 1] + (line == 1 ? markLength : 0)
    return min(start, ends[line - 1])..<ends[line - 1]
  }

  /// The text of a line without blanks at its end.
  func trimmed(_ line: Int) -> Range<Int> {
    let whole = text(line)
    var end = whole.upperBound
    while end > whole.lowerBound, bytes[end - 1].isBlank { end -= 1 }
    return whole.lowerBound..<end
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// The bytes of the line's ending: 0 for a last line without one.
  func endingLength(_ line: Int) -> Int {
    guard line >= 1, line <= count else { return 0 }
    return (line < count ? starts[line] : bytes.count) - ends[line - 1]
  }

  /// The offset that a 1-based column of cmark's means.
  func offset(_ line: Int, cmarkColumn column: Int) -> Int {
    let text = text(line)
    return min(max(text.lowerBound + column - 1, text.lowerBound), text.upperBound)
  }

  func column(_ line: Int, _ offset: Int) -> Int { offset - starts[line - 1] + 1 }

  /// The range of some bytes of one line. No bytes give the byte before which they stand, or the last one of
  /// the line.
  func range(_ line: Int, _ offsets: Range<Int>) -> SourceRange {
    guard count > 0 else { return SourceRange(file: file, line: 1, column: 1, length: 1) }
    let line = min(max(line, 1), count)
    let last = max((line < count ? starts[line] : bytes.count) - 1, starts[line - 1])
    let lower = min(max(offsets.lowerBound, starts[line - 1]), last)
    let upper = min(max(offsets.upperBound - 1, lower), last)
    return SourceRange(
      file: file, line: line, column: column(line, lower), endLine: line, endColumn: column(line, upper))
  }

  /// Where the text of a line begins behind the marks of the quotations it stands in, and behind all blanks.
  func contentStart(_ line: Int, quotes: Int) -> Int {
    var offset = indentStart(line, quotes: quotes)
    while offset < text(line).upperBound, bytes[offset].isBlank { offset += 1 }
    return offset
  }

  /// Where a line goes on behind the marks of the quotations it stands in, blanks included.
  ///
  /// More than three blanks before a mark are a list's indent or make the mark a word; the line alone does
  /// not tell.
  func indentStart(_ line: Int, quotes: Int, mostBlanks: Int = .max) -> Int {
    let text = text(line)
    var start = text.lowerBound
    var quotes = quotes
    for offset in text {
      if bytes[offset] == UInt8(ascii: ">"), quotes > 0, offset - start <= mostBlanks {
        quotes -= 1
        start = offset + 1
      } else if !bytes[offset].isBlank || bytes[offset] == 0x09 && mostBlanks < 4 {
        break
      }
    }
    return start
  }
}

extension UInt8 {
  /// White space inside a line, as cmark trims it.
  var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

  var isLetter: Bool { self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z") }

  /// ASCII punctuation: what a backslash escapes.
  var isPunctuation: Bool { self > 0x20 && self < 0x7F && !isDigit && !isLetter }
}
