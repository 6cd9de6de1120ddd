import CMarkGFM
import Findings
import Glibc

/// Reads the inline nodes of one block and finds each of their bytes in the source.
///
/// cmark's own columns are wrong behind escapes and entities and after some tables, so the source is walked
/// along with the nodes: their order says which mark stands at the cursor, and each byte of text must be the
/// next byte of the source, or what an escape or an entity there stands for.
struct InlineReader {
  var source: InlineSource
  var cursor = 0
  /// How many times the source was not what the nodes promised. Tests hold it at zero.
  private(set) var surprises = 0

  private var stretch = 0
  private var text: [UInt8] = []
  private var runs: [InlineText.Run] = []
  /// The cursor right behind the last run; only a byte that follows on may extend it.
  private var extendable = -1
  private var codeSpans: [Range<Int>] = []
  private var links: [(offsets: Range<Int>, destination: String)] = []
  private var openLinks: [(start: Int, isAutolink: Bool)] = []

  typealias Literal = UnsafePointer<CChar>

  init(_ source: InlineSource) { self.source = source }

  /// Reads all inline nodes under a block. `range` is where the block's text stands.
  mutating func read(_ block: OpaquePointer, range: SourceRange) -> InlineText {
    var current = cmark_node_first_child(block)
    while let node = current {
      enter(node)
      if let child = cmark_node_first_child(node) {
        current = child
        continue
      }
      leave(node)
      var last = node
      while cmark_node_next(last) == nil, let parent = cmark_node_parent(last), parent != block {
        leave(parent)
        last = parent
      }
      current = cmark_node_next(last)
    }
    let mayBeStruck = memchr(text, 0x7E, text.count) != nil
    return mayBeStruck ? result(range).withoutStruck : result(range)
  }

  private func result(_ range: SourceRange) -> InlineText {
    let plain = InlineText(
      text: String(decoding: text, as: UTF8.self), range: range, codeSpans: [], links: [], runs: runs)
    if codeSpans.isEmpty, links.isEmpty { return plain }
    return InlineText(
      text: plain.text, range: range,
      codeSpans: codeSpans.map {
        InlineText.CodeSpan(text: words($0), offsets: $0, range: plain.range(ofUTF8: $0))
      },
      links: links.map {
        InlineText.Link(
          text: words($0.offsets), destination: $0.destination, offsets: $0.offsets,
          range: plain.range(ofUTF8: $0.offsets))
      },
      runs: runs)
  }

  private func words(_ offsets: Range<Int>) -> String { String(decoding: text[offsets], as: UTF8.self) }

  private mutating func enter(_ node: OpaquePointer) {
    let type = cmark_node_get_type(node)
    // No mark starts with a blank: these are a line's indent.
    if type != CMARK_NODE_TEXT { while byte(0) == 0x20 || byte(0) == 0x09 { cursor += 1 } }
    switch type {
    case CMARK_NODE_TEXT: if let literal = cmark_node_get_literal(node) { read(text: literal) }
    case CMARK_NODE_CODE: if let literal = cmark_node_get_literal(node) { read(code: literal) }
    case CMARK_NODE_HTML_INLINE: if let literal = cmark_node_get_literal(node) { read(verbatim: literal) }
    case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: readBreak()
    case CMARK_NODE_EMPH: pass(1)
    case CMARK_NODE_STRONG: pass(2)
    case CMARK_NODE_IMAGE:
      pass(2)
      openLinks.append((text.count, false))
    case CMARK_NODE_LINK:
      let isAutolink = byte(0) == UInt8(ascii: "<")
      pass(1)
      openLinks.append((text.count, isAutolink))
    default: break
    }
  }

  private mutating func leave(_ node: OpaquePointer) {
    let type = cmark_node_get_type(node)
    switch type {
    case CMARK_NODE_EMPH: pass(1)
    case CMARK_NODE_STRONG: pass(2)
    case CMARK_NODE_LINK, CMARK_NODE_IMAGE:
      guard let open = openLinks.popLast() else { return }
      pass(1)
      if !open.isAutolink { cursor = LinkTail.end(in: source.bytes, from: cursor) }
      if type == CMARK_NODE_LINK {
        links.append((open.start..<text.count, cmark_node_get_url(node).map { String(cString: $0) } ?? ""))
      }
    default: break
    }
  }

  private func byte(_ ahead: Int) -> UInt8? {
    cursor + ahead < source.bytes.count ? source.bytes[cursor + ahead] : nil
  }

  private mutating func pass(_ count: Int) {
    if cursor + count > source.bytes.count { surprises += 1 }
    cursor = min(cursor + count, source.bytes.count)
  }

  private mutating func read(text literal: Literal) {
    var index = 0
    if cursor == 0 || source.startsLine(cursor) { passIndent(before: literal) }
    while literal[index] != 0 {
      index += keepRun(literal + index)
      guard literal[index] != 0 else { return }
      let wanted = UInt8(bitPattern: literal[index])
      guard let raw = byte(0) else { return lose(literal + index) }
      let isAutolink = openLinks.last?.isAutolink ?? false
      if raw == UInt8(ascii: "\\"), !isAutolink, let next = byte(1), next.isPunctuation {
        cursor += 1
        if next != wanted { return lose(literal + index) }
        keep()
        index += 1
      } else if raw == UInt8(ascii: "&"),
        let entity = Entity(in: source.bytes, at: cursor, as: literal + index)
      {
        keep(literal + index, count: entity.textLength, sourceLength: entity.sourceLength)
        cursor += entity.sourceLength
        index += entity.textLength
      } else if raw == wanted {
        keep()
        index += 1
      } else {
        return lose(literal + index)
      }
    }
  }

