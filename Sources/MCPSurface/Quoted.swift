import Findings

/// Words from the client as we repeat them: cleaned, cut, in quotes.
enum Quoted {
  private static let longest = 60

  static func text(_ text: String) -> String {
    let clean = WorldText.clean(String(text.prefix(longest + 1))).replacing("\n", with: " ")
    return "\"" + (clean.count > longest ? clean.prefix(longest) + "…" : clean[...]) + "\""
  }
}
