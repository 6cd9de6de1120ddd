/// The words of a list that a mistyped word may have meant.
public enum Nearest {
  /// At most three, nearest first; a word further away than a third of its length is no candidate.
  public static func words(to word: String, among candidates: [String]) -> [String] {
    let word = word.lowercased()
    let ranked = candidates.map { ($0, distance(word, $0.lowercased())) }
      .filter {
        $0.1 <= max(1, max(word.count, $0.0.count) / 3) || $0.0.lowercased().contains(word) && word.count > 2
      }
      .sorted { ($0.1, $0.0) < ($1.1, $1.0) }
    return ranked.prefix(3).map(\.0)
  }

  /// Whether one is the other with a single slip: a letter too many, too few, wrong, or two changed round.
  public static func isSlip(_ word: String, _ other: String) -> Bool {
    if distance(word, other) == 1 { return true }
    let left = Array(word), right = Array(other)
    guard left.count == right.count else { return false }
    let places = left.indices.filter { left[$0] != right[$0] }
    return places.count == 2 && places[1] == places[0] + 1 && left[places[0]] == right[places[1]]
      && left[places[1]] == right[places[0]]
  }

  /// The Levenshtein distance over characters, in one row. Words from outside are cut at 64 characters first.
  private static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.prefix(64)), right = Array(right.prefix(64))
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (character == other ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }
}
