import Findings

/// Sorts the pieces of a file under their headings.
struct Outline {
  private let source: SourceLines
  private(set) var sections: [Section] = []
  private var open: [(level: Int, slug: String)] = []
  private var heading: (level: Int, text: InlineText)?
  private var blocks: [Block] = []

  init(_ source: SourceLines) { self.source = source }

  static func sections(_ pieces: [BlockReader.Piece], of source: SourceLines) -> [Section] {
    var outline = Outline(source)
    for piece in pieces {
      switch piece {
      case .block(let block): outline.blocks.append(block)
      case .heading(let level, let text):
        outline.close(before: text.range.line)
        outline.heading = (level, text)
      }
    }
    outline.close(before: source.count + 1)
    return outline.sections
  }

  /// Ends the section at the last line before `line` that is not blank.
  private mutating func close(before line: Int) {
    defer {
      heading = nil
      blocks = []
    }
    let level = heading?.level ?? 0
    guard let first = heading?.text.range ?? blocks.lazy.compactMap(\.range).first else { return }
    var last = line - 1
    while last > first.line, source.trimmed(last).isEmpty { last -= 1 }
    let start = source.range(
      first.line, source.contentStart(first.line, quotes: 0)..<source.text(first.line).upperBound)
    let end = source.range(last, source.trimmed(last))
    let words = Slug.split(heading?.text.text ?? "")
    if heading != nil {
      open.removeAll { $0.level >= level }
      open.append((level, Slug.of(words.title)))
    }
    sections.append(
      Section(
        heading: heading?.text, level: level, path: open.map(\.slug), qualifier: words.qualifier,
        title: words.title,
        blocks: blocks, range: start.through(end)))
  }
}
