import Findings

@testable import MarkdownDocument

/// Looks up what stands in a file at the ranges a document gives, and collects what does not fit.
struct Places {
  private let lines: [[UInt8]]
  private(set) var faults: [String] = []

  /// Lines with their endings, cut at `\n`, `\r\n` and `\r`.
  init(_ bytes: [UInt8]) {
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      line.append(byte)
      let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      if (byte == 0x0A || byte == 0x0D) && !isPair {
        lines.append(line)
        line = []
      }
    }
    self.lines = line.isEmpty ? lines : lines + [line]
  }

  /// Everything that is wrong with a document's ranges.
  static func faults(in document: Document, of bytes: [UInt8]) -> [String] {
    var places = Places(bytes)
    for section in document.sections {
      places.hold(section.range)
      if let heading = section.heading { places.hold(heading) }
      places.hold(section.blocks)
    }
    for finding in document.findings {
      if let range = finding.range {
        places.hold(range)
      } else {
        places.faults.append("finding without a place")
      }
    }
    return places.faults
  }

  private mutating func hold(_ blocks: [Block]) {
    for block in blocks {
      if let range = block.range { hold(range) }
      switch block {
      case .paragraph(let text): hold(text)
      case .quote(let blocks): hold(blocks)
      case .html(let html): hold(html.range)
      case .list(let list):
        for item in list.items {
          hold(item.range)
          hold(item.text)
          hold(item.blocks)
        }
      case .table(let table):
        for cell in table.header { hold(cell) }
        for row in table.rows {
          hold(row.range)
          for cell in row.cells { hold(cell) }
          if row.cells.count != table.header.count {
            faults.append("row \(row.range) has \(row.cells.count) cells")
          }
        }
      case .code(let code):
        for line in code.lines {
          hold(line.range)
          // Part of a tab that belongs to the indent becomes spaces, which the file does not have.
          let words = Array(line.value.utf8)
          let source = bytes(line.range)
          if words.contains(where: { $0 != 0x20 }), source != words, !words.ends(with: source) {
            faults.append("code \(line.range): \(line.value.debugDescription)")
          }
        }
      }
    }
  }

  private mutating func hold(_ text: InlineText) {
    hold(text.range)
    for run in text.runs {
      let range = text.range(ofUTF8: run.offset..<run.offset + run.length)
      hold(range)
      let words = Array(Array(text.text.utf8)[run.offset..<run.offset + run.length])
      let source = bytes(range)
      let isSame = source == words || words == [0x0A] || words == [0x20] || source.first == UInt8(ascii: "&")
      if !isSame { faults.append("text \(range): \(words) but the file has \(source)") }
    }
    let end = text.runs.last.map { $0.offset + $0.length } ?? 0
    if end != text.text.utf8.count { faults.append("text \(text.range): runs end at \(end)") }
    for span in text.codeSpans { hold(span.range) }
    for link in text.links { hold(link.range) }
  }

  private mutating func hold(_ range: SourceRange) {
    guard (1...max(lines.count, 1)).contains(range.line),
      (range.line...max(lines.count, 1)).contains(range.endLine)
    else { return faults.append("\(range) to line \(range.endLine) lies outside \(lines.count) lines") }
    guard !lines.isEmpty else { return }
    let isInside =
      (1...lines[range.line - 1].count).contains(range.column)
      && (1...lines[range.endLine - 1].count).contains(range.endColumn)
      && (range.line < range.endLine || range.column <= range.endColumn)
    if !isInside { faults.append("\(range)-\(range.endLine):\(range.endColumn) lies outside its line") }
  }

  /// What stands in the file at a range of one line.
  func bytes(_ range: SourceRange) -> [UInt8] {
    guard range.line == range.endLine, lines.indices.contains(range.line - 1),
      range.column <= range.endColumn,
      range.endColumn <= lines[range.line - 1].count
    else { return [] }
    return Array(lines[range.line - 1][(range.column - 1)..<range.endColumn])
  }
}

extension [UInt8] {
  func ends(with end: [UInt8]) -> Bool { suffix(end.count).elementsEqual(end) }
}
