/// A thing or a deed that people call by several words, in the languages that runbooks are written in.
///
/// The table says nothing of any one runbook. It is symmetric: `folder` finds `Directory`, and `directory` a
/// folder.
enum Concept: Int, CaseIterable {
  // Deeds.
  case restart, start, stop, reload, status, follow, remove, deploy, backup, restore, rollback, install,
    update, renew
  case migrate, build, connect, enable, disable, keep, show, response
  // Things.
  case port, directory, file, url, host, ip, user, command, script, service, container, database, log,
    configuration
  case key, certificate, schedule, job, name, number, person, repository, version, email, price
  // What surrounds them.
  case production, development, everything, documentation, purpose, need, place, rule

  static func of(_ stem: String) -> [Concept] {
    stem.utf8.allSatisfy { $0 < 0x80 } ? plain[stem] ?? [] : other[stem] ?? []
  }

  /// What a question may ask for by its name: `which port`, `what directory`.
  static let asked: Set<Concept> = [
    .port, .directory, .file, .url, .host, .ip, .user, .command, .script, .service, .container, .database,
    .log, .key,
    .certificate, .schedule, .job, .name, .person, .repository, .version, .email, .number, .price,
  ]

  /// Things that are known by the path of a file.
  static let filed: Set<Concept> = [.key, .certificate, .configuration, .file]

  /// Deeds that exclude each other: who asks for one is not helped by another.
  static let deeds: Set<Concept> = [
    .restart, .start, .stop, .reload, .status, .remove, .enable, .disable, .backup, .restore, .rollback, .log,
    .install,
    .migrate, .build, .deploy, .update, .renew,
  ]

  /// Words in plain Latin letters; the others are wanted only where a text has such letters.
  private static let plain = table(ofPlain: true)
  private static let other = table(ofPlain: false)

  private static func table(ofPlain isPlain: Bool) -> [String: [Concept]] {
    var table: [String: [Concept]] = [:]
    table.reserveCapacity(1024)
    for concept in allCases {
      for word in ConceptWords.of(concept).utf8.split(separator: 0x20)
      where word.allSatisfy({ $0 < 0x80 }) == isPlain {
        add(concept, to: &table[stem(String(Substring(word))), default: []])
      }
    }
    return table
  }

  private static func add(_ concept: Concept, to concepts: inout [Concept]) {
    if concepts.last != concept { concepts.append(concept) }
  }

  private static func stem(_ word: String) -> String {
    if word.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) { return Stem.of(word) }
    let spelled = Spelling.words(word).map { $0.isWide ? $0.text : Stem.of($0.text) }
    return spelled.count > 1 ? Stem.of(spelled.joined()) : spelled.first ?? word
  }

  /// Words in letters written without blanks, longest first, with what they mean.
  static let wide: [(word: String, concept: Concept)] = allCases.flatMap { concept in
    ConceptWords.of(concept).split(separator: " ").map(String.init)
      .filter { Spelling.words($0).first?.isWide == true }.map { ($0, concept) }
  }.sorted { ($0.word.unicodeScalars.count, $1.word) > ($1.word.unicodeScalars.count, $0.word) }
}
