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

  /// Whether the words between backticks lose a space, or a line break, at each side. The indent behind a
  /// line break is not part of them.
  static func isPadded(_ words: ArraySlice<UInt8>) -> Bool {
    guard let first = words.first, first == 0x20 || first == 0x0A else { return false }
    var isIndent = false
    var last = first
    var hasWords = false
    for byte in words {
      isIndent = byte == 0x0A || isIndent && (byte == 0x20 || byte == 0x09)
      if isIndent, byte == 0x09 { continue }
      last = byte
      if byte != 0x20, byte != 0x0A { hasWords = true }
    }
    return hasWords && (last == 0x20 || last == 0x0A)
  }
}
