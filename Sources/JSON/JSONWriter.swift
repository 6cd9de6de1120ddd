/// Writes a value into bytes.
struct JSONWriter {
  private let indents: Bool
  private let sortsKeys: Bool
  private var bytes: [UInt8] = []
  private var depth = 0

  init(indents: Bool, sortsKeys: Bool) {
    self.indents = indents
    self.sortsKeys = sortsKeys
  }

  var text: String { String(decoding: bytes, as: UTF8.self) }

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
        writer.put(writer.indents ? ": " : ":")
        writer.write(member.value)
      }
    }
  }

  private mutating func list<Element>(
    _ elements: [Element], between brackets: (UInt8, UInt8), _ each: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(brackets.0)
    depth += 1
    var isFirst = true
    for element in elements {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      breakLine()
      each(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    bytes.append(brackets.1)
  }

  private mutating func breakLine() {
    guard indents else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { put("  ") }
  }

  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// `.number` can be built from any text; what is no JSON number is written as a string, so that the output
  /// is always JSON.
  private mutating func write(number text: String) {
    let digits = Array(text.utf8)
    if JSONParser.numberEnd(in: digits, from: 0) == digits.count { put(text) } else { write(string: text) }
  }

  private mutating func write(string text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { text in
      var start = 0
      for place in text.indices where Self.isEscaped(text[place]) {
        bytes.append(contentsOf: text[start..<place])
        escape(text[place])
        start = place + 1
      }
      bytes.append(contentsOf: text[start...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func isEscaped(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): put("\\\"")
    case UInt8(ascii: "\\"): put("\\\\")
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
