import CMarkGFM
import Findings

/// Turns cmark's tree into plain values. It walks with a stack of its own, since the input decides the depth.
struct BlockReader {
  /// What stands at the top level of the file.
  enum Piece {
    case heading(level: Int, InlineText)
    case block(Block)
  }

  private enum Container {
    case document, quote, list, item
  }

  /// A container that is being read.
  private struct Frame {
    let node: OpaquePointer
    let container: Container
    var blocks: [Block] = []
    var items: [Item] = []
  }

  let source: SourceLines
  private(set) var pieces: [Piece] = []
  private(set) var findings: [Finding] = []
  private(set) var surprises = 0
  private var frames: [Frame] = []
  private var quotes = 0

  init(_ source: SourceLines) { self.source = source }

  mutating func read(_ document: OpaquePointer) {
    var current: OpaquePointer? = document
    while let node = current {
      if let container = container(node) {
        frames.append(Frame(node: node, container: container))
        if container == .quote { quotes += 1 }
        if let child = cmark_node_first_child(node) {
          current = child
          continue
        }
        close()
      } else {
        readLeaf(node)
      }
      var last = node
      while last != document, cmark_node_next(last) == nil, let parent = cmark_node_parent(last) {
        close()
        last = parent
      }
      current = last == document ? nil : cmark_node_next(last)
    }
  }

  private func container(_ node: OpaquePointer) -> Container? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_BLOCK_QUOTE: .quote
    case CMARK_NODE_LIST: .list
    case CMARK_NODE_ITEM: .item
    default: nil
    }
  }

  private mutating func readLeaf(_ node: OpaquePointer) {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: add(.paragraph(paragraph(node)))
    case CMARK_NODE_HEADING:
      let text = paragraph(node)
      if frames.count == 1 {
        pieces.append(.heading(level: Int(cmark_node_get_heading_level(node)), text))
      } else {
        add(.paragraph(text))
      }
    case CMARK_NODE_CODE_BLOCK: add(.code(CodeReader(source: source).code(node)))
    case CMARK_NODE_HTML_BLOCK:
      let html = CodeReader(source: source).html(node)
      judge(html: html)
      add(.html(html))
    case runbook_node_table():
      var reader = TableReader(source, quotes: quotes)
      add(.table(reader.read(node)))
      findings += reader.findings
      surprises += reader.surprises
    default: break
    }
  }

  private mutating func add(_ block: Block) {
    if frames.count == 1 {
      pieces.append(.block(block))
    } else {
      frames[frames.count - 1].blocks.append(block)
    }
  }

  /// Finishes the innermost container and hands it to the one around it.
  private mutating func close() {
    guard let frame = frames.popLast() else { return }
    switch frame.container {
    case .document: break
    case .quote:
      quotes -= 1
      add(.quote(frame.blocks))
    case .item: frames[frames.count - 1].items.append(item(frame))
    case .list:
      guard let first = frame.items.first, let last = frame.items.last else { return }
      let isOrdered = cmark_node_get_list_type(frame.node) == CMARK_ORDERED_LIST
      add(
        .list(
          List(
            ordered: isOrdered, start: isOrdered ? Int(cmark_node_get_list_start(frame.node)) : 1,
            items: frame.items,
            range: first.range.through(last.range))))
    }
  }

  private func item(_ frame: Frame) -> Item {
    let line = Int(cmark_node_get_start_line(frame.node))
    let start = source.offset(line, cmarkColumn: Int(cmark_node_get_start_column(frame.node)))
    // Bullet and number end at the first blank.
    let words = source.bytes[start..<max(source.text(line).upperBound, start)].prefix { !$0.isBlank }
    let marker = source.range(line, start..<words.endIndex)
    let range = Block.range(of: frame.blocks).map { marker.through($0) } ?? marker
    let isTask = cmark_node_get_type_string(frame.node).map { String(cString: $0) } == "tasklist"
    let checked = isTask ? cmark_gfm_extensions_get_tasklist_item_checked(frame.node) : nil
    if case .paragraph(let text)? = frame.blocks.first {
      return Item(text: text, checked: checked, blocks: Array(frame.blocks.dropFirst()), range: range)
    }
    let empty = InlineText(text: "", range: marker, codeSpans: [], links: [], runs: [])
    return Item(text: empty, checked: checked, blocks: frame.blocks, range: range)
  }

  /// The text of a paragraph or a heading.
  ///
  /// Link definitions at its start are gone from cmark's tree but not from the file, and a `>` far to the
  /// right may be a mark or a word. So the lines are tried in turn until they say what the tree says; nearly
  /// always the first do.
  private mutating func paragraph(_ node: OpaquePointer) -> InlineText {
    let lines = ParagraphLines(node, in: source, quotes: quotes)
    var found: InlineText?
    var fewest = Int.max
    for mostBlanks in quotes > 0 ? [Int.max, 3] : [Int.max] where fewest > 0 {
      for (first, start) in lines.beginnings where fewest > 0 {
        let content = InlineSource.lines(lines, from: first, start, mostBlanks: mostBlanks, of: source)
        var reader = InlineReader(content)
        let text = reader.read(node, range: lines.range(from: first, start))
        if reader.surprises < fewest { (found, fewest) = (text, reader.surprises) }
      }
    }
    surprises += found == nil ? 0 : fewest
    judge(lines, isHeading: cmark_node_get_type(node) == CMARK_NODE_HEADING)
    return found
      ?? InlineText(
        text: "", range: lines.range(from: lines.first, lines.start), codeSpans: [], links: [], runs: [])
  }
}

extension BlockReader {
  /// Tables that Markdown does not see as such are the commonest way a fact gets lost.
  private mutating func judge(_ lines: ParagraphLines, isHeading: Bool) {
    if isHeading {
      guard lines.last > lines.first || lines.isUnderlined,
        RowSplitter.hasBar(source.text(lines.last), in: source.bytes)
      else { return }
      warn(
        source.range(lines.last, source.trimmed(lines.last)),
        "the line of dashes below makes this a heading, not the header of a table",
        "draw one |---| for each column")
      return
    }
    for line in lines.first..<max(lines.last, lines.first) {
      let next = source.contentStart(line + 1, quotes: quotes)..<source.text(line + 1).upperBound
      guard let drawn = RowSplitter.columns(next, in: source.bytes),
        RowSplitter.hasBar(next, in: source.bytes)
      else { continue }
      let start = line == lines.first ? lines.start : source.contentStart(line, quotes: quotes)
      let header = start..<source.text(line).upperBound
      guard RowSplitter.hasBar(header, in: source.bytes) else { continue }
      let cells = RowSplitter.cells(header, in: source.bytes).count
      warn(
        source.range(line, RowSplitter.trim(header, in: source.bytes)),
        "this header has \(cells) cells, the line below it draws \(drawn) columns, so there is no table",
        "draw as many columns as the header has cells")
    }
  }

  private mutating func judge(html: Located<String>) {
    for line in html.range.line..<max(html.range.endLine, html.range.line) {
      let next = source.text(line + 1)
      guard RowSplitter.hasBar(source.text(line), in: source.bytes),
        RowSplitter.hasBar(next, in: source.bytes),
        RowSplitter.columns(next, in: source.bytes) != nil
      else { continue }
      warn(
        source.range(line, source.trimmed(line)), "a table right behind an HTML tag is not read as a table",
        "put an empty line between the tag and the table")
      return
    }
  }

  private mutating func warn(_ range: SourceRange, _ message: String, _ advice: String) {
    findings.append(
      Finding(
        source: "markdown", severity: .warning, subject: nil, range: range, message: message,
        remedy: .advice(advice)))
  }
}
