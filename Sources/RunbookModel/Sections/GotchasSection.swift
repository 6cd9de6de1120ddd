public import Findings
public import MarkdownDocument

/// A prohibition that the runbook states: a path that must stay.
public struct Rule: Entry {
  public static let kind = "rule"
  /// The protected path.
  public var name: Located<String>
  /// The whole sentence, as it is written.
  public var sentence: Located<String>
  public var claims: [Claim]
}

/// Sentences such as `X lives at /path -- do not delete`, under any heading.
public enum GotchasSection: SectionReader {
  public static let id = "gotchas"

  private static let prohibitions = [
    "do not delete", "don't delete", "never delete", "do not remove", "never remove", "must not be deleted",
  ]

  public static func reads(_ section: Section) -> Bool { section.bullets.contains { forbids($0.text.text) } }

  public static func read(_ section: Section) -> (entries: [Rule], findings: [Finding]) {
    let rules = section.bullets.compactMap { item -> Rule? in
      let sentence = Located(item.text.text, at: item.text.range)
      guard forbids(sentence.value), let path = sentence.path else { return nil }
      guard let place = sentence.value.firstRange(of: path.value) else { return nil }
      let start = sentence.value.utf8.distance(from: sentence.value.startIndex, to: place.lowerBound)
      let name = Located(path.value, at: item.text.range(ofUTF8: start..<(start + path.value.utf8.count)))
      let claim = Claim(Address(Rule.kind, path.value, "protected"), label: "do not delete", value: name)
      return Rule(name: name, sentence: sentence, claims: [claim])
    }
    return (rules, [])
  }

  private static func forbids(_ sentence: String) -> Bool {
    let sentence = sentence.lowercased()
    return prohibitions.contains { sentence.contains($0) }
  }
}
