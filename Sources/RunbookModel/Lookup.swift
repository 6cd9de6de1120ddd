import Findings

/// Answers a question from the claims of a runbook, without a model: subject and attribute are found by the file's
/// own words. A wrong answer is worse than none, so two candidates are told as two.
public enum Lookup: Sendable {
  case found(Claim)
  /// Several claims fit equally well.
  case ambiguous([Claim])
  /// The runbook does not say; what it does say about that subject, and the nearest names.
  case notStated(about: [Claim], nearest: [String])

  public static func answer(_ question: String, in runbook: Runbook) -> Lookup {
    Question(question, runbook).answer()
  }
}

private struct Question {
  private let words: [String]
  private let claims: [Claim]
  private let runbook: Runbook

  private static let fillers: Set<String> = [
    "what", "which", "where", "when", "who", "does", "do", "is", "are", "the", "a", "an", "on", "in", "of",
    "for",
    "run", "runs", "running", "listen", "listens", "use", "uses", "has", "have", "it", "at", "to", "lie",
    "lies",
    "live", "lives", "located", "s", "my", "our", "me", "tell", "show", "stored", "by", "under", "from", "as",
    "be",
    "and", "started", "file",
  ]

  /// Words people use for one field, beside the runbook's own label. The first column is the field of an address.
  private static let synonyms: [String: Set<String>] = [
    "port": ["port", "ports"],
    "program": ["program", "supervisor", "process", "supervisord"],
    "host": ["host", "hostname", "domain", "url", "server"],
    "directory": ["directory", "dir", "folder", "checkout", "root"],
    "time": ["time", "schedule", "cron", "when", "often", "hour"],
    "command": ["command", "script"],
    "path": ["path", "where", "pem"],
    "user": ["user", "who"],
  ]

  init(_ question: String, _ runbook: Runbook) {
    words = Self.split(question)
    claims = runbook.claims
    self.runbook = runbook
  }

  /// Lower-case words; `/`, `-`, `_`, `.` and `:` stay inside a word, so that paths and names are whole.
  private static func split(_ text: String) -> [String] {
    text.lowercased().split { !($0.isLetter || $0.isNumber || "/-_.:".contains($0)) }
      .map { word in
        var word = word
        while let last = word.last, last == "." || last == ":" { word.removeLast() }
        return String(word)
      }
      .filter { !$0.isEmpty }
  }

  func answer() -> Lookup {
    if let reversed = reverse() { return reversed }
    let subjects = subjectsAsked()
    let about = claims.filter { claim in subjects.contains(claim.address.entry) }
    let asked = about.filter { isAsked($0) }
    if let answer = single(asked) { return answer }
    if about.isEmpty, let answer = bySection() { return answer }
    return .notStated(about: about, nearest: nearest())
  }

  /// `which app is on 3002`: a value is named, and what is asked is the thing that has it.
  private func reverse() -> Lookup? {
    let holders = claims.filter { words.contains($0.value.value.lowercased()) && isReversible($0) }
    guard let first = holders.first else { return nil }
    let entries = Set(holders.map(\.address.entry))
    let asked = claims.filter {
      entries.contains($0.address.entry) && $0.address != first.address && isAsked($0)
    }
    if let answer = single(asked) { return answer }
    let names = holders.compactMap { claim in name(of: claim.address.entry) }
    return single(names)
  }

  /// A name that is itself a subject is not asked backwards: "what port does luci run on".
  private func isReversible(_ claim: Claim) -> Bool {
    claim.value.value.lowercased() != claim.address.name.lowercased() && claim.address.kind != "section"
  }

  private func name(of entry: Address) -> Claim? {
    runbook.allEntries.first { $0.address == entry }
      .map { Claim($0.address.field("name"), label: "name", value: $0.name) }
  }

  private func subjectsAsked() -> Set<Address> {
    var subjects: Set<Address> = []
    for entry in runbook.allEntries {
      let names = [entry.name.value] + ((entry as? Service)?.aliases ?? [])
      if names.contains(where: { mentions($0) }) { subjects.insert(entry.address) }
    }
    if subjects.isEmpty {
      for entry in runbook.allEntries where words.contains(type(of: entry).kind) {
        subjects.insert(entry.address)
      }
    }
    return subjects
  }

  private func mentions(_ name: String) -> Bool {
    let name = name.lowercased()
    if words.contains(name) { return true }
    let parts = Self.split(name.split { "-_.".contains($0) }.joined(separator: " "))
    return parts.count > 1 && parts.allSatisfy { part in words.contains { Self.stem($0) == Self.stem(part) } }
  }

  private func isAsked(_ claim: Claim) -> Bool {
    let field = claim.address.field ?? ""
    let label = Self.split(claim.label)
    let known = (Self.synonyms[field] ?? []).union(label.filter { $0.count > 2 && $0 != "name" }).union([
      field
    ])
    return words.contains { known.contains($0) || known.contains(Self.stem($0)) }
  }

  /// `config root of nginx`: a key of a section, by the section's name.
  private func bySection() -> Lookup? {
    let meaningful = words.filter { !Self.fillers.contains($0) }.map(Self.stem)
    guard !meaningful.isEmpty else { return nil }
    let fitting = claims.filter { claim in
      let own =
        Self.split(claim.label) + Self.split(claim.address.name) + (claim.address.field.map(Self.split) ?? [])
      let parts = Set(own.flatMap { $0.split { "-_.".contains($0) } }.map { Self.stem(String($0)) })
      return meaningful.allSatisfy(parts.contains)
    }
    return single(fitting)
  }

  private func single(_ claims: [Claim]) -> Lookup? {
    var places: Set<SourceRange> = []
    let distinct = claims.filter { places.insert($0.value.range).inserted }
    guard let first = distinct.first else { return nil }
    if Set(distinct.map(\.value.value)).count == 1 { return .found(first) }
    return .ambiguous(distinct)
  }

  private func nearest() -> [String] {
    let names = runbook.allEntries.map(\.name.value)
    let unknown = words.filter { !Self.fillers.contains($0) && Self.synonyms[$0] == nil }
    var found: [String] = []
    for word in unknown {
      found += Nearest.words(to: word, among: names).filter { !found.contains($0) }
    }
    return found
  }

  private static func stem(_ word: String) -> String {
    word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
  }
}
