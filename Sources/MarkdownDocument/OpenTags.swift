/// Counts how many bytes cmark searches for the ends of tags: `<!A …>`, `<? … ?>`, `<![CDATA[ … ]]>`.
///
/// Each of them is searched to the end of its paragraph, so thousands without an end take quadratic time.
/// Comments are not counted: a second `<!--` ends the search for the first.
struct OpenTags {
  private(set) var cost = 0
  private var declarations = 0
  private var instructions = 0
  private var sections = 0

  mutating func pass(_ byte: UInt8, at offset: Int, in bytes: [UInt8]) {
    cost += declarations + instructions + sections
    if byte == UInt8(ascii: "<"), offset + 2 < bytes.count {
      switch (bytes[offset + 1], bytes[offset + 2]) {
      case (UInt8(ascii: "?"), _): instructions += 1
      case (UInt8(ascii: "!"), UInt8(ascii: "[")): sections += 1
      case (UInt8(ascii: "!"), let next) where next.isLetter: declarations += 1
      default: break
      }
    } else if byte == UInt8(ascii: ">"), offset > 0 {
      declarations = 0
      if bytes[offset - 1] == UInt8(ascii: "?") { instructions = 0 }
      if bytes[offset - 1] == UInt8(ascii: "]") { sections = 0 }
    }
  }

  /// A blank line ends the paragraph.
  mutating func end() {
    declarations = 0
    instructions = 0
    sections = 0
  }
}
