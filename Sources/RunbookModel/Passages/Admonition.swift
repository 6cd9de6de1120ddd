/// The line that opens a coloured box: `[!WARNING]`, `!!! danger "Title"`, `:::danger Title`. It is no words of the text.
enum Admonition {
  /// How many bytes of the text it takes, the line's end included; none where the text opens with words.
  static func length(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard let first = bytes.first, "[!?:".utf8.contains(first) else { return 0 }
    let line = bytes.prefix { $0 != 0x0A }
    let isMark = marks.contains { mark in
      line.starts(with: mark) && line.dropFirst(mark.count).contains { (0x61...0x7A).contains($0 | 0x20) }
    }
    return isMark ? min(line.count + 1, bytes.count) : 0
  }

  /// What the box says.
  static func words(of text: String) -> String {
    let length = text.withBytes { Self.length($0) }
    return length == 0 ? text : text.part(length..<text.utf8.count)
  }

  private static let marks = ["[!", "!!! ", "??? ", "???+ ", ":::"].map { Array($0.utf8) }

  /// `:::` on a line of its own closes the box.
  static func closing(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let colons = bytes.reversed().prefix { $0 == 0x3A }.count
    guard colons >= 3 else { return 0 }
    return colons == bytes.count || bytes[bytes.count - colons - 1] == 0x0A ? colons : 0
  }

  /// `!!! danger "Never run these"`: the title takes back what the box holds.
  static func forbids(_ text: String) -> Bool {
    let title = text.withBytes { bytes in
      String(decoding: bytes.prefix(length(bytes)).drop { !" ]".utf8.contains($0) }, as: UTF8.self)
    }
    return !title.isEmpty && Withdrawal.heads(title.filter { $0 != "\"" && $0 != "]" }.trimmed)
  }
}
