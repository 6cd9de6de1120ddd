/// Phrases that are looked for in many texts: one pass over the bytes of each text, whatever the number of
/// phrases.
///
/// A phrase that begins with a letter of the Latin or Cyrillic script stands at the beginning of a word.
/// Upper and lower case are the same.
public struct PhraseSet: Sendable {
  /// Phrases in lower case, end to end, and where each ends.
  private var phrases: [UInt8] = []
  private var ends: [Int32] = [0]
  /// What begins with each byte in lower case, by seven bits of it.
  private var beginnings = [Beginning](repeating: Beginning(), count: 128)
  /// The phrase before each that begins alike.
  private var alikeBefore: [Int32] = [0]

  /// A phrase's number counts from one, and zero is none: sets are made at each start, so an array for each byte would
  /// be too dear.
  private struct Beginning {
    var last: Int32 = 0
    /// A bit for each byte that comes second, by its lower five bits; all of them for a phrase of one byte.
    var seconds: UInt32 = 0

    mutating func add(_ number: Int, second: UInt8?) {
      last = Int32(number)
      seconds |= second.map { 1 << UInt32($0 & 31) } ?? .max
    }
  }

  /// Phrases are found inside words too.
  private let isLoose: Bool

  /// - Parameter phrases: in lower case.
  public init(_ phrases: [String], insideWords isLoose: Bool = false) {
    self.isLoose = isLoose
    self.phrases.reserveCapacity(16 * phrases.count)
    for phrase in phrases where !phrase.isEmpty { add(phrase) }
  }

  private mutating func add(_ phrase: String) {
    assert(phrase == phrase.lowercased(), phrase)
    let start = phrases.count
    phrases.append(contentsOf: phrase.utf8)
    let first = phrases[start]
    let second = phrases.count > start + 1 ? phrases[start + 1] : nil
    alikeBefore.append(beginnings[Int(first & 0x7F)].last)
    beginnings[Int(first & 0x7F)].add(ends.count, second: second)
    ends.append(Int32(phrases.count))
  }

  /// Whether one of the phrases stands in the text, at a place that is accepted: the bytes of the text in
  /// lower case and the phrase's first. A phrase that ends in a blank may end the text.
  public func isIn(
    _ text: String, where accepts: (UnsafeBufferPointer<UInt8>, Int) -> Bool = { _, _ in true }
  ) -> Bool {
    let found = text.utf8.withContiguousStorageIfAvailable { bytes in
      bytes.reduce(0, |) < 0x80 ? search(bytes, accepts) : nil
    }
    if let found, let found { return found }
    var lower = text.lowercased()
    return lower.withUTF8 { search($0, accepts) }
  }

  private func search(
    _ bytes: UnsafeBufferPointer<UInt8>, _ accepts: (UnsafeBufferPointer<UInt8>, Int) -> Bool
  ) -> Bool {
    beginnings.withUnsafeBufferPointer { beginnings in
      for index in bytes.indices {
        let first = Self.lower(bytes[index])
        let beginning = beginnings[Int(first & 0x7F)]
        // Five bits do not tell upper from lower case. A phrase that ends in a blank may end the text.
        let second: UInt32 = index + 1 < bytes.count ? 1 << UInt32(bytes[index + 1] & 31) : .max
        guard beginning.seconds & second != 0 else { continue }
        let isInWord = index > 0 && Self.isLetter(Self.lower(bytes[index - 1]))
        if isInWord, !isLoose, Self.beginsWord(first) { continue }
        var number = Int(beginning.last)
        while number != 0 {
          if matches(number, bytes, index), accepts(bytes, index) { return true }
          number = Int(alikeBefore[number])
        }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  /// A letter of Latin and Cyrillic text; three-byte scripts have no blanks between words.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x80...0xDF).contains(byte)
  }

  private static func beginsWord(_ first: UInt8) -> Bool {
    (0x61...0x7A).contains(first) || (0xC3...0xDF).contains(first)
  }

  private func matches(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let (from, to) = (Int(ends[number - 1]), Int(ends[number]))
    let room = bytes.count - start
    guard room >= to - from || room == to - from - 1 && phrases[to - 1] == 0x20 else { return false }
    for offset in 0..<min(to - from, room) where Self.lower(bytes[start + offset]) != phrases[from + offset] {
      return false
    }
    return true
  }
}
