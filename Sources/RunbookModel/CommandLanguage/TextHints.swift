/// What has to be known of the whole text before its first word is read.
struct TextHints {
  /// Where each variable is used last.
  private(set) var lastUse: [String: Int] = [:]
  /// `name` for each `</name`: its `<name>` is markup.
  private(set) var closingTags: Set<String> = []

  init(_ bytes: [UInt8]) {
    var place = 0
    while place + 1 < bytes.count {
      if bytes[place] == UInt8(ascii: "$") {
        let start = place + (bytes[place + 1] == UInt8(ascii: "{") ? 2 : 1)
        let end = Self.nameEnd(bytes, from: start)
        if end > start { lastUse[String(decoding: bytes[start..<end], as: UTF8.self)] = place }
        place = max(end, place + 1)
      } else if bytes[place] == UInt8(ascii: "<") {
        // `<\/b>` in a pattern of sed closes as well.
        let slash = bytes[place + 1] == UInt8(ascii: "\\") ? place + 2 : place + 1
        let isClosing = slash < bytes.count && bytes[slash] == UInt8(ascii: "/")
        let end = isClosing ? Self.nameEnd(bytes, from: slash + 1) : place + 1
        if isClosing, end > slash + 1 {
          closingTags.insert(String(decoding: bytes[slash + 1..<end], as: UTF8.self))
        }
        place = end
      } else {
        place += 1
      }
    }
  }

  private static func nameEnd(_ bytes: [UInt8], from start: Int) -> Int {
    var end = start
    while end < bytes.count, Placeholder.isWordByte(bytes[end]) { end += 1 }
    return end
  }
}
