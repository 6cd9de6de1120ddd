/// Some of the characters of ASCII, asked for byte by byte.
struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init(_ characters: StaticString) {
    characters.withUTF8Buffer { bytes in
      for byte in bytes {
        precondition(byte < 0x80, "not a character of ASCII")
        if byte < 0x40 { low |= 1 << byte } else { high |= 1 << (byte & 0x3F) }
      }
    }
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 0x80 && (byte < 0x40 ? low : high) >> (byte & 0x3F) & 1 == 1
  }
}
