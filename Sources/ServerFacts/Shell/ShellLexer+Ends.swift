extension ShellLexer {
  /// The end of what begins with a quote, `$`, a backtick or a backslash.
  func pieceEnd(_ start: Int, depth: Int = 0) -> Int {
    guard depth < Self.deepest else { return bytes.count }
    switch at(start) {
    case 0x5C: return min(start + 2, bytes.count)
    case 0x27, 0x60:
      var place = start + 1
      while place < bytes.count, at(place) != at(start) {
        place += at(place) == 0x5C && at(start) == 0x60 ? 2 : 1
      }
      return min(place + 1, bytes.count)
    case 0x22:
      var place = start + 1
      while place < bytes.count, at(place) != 0x22 {
        place =
          [0x5C, 0x24, 0x60].contains(at(place))
          ? max(pieceEnd(place, depth: depth + 1), place + 1) : place + 1
      }
      return min(place + 1, bytes.count)
    default: return expansionEnd(start, depth)
    }
  }

  private func expansionEnd(_ start: Int, _ depth: Int) -> Int {
    var place = start + 1
    switch at(place) {
    case 0x28: return balanced(place, 0x28, 0x29, depth)
    case 0x7B: return balanced(place, 0x7B, 0x7D, depth)
    case 0x27:
      place += 1
      while place < bytes.count, at(place) != 0x27 { place += at(place) == 0x5C ? 2 : 1 }
      return min(place + 1, bytes.count)
    case 0x21, 0x23, 0x24, 0x2A, 0x2D, 0x3F, 0x40: return place + 1
    case 0x30...0x39: return place + 1
    default:
      while (0x30...0x39).contains(at(place)) || (0x41...0x5A).contains(at(place) & 0xDF) || at(place) == 0x5F
      {
        place += 1
      }
      return place
    }
  }

  /// The end of a pair of brackets, quotes in it passed over.
  func balanced(_ start: Int, _ opening: UInt8, _ closing: UInt8, _ level: Int) -> Int {
    var depth = 0
    var place = start
    while place < bytes.count {
      switch at(place) {
      case opening: depth += 1
      case closing:
        depth -= 1
        if depth == 0 { return place + 1 }
      case 0x27 where opening == 0x28, 0x22, 0x60, 0x5C:
        place = pieceEnd(place, depth: level + 1)
        continue
      default: break
      }
      place += 1
    }
    return bytes.count
  }
}
