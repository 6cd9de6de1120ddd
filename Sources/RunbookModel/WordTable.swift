/// Words of our own, found by their bytes. It is made anew at each start, so a string for each word would be too dear.
///
/// What is looked up never enters it: nobody outside chooses what collides.
struct WordTable: Sendable {
  /// Each word has a place: how many were there before it.
  private(set) var count = 0
  /// All words end to end and where each ends, with room behind them. Appending word by word would cost twice as much.
  private var bytes: [UInt8]
  private var ends: [Int32]
  /// A word's place and one, where its hash falls or the next free slot; at most half of them are taken.
  private var slots: [Int32]

  init(capacity: Int = 64) {
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = Array(repeating: 0, count: size)
    ends = Array(repeating: 0, count: size / 2 + 1)
    bytes = Array(repeating: 0, count: 8 * capacity)
  }

  /// The words of a text, which stand between blanks or on lines of their own.
  init(_ text: String) {
    self.init(capacity: text.utf8.count / 6)
    Self.eachWord(in: text) { insert($0) }
  }

  static func eachWord(in text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var text = text
    text.withUTF8 { text in
      var start = 0
      for place in 0...text.count where place == text.count || text[place] <= 0x20 {
        if place > start { body(UnsafeBufferPointer(rebasing: text[start..<place])) }
        start = place + 1
      }
    }
  }

  /// The word's place, now or before.
  @discardableResult mutating func insert(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    if 2 * (count + 1) > slots.count { grow() }
    let slot = slot(of: word)
    guard slots[slot] == 0 else { return Int(slots[slot]) - 1 }
    let start = Int(ends[count]), end = start + word.count
    if end > bytes.count { bytes += repeatElement(0, count: end) }
    bytes.withUnsafeMutableBytes { $0[start..<end].copyBytes(from: word) }
    count += 1
    ends[count] = Int32(end)
    slots[slot] = Int32(count)
    return count - 1
  }

  func place(of word: some StringProtocol) -> Int? {
    var word = String(word)
    return word.withUTF8 { word in
      let place = Int(slots[slot(of: word)]) - 1
      return place < 0 ? nil : place
    }
  }

  func contains(_ word: some StringProtocol) -> Bool { place(of: word) != nil }

  /// Every word with its place.
  func eachWord(_ body: (UnsafeBufferPointer<UInt8>, Int) -> Void) {
    bytes.withUnsafeBufferPointer { bytes in
      for place in 0..<count {
        body(UnsafeBufferPointer(rebasing: bytes[Int(ends[place])..<Int(ends[place + 1])]), place)
      }
    }
  }

  /// The slot that holds the word, or the free one where it would stand.
  private func slot(of word: UnsafeBufferPointer<UInt8>) -> Int {
    slots.withUnsafeBufferPointer { slots in
      var slot = Self.hash(word) & (slots.count - 1)
      while slots[slot] != 0, !holds(Int(slots[slot]) - 1, word) { slot = (slot + 1) & (slots.count - 1) }
      return slot
    }
  }

  private func holds(_ place: Int, _ word: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = Int(ends[place])
    guard Int(ends[place + 1]) - start == word.count else { return false }
    for offset in 0..<word.count where bytes[start + offset] != word[offset] { return false }
    return true
  }

  /// FNV-1a, 32 bits, the upper half folded into the lower.
  private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in word { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ (hash >> 16))
  }

  private mutating func grow() {
    let old = self
    self = WordTable(capacity: old.slots.count)
    old.eachWord { word, _ in insert(word) }
  }
}
