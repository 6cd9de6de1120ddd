import Findings
import Testing

struct PhraseSetTests {
  private let phrases = PhraseSet([
    "do not ", "don't", "nie", "c", "never", "ça", "нельзя", "不要", "ärger", "nimm", "#1",
  ])

  @Test(arguments: [
    "Do not run it", "please DON'T", "it is nie", "b c d", "NEVER", "oui, ça va", "ЭТО НЕЛЬЗЯ", "请不要重启",
    "Ärger", "we do not",
    "Nimm", "job #1",
  ])
  func finds(_ text: String) { #expect(phrases.isIn(text)) }

  @Test(arguments: [
    "", "undo not it", "do notice", "xdon't", "whenever", "nev", "d", "abc", "harça", "ненельзя", "不 要",
    "Bärger", "#2", "do no",
  ])
  func passesOver(_ text: String) { #expect(!phrases.isIn(text)) }

  @Test func findsInsideWordsWhereItMay() {
    #expect(PhraseSet(["word"], insideWords: true).isIn("PASSWORD"))
    #expect(!PhraseSet(["word"]).isIn("PASSWORD"))
  }

  @Test func accepts() {
    let set = PhraseSet(["log", "lock"])
    var places: [Int] = []
    let isIn = set.isIn("Log, lock, log") { _, place in
      places.append(place)
      return place > 5
    }
    #expect(!isIn || places.last == 11)
    #expect(places == [0, 5, 11])
    #expect(!PhraseSet([]).isIn("log"))
  }
}
