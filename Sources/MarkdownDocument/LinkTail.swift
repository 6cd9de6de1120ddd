/// What stands behind the words of a link: `(destination "title")`, `[label]` or nothing.
enum LinkTail {
  /// The first byte behind the tail, from the one behind the words' closing bracket.
  static func end(in bytes: [UInt8], from start: Int) -> Int {
    guard start < bytes.count else { return start }
    switch bytes[start] {
    case UInt8(ascii: "("): return inline(bytes, start) ?? start
    case UInt8(ascii: "["): return label(bytes, start) ?? start
    default: return start
    }
  }

  private static func skipBlank(_ bytes: [UInt8], _ position: inout Int) {
    while position < bytes.count, bytes[position].isBlank { position += 1 }
  }

  private static func inline(_ bytes: [UInt8], _ start: Int) -> Int? {
    var position = start + 1
    skipBlank(bytes, &position)
    guard let behind = destination(bytes, position) else { return nil }
    position = behind
    skipBlank(bytes, &position)
    if position > behind, let behind = title(bytes, position) {
      position = behind
      skipBlank(bytes, &position)
    }
    return position < bytes.count && bytes[position] == UInt8(ascii: ")") ? position + 1 : nil
  }

  private static func destination(_ bytes: [UInt8], _ start: Int) -> Int? {
    var position = start
    if position < bytes.count, bytes[position] == UInt8(ascii: "<") {
      position += 1
      while position < bytes.count {
        switch bytes[position] {
        case UInt8(ascii: ">"): return position + 1
        case UInt8(ascii: "\n"), UInt8(ascii: "<"): return nil
        case UInt8(ascii: "\\"): position += 2
        default: position += 1
        }
      }
      return nil
    }
    var open = 0
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1].isPunctuation {
        position += 2
        continue
      }
      if byte <= 0x20 { break }
      if byte == UInt8(ascii: "(") { open += 1 }
      // As deep as cmark follows them.
      if open > 32 { return nil }
      if byte == UInt8(ascii: ")") {
        if open == 0 { break }
        open -= 1
      }
      position += 1
    }
    return position
  }

  private static func title(_ bytes: [UInt8], _ start: Int) -> Int? {
    guard start < bytes.count else { return nil }
    let close: UInt8
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): close = bytes[start]
    case UInt8(ascii: "("): close = UInt8(ascii: ")")
    default: return nil
    }
    var position = start + 1
    while position < bytes.count, bytes[position] != close {
      // A title in parentheses has none inside.
      if close == UInt8(ascii: ")"), bytes[position] == UInt8(ascii: "(") { return nil }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return position < bytes.count ? position + 1 : nil
  }

  /// CommonMark allows at most 999 bytes in a label.
  private static func label(_ bytes: [UInt8], _ start: Int) -> Int? {
    var position = start + 1
    while position < min(bytes.count, start + 1002) {
      switch bytes[position] {
      case UInt8(ascii: "]"): return position + 1
      case UInt8(ascii: "["): return nil
      case UInt8(ascii: "\\"): position += 2
      default: position += 1
      }
    }
    return nil
  }
}
