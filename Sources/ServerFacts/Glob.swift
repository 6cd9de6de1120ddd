/// `*` and `?` of fnmatch(3); other patterns stand for themselves.
enum Glob {
  /// As a shell lists files: a name with a leading dot is matched by a pattern with one.
  static func matches(_ name: String, _ pattern: some StringProtocol) -> Bool {
    if name.hasPrefix("."), !pattern.hasPrefix(".") { return false }
    return matchesText(name, pattern)
  }

  /// Goes back to the last star only, which is enough.
  static func matchesText(_ text: String, _ pattern: some StringProtocol) -> Bool {
    let text = Array(text.utf8), pattern = Array(pattern.utf8)
    var place = 0, mark = 0
    var star: (mark: Int, place: Int)?
    while place < text.count {
      if mark < pattern.count, pattern[mark] == UInt8(ascii: "*") {
        star = (mark, place)
        mark += 1
      } else if mark < pattern.count, pattern[mark] == UInt8(ascii: "?") || pattern[mark] == text[place] {
        mark += 1
        place += 1
      } else if let last = star {
        mark = last.mark + 1
        place = last.place + 1
        star = (last.mark, place)
      } else {
        return false
      }
    }
    return pattern[mark...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
