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

/// The run of backticks that ends a code span.
enum Backticks {
  /// The first backtick of the next run of exactly that length; the end of the bytes without one.
  static func end(in bytes: [UInt8], from start: Int, length: Int) -> Int {
    var position = start
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "`") else {
        position += 1
        continue
      }
      let first = position
      while position < bytes.count, bytes[position] == UInt8(ascii: "`") { position += 1 }
      if position - first == length { return first }
    }
    return bytes.count
  }
}

/// A character reference in the source, `&amp;` or `&#38;`, and the text it became.
///
/// cmark knows the 2,125 names. The text shows whether it knew this one: an unknown name stays as it is written.
struct Entity {
  let sourceLength: Int
  let textLength: Int

  init?(in bytes: [UInt8], at start: Int, as literal: UnsafePointer<CChar>) {
    guard let end = Self.end(bytes, start) else { return nil }
    let isNumber = bytes[start + 1] == UInt8(ascii: "#")
    let name = bytes[(start + 1)..<(end - 1)]
    let isAmpersand = name.elementsEqual("amp".utf8) || name.elementsEqual("AMP".utf8)
    // No other name stands for an ampersand, so one in the text is the source's own.
    if literal[0] == CChar(bitPattern: UInt8(ascii: "&")), !isNumber, !isAmpersand { return nil }
    var length = Self.scalarLength(literal)
    // Some names stand for two characters, the second of which always is one of these.
    if !isNumber, !isAmpersand, literal[length] != 0, Self.isSecond(literal + length, unless: bytes[end...]) {
      length += Self.scalarLength(literal + length)
    }
    sourceLength = end - start
    textLength = length
  }

  /// The byte behind the semicolon. A number has at most seven digits, or six hexadecimal ones; the longest name has 31
  /// letters.
  private static func end(_ bytes: [UInt8], _ start: Int) -> Int? {
    var position = start + 1
    func at(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }
    var longest = 31
    var isPart: (UInt8) -> Bool = { $0.isLetter || $0.isDigit }
    if at(UInt8(ascii: "#")) {
      position += 1
      let isHexadecimal = at(UInt8(ascii: "x")) || at(UInt8(ascii: "X"))
      if isHexadecimal { position += 1 }
      longest = isHexadecimal ? 6 : 7
      isPart = {
        $0.isDigit || isHexadecimal && $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "f")
      }
    }
    let first = position
    while position < bytes.count, position <= first + longest, isPart(bytes[position]) { position += 1 }
    return position > first && position <= first + longest && at(UInt8(ascii: ";")) ? position + 1 : nil
  }

  private static func scalarLength(_ literal: UnsafePointer<CChar>) -> Int {
    switch UInt8(bitPattern: literal[0]) {
    case 0..<0x80: 1
    case 0..<0xE0: 2
    case 0..<0xF0: 3
    default: 4
    }
  }

  /// U+0331, U+0333, U+0338, U+200A, U+20D2, U+20E5, U+FE00, and the `j` of `&fjlig;`.
  private static let seconds = [
    "\u{331}", "\u{333}", "\u{338}", "\u{200A}", "\u{20D2}", "\u{20E5}", "\u{FE00}", "j",
  ]

  /// Whether the text goes on with such a second character that does not come from what follows in the source.
  private static func isSecond(_ literal: UnsafePointer<CChar>, unless rest: ArraySlice<UInt8>) -> Bool {
    seconds.contains { second in
      var index = 0
      for byte in second.utf8 {
        guard UInt8(bitPattern: literal[index]) == byte else { return false }
        index += 1
      }
      return !rest.starts(with: second.utf8)
    }
  }
}
