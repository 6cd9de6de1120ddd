/// Reads JSON from bytes, one value after the other.
struct JSONParser {
  private let bytes: [UInt8]
  private let limits: JSON.Limits
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8], limits: JSON.Limits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func document() throws(JSON.Malformed) -> JSON {
    if bytes.count > limits.bytes { throw malformed(.tooLarge, at: max(limits.bytes, 0)) }
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { throw malformed(.byteOrderMark) }
    skipSpace()
    if position == bytes.count { throw malformed(.empty) }
    let value = try value()
    skipSpace()
    if position < bytes.count { throw malformed(.trailing) }
    return value
  }

  private mutating func value() throws(JSON.Malformed) -> JSON {
    guard let first = peek else { throw malformed(.unfinished) }
    switch first {
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: throw malformed(.unexpected)
    }
  }

  private mutating func array() throws(JSON.Malformed) -> JSON {
    try open()
    var values: [JSON] = []
    if !close(UInt8(ascii: "]")) {
      repeat {
        skipSpace()
        values.append(try value())
      } while try next(before: UInt8(ascii: "]"))
    }
    return .array(values)
  }

  private mutating func object() throws(JSON.Malformed) -> JSON {
    try open()
    var object = JSONObject()
    if !close(UInt8(ascii: "}")) {
      repeat {
        skipSpace()
        let start = position
        guard peek == UInt8(ascii: "\"") else { throw malformed(peek == nil ? .unfinished : .unexpected) }
        let key = try string()
        skipSpace()
        guard peek == UInt8(ascii: ":") else { throw malformed(peek == nil ? .unfinished : .unexpected) }
        position += 1
        skipSpace()
        if !object.add(key, try value()) { throw malformed(.duplicateKey, at: start) }
      } while try next(before: UInt8(ascii: "}"))
    }
    return .object(object)
  }

  /// Goes into an array or an object, one level deeper.
  private mutating func open() throws(JSON.Malformed) {
    if depth >= limits.depth { throw malformed(.tooDeep) }
    depth += 1
    position += 1
    skipSpace()
  }

  private mutating func close(_ bracket: UInt8) -> Bool {
    guard peek == bracket else { return false }
    position += 1
    depth -= 1
    return true
  }

  /// Passes the comma before the next element, or the bracket that ends the list.
  private mutating func next(before bracket: UInt8) throws(JSON.Malformed) -> Bool {
    skipSpace()
    if peek == UInt8(ascii: ",") {
      position += 1
      return true
    }
    if close(bracket) { return false }
    throw malformed(peek == nil ? .unfinished : .unexpected)
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Malformed) -> JSON {
    for offset in 0..<word.utf8CodeUnitCount {
      guard let byte = peek else { throw malformed(.unfinished) }
      guard byte == word.utf8Start[offset] else { throw malformed(.unexpected) }
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSON.Malformed) -> JSON {
    let start = position
    guard let end = Self.numberEnd(in: bytes, from: start) else { throw malformed(.number, at: start) }
    position = end
    let text = bytes[start..<end]
    let isNegative = text.first == UInt8(ascii: "-")
    var value: Int64 = 0
    for byte in text.dropFirst(isNegative ? 1 : 0) {
      // A fraction or an exponent: no integer as written.
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return raw(text) }
      let digit = Int64(byte - UInt8(ascii: "0"))
      let (shifted, overflows) = value.multipliedReportingOverflow(by: 10)
      // Counting downwards reaches Int64.min, which has no positive counterpart.
      let (sum, overflowsToo) = shifted.subtractingReportingOverflow(digit)
      if overflows || overflowsToo { return raw(text) }
      value = sum
    }
    if isNegative { return value == 0 ? raw(text) : .int(value) }
    return value == .min ? raw(text) : .int(-value)
  }

  private func raw(_ text: ArraySlice<UInt8>) -> JSON { .number(String(decoding: text, as: UTF8.self)) }

  /// The end of the JSON number that starts here, nil if none does. A `-` or a digit must not go on behind it
  /// either: `01` is refused by whoever looks at what follows.
  static func numberEnd(in bytes: [UInt8], from start: Int) -> Int? {
    var position = start
    func isDigit() -> Bool {
      position < bytes.count && bytes[position] >= UInt8(ascii: "0") && bytes[position] <= UInt8(ascii: "9")
    }
    func digits() -> Bool {
      let first = position
      while isDigit() { position += 1 }
      return position > first
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
    if position < bytes.count, bytes[position] == UInt8(ascii: "0") {
      position += 1
      if isDigit() { return nil }
    } else if !digits() {
      return nil
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      if !digits() { return nil }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      if !digits() { return nil }
    }
    return position
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
      default: return
      }
    }
  }

  private mutating func string() throws(JSON.Malformed) -> String {
    position += 1
    let start = position
    var isASCII = true
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        let text = try decoded(bytes[start..<position], isASCII: isASCII, at: start)
        position += 1
        return text
      }
      if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
      if byte < 0x20 { throw malformed(.controlCharacter) }
      if byte >= 0x80 { isASCII = false }
      position += 1
    }
    throw malformed(.unfinished)
  }

  /// A string with escapes is put together in a buffer; `position` is at the first backslash.
  private mutating func escapedString(from start: Int) throws(JSON.Malformed) -> String {
    var buffer = Array(bytes[start..<position])
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        let text = try decoded(buffer[...], isASCII: false, at: start)
        position += 1
        return text
      case UInt8(ascii: "\\"): try unescape(into: &buffer)
      case 0..<0x20: throw malformed(.controlCharacter)
      default:
        buffer.append(byte)
        position += 1
      }
    }
    throw malformed(.unfinished)
  }

  private mutating func unescape(into buffer: inout [UInt8]) throws(JSON.Malformed) {
    let start = position
    position += 1
    guard let byte = peek else { throw malformed(.unfinished) }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): buffer.append(byte)
    case UInt8(ascii: "b"): buffer.append(0x08)
    case UInt8(ascii: "f"): buffer.append(0x0C)
    case UInt8(ascii: "n"): buffer.append(0x0A)
    case UInt8(ascii: "r"): buffer.append(0x0D)
    case UInt8(ascii: "t"): buffer.append(0x09)
    case UInt8(ascii: "u"):
      var value = try fourDigits(from: start)
      if (0xD800..<0xDC00).contains(value), peek == UInt8(ascii: "\\") {
        position += 1
        guard peek == UInt8(ascii: "u") else { throw malformed(.surrogate, at: start) }
        position += 1
        let low = try fourDigits(from: start)
        guard (0xDC00..<0xE000).contains(low) else { throw malformed(.surrogate, at: start) }
        value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value) else { throw malformed(.surrogate, at: start) }
      buffer.append(contentsOf: String(scalar).utf8)
    default: throw malformed(.escape, at: start)
    }
  }

  private mutating func fourDigits(from start: Int) throws(JSON.Malformed) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek else { throw malformed(.unfinished) }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "a")...UInt8(ascii: "f"):
        value = value << 4 | UInt32(byte | 0x20 - UInt8(ascii: "a") + 10)
      default: throw malformed(.escape, at: start)
      }
      position += 1
    }
    return value
  }

  private func decoded(_ slice: ArraySlice<UInt8>, isASCII: Bool, at start: Int) throws(JSON.Malformed)
    -> String
  {
    if isASCII { return String(decoding: slice, as: UTF8.self) }
    guard let text = String(validating: slice, as: UTF8.self) else { throw malformed(.notUTF8, at: start) }
    return text
  }

  private func malformed(_ reason: JSON.Malformed.Reason, at offset: Int? = nil) -> JSON.Malformed {
    let offset = min(offset ?? position, bytes.count)
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return JSON.Malformed(
      reason: reason, offset: offset, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
      column: offset - lineStart + 1)
  }
}
