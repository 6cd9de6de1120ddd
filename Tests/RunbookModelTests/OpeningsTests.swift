import Testing

@testable import RunbookModel

struct OpeningsTests {
  private static let words: [(Concept, String)] = Concept.allCases.flatMap { concept in
    ConceptWords.of(concept).split(separator: " ").flatMap { word in
      Spelling.words(String(word)).filter { !$0.isWide }.map { (concept, $0.text) }
    }
  }

  @Test func holdsEveryWordOfWhatIsAsked() {
    #expect(Self.words.count > 500)
    for concept in Concept.allCases {
      var openings = Openings()
      openings.insert(stemsOf: [concept])
      for (_, word) in Self.words.filter({ $0.0 == concept }) {
        #expect(openings.mayHold(word), "\(concept): \(word)")
      }
    }
  }

  @Test func holdsAWordByItsStem() {
    for (_, word) in Self.words {
      var openings = Openings()
      openings.insert(Stem.of(word))
      #expect(openings.mayHold(word), "\(word)")
    }
  }

  @Test func holdsTwoWordsAsOne() {
    var openings = Openings()
    openings.insert("xray")
    #expect(openings.mayHold("x", "ray") && openings.mayHold("xr", "ay"))
    #expect(!openings.mayHold("x", "box") && !openings.mayHold("ray", "x"))
  }

  @Test func tellsMostWordsApart() {
    var openings = Openings()
    openings.insert(stemsOf: [.port])
    openings.insert("luci")
    let plain = Self.words.filter { $0.1.utf8.allSatisfy { $0 < 0x80 } }
    let held = plain.filter { openings.mayHold($0.1) }
    #expect(held.count * 5 < plain.count)
  }
}
