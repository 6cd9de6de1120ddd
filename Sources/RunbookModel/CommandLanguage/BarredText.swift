/// A line cut at its bars: those outside quotes that are no `||`.
enum BarredText {
  static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece: [UInt8] = []
    let bytes = Array(text.utf8)
    var quote: UInt8?
    var depth = 0
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      let next = place + 1 < bytes.count ? bytes[place + 1] : 0
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 39 || byte == 34 || byte == 96 {
        quote = byte
      } else if byte == 40 || byte == 60 || byte == 123 {
        depth += 1
      } else if byte == 41 || byte == 62 || byte == 125 {
        depth = max(0, depth - 1)
      } else if byte == 124, next == 124 {
        piece.append(byte)
        place += 1
      } else if byte == 124, depth == 0 {
        pieces.append(String(decoding: piece, as: UTF8.self).trimmed)
        piece = []
        place += 1
        continue
      }
      piece.append(bytes[place])
      place += 1
    }
    pieces.append(String(decoding: piece, as: UTF8.self).trimmed)
    return pieces.contains { $0.isEmpty } ? [text] : pieces
  }
}
