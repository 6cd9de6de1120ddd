/// Cuts a table's line into cells as GitHub's rules do: at every bar that has no backslash right before it,
/// code spans or not.
enum RowSplitter {
  struct Cell: Hashable {
    /// Offsets of its text without blanks around it.
    let text: Range<Int>
  }

  /// The cells of the line that `content` holds, as offsets in `bytes`. The bars at both ends are optional.
  static func cells(_ content: Range<Int>, in bytes: [UInt8]) -> [Cell] {
    var cells: [Cell] = []
    var start = content.lowerBound
    while start < content.upperBound, bytes[start].isBlank { start += 1 }
    if start < content.upperBound, bytes[start] == UInt8(ascii: "|") { start += 1 }
    var offset = start
    while offset < content.upperBound {
      if isBar(offset, from: content.lowerBound, in: bytes) {
        cells.append(Cell(text: trim(start..<offset, in: bytes)))
        start = offset + 1
      }
      offset += 1
    }
    let rest = trim(start..<content.upperBound, in: bytes)
    if !rest.isEmpty { cells.append(Cell(text: rest)) }
    return cells
  }

  static func hasBar(_ content: Range<Int>, in bytes: [UInt8]) -> Bool {
    content.contains { isBar($0, from: content.lowerBound, in: bytes) }
  }

  private static func isBar(_ offset: Int, from start: Int, in bytes: [UInt8]) -> Bool {
    bytes[offset] == UInt8(ascii: "|") && !(offset > start && bytes[offset - 1] == UInt8(ascii: "\\"))
  }

  static func trim(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, bytes[lower].isBlank { lower += 1 }
    while lower < upper, bytes[upper - 1].isBlank { upper -= 1 }
    return lower..<upper
  }

  /// How many columns the line under a header draws, `|---|:-:|`; nil if it is no such line.
  static func columns(_ content: Range<Int>, in bytes: [UInt8]) -> Int? {
    var offset = content.lowerBound
    func skipBlank() { while offset < content.upperBound, bytes[offset].isBlank { offset += 1 } }
    func skip(_ byte: UInt8) -> Bool {
      guard offset < content.upperBound, bytes[offset] == byte else { return false }
      offset += 1
      return true
    }
    var columns = 0
    skipBlank()
    _ = skip(UInt8(ascii: "|"))
    while true {
      skipBlank()
      if offset == content.upperBound, columns > 0 { return columns }
      _ = skip(UInt8(ascii: ":"))
      guard skip(UInt8(ascii: "-")) else { return nil }
      while skip(UInt8(ascii: "-")) {}
      _ = skip(UInt8(ascii: ":"))
      columns += 1
      skipBlank()
      if offset == content.upperBound { return columns }
      guard skip(UInt8(ascii: "|")) else { return nil }
    }
  }
}
