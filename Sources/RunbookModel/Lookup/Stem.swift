/// Takes the endings off a word, lightly, so that `backups`, `restarting` and `reiniciar` meet their kin.
///
/// The same rules are used for the question and the runbook, and for every language in Latin letters: what
/// matters is
/// that two forms of one word meet and that two words seldom do.
enum Stem {
  static func of(_ word: String) -> String {
    guard let first = word.utf8.first else { return word }
    if first >= 0xD0, first <= 0xD3 { return cyrillic(word) }
    var written = word
    return written.withUTF8 { bytes in
      guard isPlain(bytes) else { return word }
      return withStem(ofPlain: bytes) { stem in
        stem.elementsEqual(bytes) ? word : String(decoding: stem, as: UTF8.self)
      }
    }
  }

  /// Nothing but small Latin letters.
  static func isPlain(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    word.allSatisfy { $0 &- 0x61 < 26 }
  }

  static func withStem<Result>(
    ofPlain word: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    guard word.count > 3 else { return body(word) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: word.count) { room in
      _ = room.initialize(from: word)
      var letters = Letters(all: room, count: word.count)
      letters.takeEndings()
      return body(UnsafeBufferPointer(rebasing: room[..<letters.count]))
    }
  }

  /// A word in plain small letters that gets shorter from its end.
  private struct Letters {
    var all: UnsafeMutableBufferPointer<UInt8>
    var count: Int

    var last: UInt8 { all[count - 1] }

    mutating func takeEndings() {
      takeForms()
      takePlural()
      if ends("ability") {
        count -= 4
        respell("l")
      }
      takeEnding()
      if count > 4, last == UInt8(ascii: "e") { count -= 1 }
      if count > 5, last == UInt8(ascii: "o") || last == UInt8(ascii: "a") { count -= 1 }
      if count > 4, last == UInt8(ascii: "i"), !ends("ai") { respell("y") }
      if count > 3, all[count - 2] == last, !"sleaiou".utf8.contains(last) { count -= 1 }
    }

    /// What no ending tells: `lost` is of `lose`, `sent` of `send`, and `postgresql` is called
    /// `postgres` as well, an application an app.
    private mutating func takeForms() {
      if count == 4, ends("ost") || ends("oss"), all[0] == UInt8(ascii: "l") { return respell("e") }
      if count <= 5, ends("ent") || ends("uilt"), "slb".utf8.contains(all[0]) { return respell("d") }
      if count == 10, ends("ostgresql") { count -= 3 }
      if count == 11 || count == 12, all[0] == UInt8(ascii: "a"), ends("pplication") || ends("pplications") {
        count = 3
      }
    }

    /// One at most, and only from a word that stays long enough.
    private mutating func takeEnding() {
      switch Unicode.Scalar(last) {
      case "n": _ = take("ation", 9) || take("ion", 7) || take("en", 7)
      case "t": _ = take("ment", 8)
      case "g": _ = take("ing", 6)
      case "d": _ = take("ed", 5)
      case "l": _ = take("al", 7)
      case "y": _ = take("ly", 6)
      case "o": _ = take("ando", 8) || take("ado", 7)
      case "a": _ = take("ada", 7)
      case "e": _ = take("are", 8)
      case "r": _ = take("ar", 6) || take("ir", 6)
      default: break
      }
    }

    private mutating func take(_ ending: StaticString, _ least: Int) -> Bool {
      guard count >= least, ends(ending) else { return false }
      count -= ending.utf8CodeUnitCount
      return true
    }

    private mutating func takePlural() {
      guard last == UInt8(ascii: "s"), !ends("ttps") else { return }
      // `manuais` → `manual`
      if count > 6, ends("ais") {
        count -= 1
        return respell("l")
      }
      let before = all[count - 2]
      guard before != UInt8(ascii: "s"), before != UInt8(ascii: "u"), before != UInt8(ascii: "i") else {
        return
      }
      count -= 1
      if count > 4, ends("ie") {
        count -= 1
        respell("y")
      } else if count > 4, ends("she") || ends("che") || ends("xe") || ends("sse") {
        count -= 1
      }
    }

    private mutating func respell(_ letter: Unicode.Scalar) {
      all[count - 1] = UInt8(ascii: letter)
    }

    private func ends(_ ending: StaticString) -> Bool {
      let length = ending.utf8CodeUnitCount
      guard count > length else { return false }
      for back in 1...length where all[count - back] != ending.utf8Start[length - back] { return false }
      return true
    }
  }

  /// Russian and its kin: up to three letters of an ending, and at least three of the word stay.
  private static func cyrillic(_ word: String) -> String {
    var letters = Array(word.unicodeScalars)
    for ending in cyrillicEndings where letters.count >= ending.count + 3 {
      if letters[(letters.count - ending.count)...].elementsEqual(ending) {
        letters.removeLast(ending.count)
        break
      }
    }
    return String(String.UnicodeScalarView(letters))
  }

  private static let cyrillicEndings: [[Unicode.Scalar]] = [
    "ются", "ется", "ться", "ами", "ями", "ого", "его", "ому", "ему", "ить", "ать", "ять", "еть", "ает", "ют",
    "ой",
    "ей", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ом", "ем", "ам", "ям", "ах", "ях", "ов", "ев",
    "ию", "ия",
    "ии", "ит", "ет", "а", "я", "ы", "и", "у", "ю", "о", "е", "ь", "й",
  ].map { Array($0.unicodeScalars) }
}
