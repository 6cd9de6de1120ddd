import Findings

/// Refuses, in one pass over the bytes, what would cost cmark-gfm more than a second or 256 MiB.
///
/// Each limit is many times what the largest real runbooks need, and each stands for one shape that was
/// measured: Debian's cmark-gfm takes 12 seconds and 4 GB for 70 KB of some of them.
struct ShapeGuard {
  /// 4 MiB: cmark needs about 43 bytes of memory for each byte of a table.
  static let mostBytes = 4 << 20
  /// Lists and quotations inside each other.
  static let mostDepth = 50
  static let mostColumns = 64
  /// Every row counts with all the columns of its table: cmark fills up short ones.
  static let mostCells = 200_000
  /// What becomes a node of cmark's and a value of ours, about 400 bytes together. A line counts twice, for
  /// its text and its end, and so does the mark of a list or a quotation, which opens two containers.
  static let mostPieces = 600_000
  /// Bytes that cmark reads again and again: a table's header is looked for in the whole paragraph above it.
  static let mostHeaderBytes = 4 << 20
  /// Bytes that are searched for the end of tags that have none.
  static let mostTagBytes = 64 << 20
  /// Bytes of link destinations, copied into each link that may use them.
  static let mostLinkBytes = 64 << 20

  private let source: SourceLines
  private var nesting = Nesting()
  private var tags = OpenTags()
  private var pieces = 0
  private var cells = 0
  private var headerBytes = 0
  private var columns = 0
  /// Where the lines since the last blank one begin.
  private var runStart = 0
  private var brackets = 0
  private var longestDefinition = 0
  private var definitionStart: Int?

  private init(_ source: SourceLines) { self.source = source }

  /// The file's lines, if it may be read.
  static func admit(_ bytes: [UInt8], file: String) throws(Unreadable) -> SourceLines {
    if bytes.count > mostBytes {
      throw Unreadable(reason: .tooLarge(limit: mostBytes), file: file, range: nil)
    }
    let source = SourceLines(bytes, file: file)
    if let offset = bytes.firstIndex(of: 0) {
      let place = source.place(of: offset)
      throw Unreadable(reason: .nulByte(line: place.line), file: file, range: place)
    }
    if String(validating: bytes, as: UTF8.self) == nil {
      let place = source.place(of: firstBrokenByte(bytes))
      throw Unreadable(reason: .notUTF8(line: place.line), file: file, range: place)
    }
    var shape = ShapeGuard(source)
    for line in stride(from: 1, through: source.count, by: 1) {
      if let reason = shape.refusal(of: line) {
        throw Unreadable(reason: reason, file: file, range: source.range(line, source.trimmed(line)))
      }
    }
    return source
  }

  private static func firstBrokenByte(_ bytes: [UInt8]) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput, .error: return min(offset, bytes.count - 1)
      }
    }
  }

  private mutating func refusal(of line: Int) -> Unreadable.Reason? {
    let text = source.trimmed(line)
    pieces += 1
    if text.isEmpty {
      endRun(at: text.lowerBound)
      return pieces > Self.mostPieces ? .tooManyPieces(line: line) : nil
    }
    let content = nesting.enter(text, of: source, limit: Self.mostDepth)
    pieces += 1 + 2 * nesting.entered
    if nesting.depth > Self.mostDepth { return .tooDeep(line: line) }
    count(content)
    if pieces > Self.mostPieces { return .tooManyPieces(line: line) }
    if tags.cost > Self.mostTagBytes { return .tooTangled(line: line) }
    if longestDefinition * brackets > Self.mostLinkBytes { return .tooTangled(line: line) }
    return refusal(ofTable: content, line: line)
  }

  private mutating func refusal(ofTable content: Range<Int>, line: Int) -> Unreadable.Reason? {
    if let drawn = RowSplitter.columns(content, in: source.bytes) {
      if drawn > Self.mostColumns { return .tooManyCells(line: line) }
      columns = max(columns, drawn)
      headerBytes += content.lowerBound - runStart
      if headerBytes > Self.mostHeaderBytes { return .tooTangled(line: line) }
    }
    cells += columns
    return cells > Self.mostCells ? .tooManyCells(line: line) : nil
  }

  /// A blank line ends every paragraph and table, and with it what can be searched or repeated.
  private mutating func endRun(at offset: Int) {
    noteDefinition(until: offset)
    runStart = offset
    columns = 0
    tags.end()
  }

  private mutating func count(_ content: Range<Int>) {
    if source.bytes[content.lowerBound...].first == UInt8(ascii: "["), !content.isEmpty {
      noteDefinition(until: content.lowerBound)
      definitionStart = content.lowerBound
    }
    for offset in content {
      let byte = source.bytes[offset]
      tags.pass(byte, at: offset, in: source.bytes)
      switch byte {
      case UInt8(ascii: "]"):
        brackets += 1
        pieces += 1
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "["), UInt8(ascii: "<"), UInt8(ascii: "&"),
        UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: "#"):
        pieces += 1
      default: break
      }
    }
  }

  private mutating func noteDefinition(until offset: Int) {
    guard let start = definitionStart else { return }
    definitionStart = nil
    let text = source.bytes[start..<offset]
    guard let close = text.firstIndex(of: UInt8(ascii: "]")), close + 1 < offset,
      source.bytes[close + 1] == UInt8(ascii: ":")
    else { return }
    longestDefinition = max(longestDefinition, text.count)
  }
}

extension SourceLines {
  /// The one byte at an offset.
  fileprivate func place(of offset: Int) -> SourceRange {
    var line = 1
    while line < count, text(line).upperBound + endingLength(line) <= offset { line += 1 }
    return range(line, offset..<offset + 1)
  }
}
