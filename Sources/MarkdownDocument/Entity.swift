/// A character reference in the source, `&amp;` or `&#38;`, and the text it became.
///
/// cmark knows the 2,125 names. The text shows whether it knew this one: an unknown name stays as it is
/// written.
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

  /// The byte behind the semicolon. A number has at most seven digits, or six hexadecimal ones; the longest
  /// name has 31 letters.
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

  /// Whether the text goes on with such a second character that does not come from what follows in the
  /// source.
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
