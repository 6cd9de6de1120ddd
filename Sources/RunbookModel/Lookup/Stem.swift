/// Takes the endings off a word, lightly, so that `backups`, `restarting` and `reiniciar` meet their kin.
///
/// The same rules are used for the question and the runbook, and for every language in Latin letters: what
/// matters is
/// that two forms of one word meet and that two words seldom do.
enum Stem {
  static func of(_ word: String) -> String {
    guard let first = word.utf8.first else { return word }
    if first >= 0xD0, first <= 0xD3 { return cyrillic(word) }
    var bytes = Array(word.utf8)
    guard bytes.count > 3, bytes.allSatisfy({ (0x61...0x7A).contains($0) }) else { return word }
    plural(&bytes)
    if ends(bytes, "ability") {
      bytes.removeLast(5)
      bytes.append(UInt8(ascii: "l"))
    }
    for ending in endings where bytes.count >= ending.least && ends(bytes, ending.text) {
      bytes.removeLast(ending.text.utf8CodeUnitCount)
      break
    }
    if bytes.count > 4, bytes.last == UInt8(ascii: "e") { bytes.removeLast() }
    if bytes.count > 5, bytes.last == UInt8(ascii: "o") || bytes.last == UInt8(ascii: "a") {
      bytes.removeLast()
    }
    if bytes.count > 4, bytes.last == UInt8(ascii: "i"), !ends(bytes, "ai") {
      bytes[bytes.count - 1] = UInt8(ascii: "y")
    }
    undouble(&bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let endings: [(text: StaticString, least: Int)] = [
    ("ation", 9), ("ment", 8), ("ing", 6), ("ion", 7), ("ed", 5), ("al", 7), ("ly", 6), ("ando", 8),
    ("ado", 7),
    ("ada", 7), ("ar", 6), ("ir", 6), ("en", 7),
  ]

  private static func plural(_ bytes: inout [UInt8]) {
    guard bytes.last == UInt8(ascii: "s"), bytes.count > 3 else { return }
    let before = bytes[bytes.count - 2]
    guard before != UInt8(ascii: "s"), before != UInt8(ascii: "u"), before != UInt8(ascii: "i") else {
      return
    }
    bytes.removeLast()
    if bytes.count > 4, ends(bytes, "ie") {
      bytes.removeLast(2)
      bytes.append(UInt8(ascii: "y"))
    } else if bytes.count > 4, plurals.contains(where: { ends(bytes, $0) }) {
      bytes.removeLast()
    }
  }

  private static func undouble(_ bytes: inout [UInt8]) {
    guard bytes.count > 3, let last = bytes.last, bytes[bytes.count - 2] == last else { return }
    if !"sleaiou".utf8.contains(last) { bytes.removeLast() }
  }

  private static let plurals: [StaticString] = ["she", "che", "xe", "sse"]

  private static func ends(_ bytes: [UInt8], _ ending: StaticString) -> Bool {
    ending.withUTF8Buffer { bytes.count > $0.count && bytes[(bytes.count - $0.count)...].elementsEqual($0) }
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
