/// Writes a value into bytes: into memory of its own, since an array asks at each byte whether somebody else holds it.
struct JSONWriter: ~Copyable {
  private let indents: Bool
  private let sortsKeys: Bool
  private var room = UnsafeMutablePointer<UInt8>.allocate(capacity: 1024)
  private var capacity = 1024
  private var count = 0
  private var depth = 0

  init(indents: Bool, sortsKeys: Bool) {
    self.indents = indents
    self.sortsKeys = sortsKeys
  }

  deinit { room.deallocate() }

  private var written: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: room, count: count) }

  var text: String { String(decoding: written, as: UTF8.self) }

  var bytes: [UInt8] { Array(written) }

  mutating func endLine() { put(UInt8(ascii: "\n")) }

  mutating func write(_ value: JSON) {
    switch value {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .int(let value): put(String(value))
    case .number(let text): write(number: text)
    case .string(let text): write(string: text)
    case .array(let values):
      list(values, between: (UInt8(ascii: "["), UInt8(ascii: "]"))) { $0.write($1) }
    case .object(let object):
      let members =
        sortsKeys
        ? object.members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : object.members
      list(members, between: (UInt8(ascii: "{"), UInt8(ascii: "}"))) { writer, member in
        writer.write(string: member.key)
        writer.put(UInt8(ascii: ":"))
        if writer.indents { writer.put(UInt8(ascii: " ")) }
        writer.write(member.value)
      }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], between brackets: (UInt8, UInt8), _ each: (inout JSONWriter, Element) -> Void
  ) {
    put(brackets.0)
    depth += 1
    var isFirst = true
    for element in elements {
      if !isFirst { put(UInt8(ascii: ",")) }
      isFirst = false
      breakLine()
      each(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    put(brackets.1)
  }

  private mutating func breakLine() {
    guard indents else { return }
    put(UInt8(ascii: "\n"))
    for _ in 0..<depth { put("  ") }
  }

  private mutating func makeRoom(for more: Int) {
    guard capacity - count < more else { return }
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: room, count: count)
    room.deallocate()
    room = larger
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    if count == capacity { makeRoom(for: 1) }
    room[count] = byte
    count += 1
  }

  private mutating func put(_ text: String) {
    var text = text
    text.withUTF8 { put($0) }
  }

  private mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    makeRoom(for: bytes.count)
    (room + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  /// `.number` can be built from any text; what is no JSON number is written as a string, so that the output
  /// is always JSON.
  private mutating func write(number text: String) {
    let digits = Array(text.utf8)
    if JSONParser.numberEnd(in: digits, from: 0) == digits.count { put(text) } else { write(string: text) }
  }

  private mutating func write(string text: String) {
    var text = text
    put(UInt8(ascii: "\""))
    text.withUTF8 { text in
      var start = 0
      while start < text.count {
        let end = Self.endOfPlain(text, from: start)
        put(UnsafeBufferPointer(rebasing: text[start..<end]))
        if end < text.count { escape(text[end]) }
        start = end + 1
      }
    }
    put(UInt8(ascii: "\""))
  }

  /// Where the next byte stands that is escaped, or the end. Eight bytes are looked at together: taking one from each
  /// byte of a word turns on the highest bit of those that were zero.
  private static func endOfPlain(_ text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101, highest = ones << 7
    let bytes = UnsafeRawBufferPointer(text)
    func isAny(_ byte: UInt64, in word: UInt64) -> UInt64 {
      let rest = word ^ (ones &* byte)
      return (rest &- ones) & ~rest
    }
    var place = start
    while place + 8 <= text.count {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let control = (word &- ones &* 0x20) & ~word
      let found = control | isAny(0x22, in: word) | isAny(0x5C, in: word) | isAny(0x7F, in: word)
      if found & highest != 0 { break }
      place += 8
    }
    while place < text.count, !isEscaped(text[place]) { place += 1 }
    return place
  }

  @inline(__always)
  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"):
      put(UInt8(ascii: "\\"))
      put(byte)
    case UInt8(ascii: "\n"): put("\\n")
    case UInt8(ascii: "\r"): put("\\r")
    case UInt8(ascii: "\t"): put("\\t")
    default:
      let digits = String(byte, radix: 16, uppercase: true)
      put(digits.utf8.count == 1 ? "\\u000" : "\\u00")
      put(digits)
    }
  }
}
