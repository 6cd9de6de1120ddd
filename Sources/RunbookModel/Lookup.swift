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

  /// What people call the things of one kind.
  private static let nouns: [String: Set<String>] = [
    "service": ["app", "apps", "site", "sites", "service", "services", "application", "name"],
    "schedule": ["job", "jobs", "cron", "schedule", "schedules", "script"],
    "certificate": ["certificate", "certificates", "cert", "origin", "tls", "ssl"],
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
    let about = claims.filter { claim in subjects[claim.address.entry] != nil }
    let spoken = subjects.values.reduce(into: Set<String>()) { $0.formUnion($1) }
    let asked = about.filter { claim in
      let subject = subjects[claim.address.entry] ?? []
      return isAsked(claim, beside: subject)
        && isWhole(spoken.union(fieldWords(claim)).union(Self.nouns[claim.address.kind] ?? []))
    }
    if let answer = single(asked) { return answer }
    if about.isEmpty, let answer = bySection() { return answer }
    return .notStated(about: about, nearest: nearest())
  }

  /// Whether every word of the question is accounted for: a word that nothing explains may turn its sense around
  /// ("not on 3002", "the redis of nearyou"), and then the answer would be a guess.
  private func isWhole(_ known: Set<String>) -> Bool {
    words.allSatisfy { Self.fillers.contains($0) || known.contains($0) || known.contains(Self.stem($0)) }
  }

  /// `which app is on 3002`: a value is named, and what is asked is the thing that has it.
  private func reverse() -> Lookup? {
    let holders = claims.filter { words.contains($0.value.value.lowercased()) && isReversible($0) }
    guard !holders.isEmpty else { return nil }
    let explained = holders.reduce(into: Set<String>()) { known, claim in
      known.insert(claim.value.value.lowercased())
      known.formUnion(fieldWords(claim).union(Self.nouns[claim.address.kind] ?? []))
    }
    let entries = Set(holders.map(\.address.entry)), told = Set(holders.map(\.address))
    let asked = claims.filter { claim in
      entries.contains(claim.address.entry) && !told.contains(claim.address)
        && isAsked(claim, beside: explained) && isWhole(explained.union(fieldWords(claim)))
    }
    if let answer = single(asked) { return answer }
    guard isWhole(explained) else { return nil }
    return single(holders.compactMap { name(of: $0.address.entry) })
  }

  /// A name that is itself a subject is not asked backwards: "what port does luci run on".
  private func isReversible(_ claim: Claim) -> Bool {
    claim.value.value.lowercased() != claim.address.name.lowercased() && claim.address.kind != "section"
  }

  private func name(of entry: Address) -> Claim? {
    runbook.allEntries.first { $0.address == entry }
      .map { Claim($0.address.field("name"), label: "name", value: $0.name) }
  }

  /// The entries that the question names, each with the words that name it.
  private func subjectsAsked() -> [Address: Set<String>] {
    var subjects: [Address: Set<String>] = [:]
    for entry in runbook.allEntries {
      let names = [entry.name.value] + ((entry as? Service)?.aliases ?? [])
      let spoken = names.compactMap(spoken).reduce(into: Set<String>()) { $0.formUnion($1) }
      if !spoken.isEmpty { subjects[entry.address] = spoken }
    }
    guard subjects.isEmpty else { return subjects }
    for entry in runbook.allEntries {
      let kind = entry.address.kind
      let nouns = (Self.nouns[kind] ?? []).union([kind])
      if words.contains(where: nouns.contains) { subjects[entry.address] = nouns }
    }
    return subjects
  }

  /// The words of the question that say a name: the name itself, or each of its parts.
  private func spoken(_ name: String) -> Set<String>? {
    let name = name.lowercased()
    if words.contains(name) { return [name] }
    let parts = Set(name.split { "-_./".contains($0) }.map { Self.stem(String($0)) })
    let used = words.filter { parts.contains(Self.stem($0)) }
    return parts.count > 1 && Set(used.map(Self.stem)) == parts ? Set(used) : nil
  }

  private func isAsked(_ claim: Claim, beside subject: Set<String>) -> Bool {
    let known = fieldWords(claim)
    return words.contains { !subject.contains($0) && (known.contains($0) || known.contains(Self.stem($0))) }
  }

  /// The words by which people ask for a claim: its label, its field, and what else that field is called.
  private func fieldWords(_ claim: Claim) -> Set<String> {
    let field = claim.address.field ?? ""
    let label = Self.split(claim.label).filter { $0.count > 2 }
    return (Self.synonyms[field] ?? []).union(label).union([field])
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
    let byLabel = fitting.filter { claim in
      let label = Set(Self.split(claim.label).map(Self.stem))
      return meaningful.allSatisfy(label.contains)
    }
    return single(byLabel) ?? single(fitting)
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
