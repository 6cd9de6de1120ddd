/// The words by which a line of a log speaks of an error, whatever program wrote it.
public enum ErrorWords {
  static let words = ["error", "fatal", "exception", "panic", "uncaught", "unhandled"]

  public static func isIn(_ line: some StringProtocol) -> Bool {
    var bytes = Array(line.utf8)
    return bytes.withUnsafeMutableBufferPointer { search.first(in: UnsafeBufferPointer($0), from: 0) } != nil
  }

  static let search = WordSearch(words)
}

/// Finds where one of some words stands in bytes, upper or lower case: it looks at two bytes and knows from them how far
/// no word can begin (the method of Wu and Manber), so that a large log is passed over several bytes at a time.
struct WordSearch: Sendable {
  private let words: [[UInt8]]
  /// How many bytes the shortest word has: the window that is moved.
  private let window: Int
  /// How far the window may be moved on, by the last two bytes in it.
  private let shifts: [UInt8]

  /// - Parameter words: lower case, ASCII, two bytes at least.
  init(_ words: [String]) {
    let words = words.map { Array($0.utf8) }
    let window = words.map(\.count).min() ?? 2
    var shifts = [UInt8](repeating: UInt8(clamping: window - 1), count: 1 << 16)
    for word in words {
      for end in 1..<window {
        let shift = UInt8(clamping: window - 1 - end)
        for first in Self.cases(word[end - 1]) {
          for second in Self.cases(word[end]) {
            let pair = Self.pair(first, second)
            shifts[pair] = min(shifts[pair], shift)
          }
        }
      }
    }
    (self.words, self.window, self.shifts) = (words, window, shifts)
  }

  /// Where the first word stands that begins at a place or behind it.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    shifts.withUnsafeBufferPointer { shifts in
      var place = start + window - 1
      while place < bytes.count {
        let shift = Int(shifts[Self.pair(bytes[place - 1], bytes[place])])
        if shift == 0 {
          let begin = place - window + 1
          if words.contains(where: { Self.stands($0, in: bytes, at: begin) }) { return begin }
          place += 1
        } else {
          place += shift
        }
      }
      return nil
    }
  }

  private static func stands(_ word: [UInt8], in bytes: UnsafeBufferPointer<UInt8>, at begin: Int) -> Bool {
    guard begin + word.count <= bytes.count else { return false }
    for (offset, letter) in word.enumerated() where bytes[begin + offset] | 0x20 != letter { return false }
    return true
  }

  private static func cases(_ letter: UInt8) -> [UInt8] { [letter, letter & 0xDF] }

  @inline(__always)
  private static func pair(_ first: UInt8, _ second: UInt8) -> Int { Int(first) << 8 | Int(second) }
}
