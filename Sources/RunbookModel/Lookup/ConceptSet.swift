/// Some concepts, a bit each: far cheaper than a hashed set, and most texts mean none or one.
struct ConceptSet: Hashable, Sendable, ExpressibleByArrayLiteral, Sequence {
  private var bits: UInt64

  private init(bits: UInt64) { self.bits = bits }
  init(arrayLiteral concepts: Concept...) {
    bits = concepts.reduce(0) { $0 | Self.bit($1) }
  }

  var isEmpty: Bool { bits == 0 }
  var count: Int { bits.nonzeroBitCount }

  func contains(_ concept: Concept) -> Bool { bits & Self.bit(concept) != 0 }
  func isDisjoint(with other: ConceptSet) -> Bool { bits & other.bits == 0 }
  func isSubset(of other: ConceptSet) -> Bool { bits & ~other.bits == 0 }

  mutating func insert(_ concept: Concept) { bits |= Self.bit(concept) }
  mutating func remove(_ concept: Concept) { bits &= ~Self.bit(concept) }
  mutating func subtract(_ other: ConceptSet) { bits &= ~other.bits }
  mutating func formUnion(_ other: ConceptSet) { bits |= other.bits }

  func union(_ other: ConceptSet) -> ConceptSet { ConceptSet(bits: bits | other.bits) }
  func subtracting(_ other: ConceptSet) -> ConceptSet { ConceptSet(bits: bits & ~other.bits) }
  func intersection(_ other: ConceptSet) -> ConceptSet { ConceptSet(bits: bits & other.bits) }

  /// In the order of the table.
  func makeIterator() -> Iterator { Iterator(bits: bits) }

  struct Iterator: IteratorProtocol {
    fileprivate var bits: UInt64

    mutating func next() -> Concept? {
      guard bits != 0 else { return nil }
      defer { bits &= bits - 1 }
      return Concept(rawValue: bits.trailingZeroBitCount)
    }
  }

  private static func bit(_ concept: Concept) -> UInt64 { 1 << UInt64(concept.rawValue) }
}

extension Sequence<ConceptSet> {
  var joined: ConceptSet { reduce(into: []) { $0.formUnion($1) } }
}
