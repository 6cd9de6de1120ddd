public import Findings

/// One piece of a section.
///
/// A heading inside a list or a quotation opens no section and is a paragraph here. Thematic breaks and link
/// definitions say nothing and are left out.
public indirect enum Block: Sendable, Hashable {
  case paragraph(InlineText)
  case list(List)
  case table(Table)
  case code(CodeBlock)
  case quote([Block])
  case html(Located<String>)

  /// Where it stands; nil only for a quotation of nothing.
  public var range: SourceRange? {
    switch self {
    case .paragraph(let text): text.range
    case .list(let list): list.range
    case .table(let table): table.range
    case .code(let code): code.range
    case .html(let text): text.range
    case .quote(let blocks): Block.range(of: blocks)
    }
  }

  static func range(of blocks: [Block]) -> SourceRange? {
    var whole: SourceRange?
    for block in blocks {
      guard let range = block.range else { continue }
      whole = whole.map { $0.through(range) } ?? range
    }
    return whole
  }
}
