import Findings

extension Document {
  /// The document as an indented tree, one piece a line with its range: what tests hold it against.
  ///
  /// `3:3-3:5 cell "App"`. Text is quoted as Swift quotes it; marks inside it follow one level deeper.
  public var drawing: String {
    var tree = TreeDrawing()
    for section in sections { tree.draw(section) }
    for finding in findings {
      tree.line(0, finding.range, "\(finding.severity.rawValue): \(finding.message)")
    }
    return tree.text
  }
}

/// Collects the lines of a drawing.
private struct TreeDrawing {
  private(set) var text = ""

  mutating func line(_ depth: Int, _ range: SourceRange?, _ words: String) {
    let place = range.map { "\($0.line):\($0.column)-\($0.endLine):\($0.endColumn) " } ?? ""
    text += String(repeating: "  ", count: depth) + place + words + "\n"
  }

  mutating func draw(_ section: Section) {
    var words = "section /\(section.path.joined(separator: "/"))"
    if let qualifier = section.qualifier { words += " (\(qualifier))" }
    line(0, section.range, words)
    if let heading = section.heading { draw(heading, "heading \(section.level)", 1) }
    draw(section.blocks, 1)
  }

  /// The guard on reading caps how deep blocks lie, so recursion is safe here.
  private mutating func draw(_ blocks: [Block], _ depth: Int) {
    for block in blocks {
      switch block {
      case .paragraph(let text): draw(text, "paragraph", depth)
      case .list(let list): draw(list, depth)
      case .table(let table): draw(table, depth)
      case .code(let code):
        line(
          depth, code.range,
          (code.isFenced ? "fenced code " : "indented code ") + code.fenceText.debugDescription)
        for part in code.lines { line(depth + 1, part.range, part.value.debugDescription) }
      case .quote(let blocks):
        line(depth, block.range, "quote")
        draw(blocks, depth + 1)
      case .html(let html): line(depth, html.range, "html \(html.value.debugDescription)")
      }
    }
  }

  private mutating func draw(_ list: List, _ depth: Int) {
    line(depth, list.range, list.ordered ? "numbered list from \(list.start)" : "bulleted list")
    for item in list.items {
      line(depth + 1, item.range, item.checked.map { $0 ? "item [x]" : "item [ ]" } ?? "item")
      draw(item.text, "text", depth + 2)
      draw(item.blocks, depth + 2)
    }
  }

  private mutating func draw(_ table: Table, _ depth: Int) {
    line(depth, table.range, "table")
    line(depth + 1, nil, "header")
    for cell in table.header { draw(cell, "cell", depth + 2) }
    for row in table.rows {
      line(depth + 1, row.range, "row")
      for cell in row.cells { draw(cell, "cell", depth + 2) }
    }
  }

  private mutating func draw(_ text: InlineText, _ name: String, _ depth: Int) {
    line(depth, text.range, "\(name) \(text.text.debugDescription)")
    for span in text.codeSpans { line(depth + 1, span.range, "code \(span.text.debugDescription)") }
    for link in text.links {
      line(depth + 1, link.range, "link \(link.text.debugDescription) to \(link.destination)")
    }
  }
}
