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
    text.withUTF8 { text in
      guard let start = text.baseAddress else { return }
      makeRoom(for: text.count)
      (room + count).update(from: start, count: text.count)
      count += text.count
    }
  }

  /// `.number` can be built from any text; what is no JSON number is written as a string, so that the output
  /// is always JSON.
  private mutating func write(number text: String) {
    let digits = Array(text.utf8)
    if JSONParser.numberEnd(in: digits, from: 0) == digits.count { put(text) } else { write(string: text) }
  }

  private mutating func write(string text: String) {
    var text = text
    text.withUTF8 { text in
      makeRoom(for: text.count + 2)
      var end = room + count
      end.pointee = UInt8(ascii: "\"")
      end += 1
      for place in text.indices {
        let byte = text[place]
        if Self.isEscaped(byte) {
          count = end - room
          escape(byte)
          makeRoom(for: text.count - place)
          end = room + count
        } else {
          end.pointee = byte
          end += 1
        }
      }
      end.pointee = UInt8(ascii: "\"")
      count = end + 1 - room
    }
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
