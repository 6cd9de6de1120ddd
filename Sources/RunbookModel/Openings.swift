/// How the words begin that are looked for, in either case. By their first two bytes, which a stem keeps, most words of a
/// text are told to be none of them; the others only may be.
struct Openings {
  private var bits = [UInt32](repeating: 0, count: 32)

  mutating func insert(_ word: String) {
    var word = word
    word.withUTF8 { insert($0) }
  }

  mutating func insert(stemsOf concepts: ConceptSet) {
    guard !concepts.isEmpty else { return }
    Concept.eachPlainStem { stem, meant in
      if !meant.isDisjoint(with: concepts) { insert(stem) }
    }
  }

  func mayHold(_ word: String) -> Bool { mayHold(word, "") }

  /// Two words as one.
  func mayHold(_ word: String, _ next: String) -> Bool {
    var bytes = word.utf8.makeIterator()
    guard let first = bytes.next() else { return true }
    return mayHold(first, bytes.next() ?? next.utf8.first ?? 0)
  }

  private mutating func insert(_ word: UnsafeBufferPointer<UInt8>) {
    guard let first = word.first else { return }
    bits[Int(first & 31)] |= 1 << UInt32((word.count > 1 ? word[1] : 0) & 31)
  }

  func mayHold(_ first: UInt8, _ second: UInt8) -> Bool {
    first | second >= 0x80 || bits[Int(first & 31)] & 1 << UInt32(second & 31) != 0
  }
}
