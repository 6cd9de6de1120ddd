import Findings

/// What cannot be an answer, however well its words fit.
extension Answering {
  func possible(_ lookup: Lookup?) -> Lookup? {
    guard case .found(let answers) = lookup else { return lookup }
    if deed.keepsData, answers.allSatisfy(destroys) { return nil }
    return answers.allSatisfy(isPossible) ? lookup : nil
  }

  /// `docker compose down -v` deletes what is stored: nobody asked for that who asks how to stop.
  private func destroys(_ answer: Lookup.Answer) -> Bool {
    index.sayings.contains { $0.destroys && $0.answers.contains(answer) }
  }

  private func isPossible(_ answer: Lookup.Answer) -> Bool {
    let value = answer.value.value
    switch question.intent {
    case .place where question.means([.log]):
      // `log.format=json` is no place.
      return value.contains("/") || value.contains("\\") || value.lowercased().contains("log")
        || value.contains("journal") || value.contains("std")
    case .place where answer.address.kind == "mention": return isPlace(value)
    case .what, .open, .count:
      if paraphrase != nil, question.means([.configuration]), !isPlace(value) { return false }
      if question.words.contains(where: { Self.parts.contains($0.spoken) }) {
        return value.contains(where: \.isNumber) && (!isBound(answer.label) || asksBound)
      }
      // "Which host has the IP 10.0.0.4?" gives it.
      if question.words.contains(where: { Self.addresses.contains($0.spoken) }),
        !question.words.contains(where: { $0.spoken.contains(where: \.isNumber) })
      {
        return AllowedSayings.holdsIP(value)
      }
      guard value.allSatisfy(\.isNumber) else { return true }
      // "Which service runs on port 443?" is answered by no number.
      let isGiven = question.words.contains {
        $0.spoken.utf8.count > 2 && $0.spoken.allSatisfy(\.isNumber) && $0.spoken != value
      }
      let asked = question.head.map { question.words[$0].concepts } ?? []
      return !isGiven && asked.isDisjoint(with: [.service, .container, .person])
    default: return true
    }
  }

  private func isPlace(_ value: String) -> Bool {
    // The folder of all programs' settings says nothing of the app's.
    if question.means([.configuration]), !question.hasName, value.contains("/.config/") { return false }
    return value.contains { "/\\.:@".contains($0) }
  }

  /// `MemoryMax`, "memory limit": how much something may have, and not how much there is.
  private func isBound(_ label: String) -> Bool { Self.bounds.isIn(label) }

  private var asksBound: Bool { question.words.contains { Self.bounds.isIn($0.spoken) } }

  private static let bounds = PhraseSet(["max", "limit", "threshold", "cap", "reserv"], insideWords: true)
  private static let parts: Set<String> = ["memory", "ram", "cpu", "cpus"]
  private static let addresses: Set<String> = ["ip", "ipv4", "ipv6"]
}
