/// Phrases that are looked for in many texts: one pass over the bytes of each text, whatever the number of
/// phrases.
///
/// A phrase that begins with a letter of the Latin or Cyrillic script stands at the beginning of a word.
/// Upper and lower case are the same.
public struct PhraseSet: Sendable {
  /// Phrases in lower case by their first byte.
  private let byFirst: [[[UInt8]]]
  /// Whether some phrase begins with the byte, in either case.
  private let begins: [Bool]

  /// Phrases are found inside words too.
  private let isLoose: Bool

  public init(_ phrases: [String], insideWords isLoose: Bool = false) {
    self.isLoose = isLoose
    var byFirst = [[[UInt8]]](repeating: [], count: 256)
    for phrase in phrases {
      let bytes = Array(phrase.lowercased().utf8)
      if let first = bytes.first { byFirst[Int(first)].append(bytes) }
    }
    self.byFirst = byFirst
    begins = (0...255).map { !byFirst[Int(Self.lower($0))].isEmpty }
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
    begins.withUnsafeBufferPointer { begins in
      for index in bytes.indices where begins[Int(bytes[index])] {
        let first = Self.lower(bytes[index])
        let isInWord = index > 0 && Self.isLetter(Self.lower(bytes[index - 1]))
        if isInWord, !isLoose, Self.beginsWord(first) { continue }
        for phrase in byFirst[Int(first)] where Self.matches(phrase, bytes, index) && accepts(bytes, index) {
          return true
        }
      }
      return false
    }
  }

  private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

  /// A letter of Latin and Cyrillic text; three-byte scripts have no blanks between words.
  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x80...0xDF).contains(byte)
  }

  private static func beginsWord(_ first: UInt8) -> Bool {
    (0x61...0x7A).contains(first) || (0xC3...0xDF).contains(first)
  }

  private static func matches(_ phrase: [UInt8], _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
    let room = bytes.count - start
    guard room >= phrase.count || room == phrase.count - 1 && phrase[phrase.count - 1] == 0x20 else {
      return false
    }
    for offset in 0..<min(phrase.count, room) where lower(bytes[start + offset]) != phrase[offset] {
      return false
    }
    return true
  }
}