  /// A code span: its backticks are passed, line breaks in it are spaces, and one space at each side may be
  /// gone.
  private mutating func read(code literal: Literal) {
    let start = text.count
    var ticks = 0
    while byte(ticks) == UInt8(ascii: "`") { ticks += 1 }
    if ticks == 0 { return lose(literal) }
    cursor += ticks
    let end = Backticks.end(in: source.bytes, from: cursor, length: ticks)
    if Backticks.isPadded(source.bytes[cursor..<end]) { cursor += 1 }
    var index = 0
    while literal[index] != 0 {
      if source.startsLine(cursor) { passIndent(before: literal + index) }
      if byte(0) == UInt8(bitPattern: literal[index]) {
        keep()
      } else if byte(0) == UInt8(ascii: "\n") {
        keep(literal + index, count: 1, sourceLength: 1)
        cursor += 1
      } else {
        return lose(literal + index)
      }
      index += 1
    }
    codeSpans.append(start..<text.count)
    cursor = min(end + ticks, source.bytes.count)
  }

  private mutating func read(verbatim literal: Literal) {
    var index = 0
    while literal[index] != 0 {
      if source.startsLine(cursor) { passIndent(before: literal + index) }
      guard byte(0) == UInt8(bitPattern: literal[index]) else { return lose(literal + index) }
      keep()
      index += 1
    }
  }

  /// Passes the blanks at the start of a line that the text does not have.
  private mutating func passIndent(before literal: Literal) {
    var kept = 0
    while literal[kept] == 0x20 || literal[kept] == 0x09 { kept += 1 }
    var indent = 0
    while byte(indent) == 0x20 || byte(indent) == 0x09 { indent += 1 }
    cursor += max(indent - kept, 0)
  }

  /// Both kinds of line break: blanks or a backslash before the end of the line, blanks behind it.
  private mutating func readBreak() {
    while let raw = byte(0), raw.isBlank, raw != UInt8(ascii: "\n") { cursor += 1 }
    let isEscaped = byte(0) == UInt8(ascii: "\\")
    if isEscaped { cursor += 1 }
    if byte(0) != UInt8(ascii: "\n") {
      surprises += 1
      while let raw = byte(0), raw != UInt8(ascii: "\n") { cursor += 1 }
    }
    if byte(0) != nil { keep() }
    // Behind a backslash cmark keeps what is left of the indent.
    if !isEscaped { while byte(0) == 0x20 || byte(0) == 0x09 { cursor += 1 } }
  }

  /// Takes over the bytes that the source and the text share, as far as they lie side by side in the file and
  /// none is a mark; nearly all text is such a run.
  private mutating func keepRun(_ literal: Literal) -> Int {
    guard cursor < source.bytes.count else { return 0 }
    let (line, column, endingLength) = place()
    guard endingLength == nil else { return 0 }
    let isLast = stretch + 1 == source.stretches.count
    let end = isLast ? source.bytes.count : source.stretches[stretch + 1].start
    let start = cursor
    source.bytes.withUnsafeBufferPointer { bytes in
      while cursor < end, bytes[cursor] == UInt8(bitPattern: literal[cursor - start]),
        bytes[cursor] != UInt8(ascii: "\\"), bytes[cursor] != UInt8(ascii: "&")
      {
        cursor += 1
      }
    }
    let count = cursor - start
    guard count > 0 else { return 0 }
    if extendable == start {
      runs[runs.count - 1].length += count
      runs[runs.count - 1].sourceLength += count
    } else {
      runs.append(
        .init(offset: text.count, length: count, line: line, column: column, sourceLength: count))
    }
    text += source.bytes[start..<cursor]
    extendable = !isLast && cursor == end ? -1 : cursor
    return count
  }

  /// Takes over the byte at the cursor as it is.
  private mutating func keep() {
    let raw = source.bytes[cursor]
    let (line, column, endingLength) = place()
    if let endingLength {
      runs.append(
        .init(offset: text.count, length: 1, line: line, column: column, sourceLength: endingLength))
      extendable = -1
    } else if extendable == cursor {
      runs[runs.count - 1].length += 1
      runs[runs.count - 1].sourceLength += 1
      extendable += 1
    } else {
      runs.append(.init(offset: text.count, length: 1, line: line, column: column, sourceLength: 1))
      extendable = cursor + 1
    }
    text.append(raw)
    cursor += 1
    // The next stretch lies elsewhere in the file.
    if stretch + 1 < source.stretches.count, source.stretches[stretch + 1].start == cursor { extendable = -1 }
  }

  /// Takes over text that the source spells otherwise: an entity, a line ending inside a code span.
  private mutating func keep(_ literal: Literal, count: Int, sourceLength: Int) {
    let (line, column, endingLength) = place()
    runs.append(
      .init(
        offset: text.count, length: count, line: line, column: column,
        sourceLength: endingLength ?? sourceLength))
    extendable = -1
    for index in 0..<count { text.append(UInt8(bitPattern: literal[index])) }
  }

  /// Where the cursor stands in the file. It only moves forward, so the stretch is found by walking on.
  private mutating func place() -> (line: Int, column: Int, endingLength: Int?) {
    while stretch + 1 < source.stretches.count, source.stretches[stretch + 1].start <= cursor { stretch += 1 }
    let here = source.stretches[stretch]
    return (here.line, here.column + cursor - here.start, here.endingLength)
  }

  /// The source is not what the nodes promised: keep the text, and point at the byte where it was lost.
  private mutating func lose(_ literal: Literal) {
    surprises += 1
    var length = 0
    while literal[length] != 0 { length += 1 }
    guard length > 0, !source.bytes.isEmpty else { return }
    let cursor = cursor
    self.cursor = min(cursor, source.bytes.count - 1)
    keep(literal, count: length, sourceLength: 1)
    self.cursor = cursor
  }
}
