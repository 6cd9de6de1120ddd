/// A thing or a deed that people call by several words, in the languages that runbooks are written in.
///
/// The table says nothing of any one runbook. It is symmetric: `folder` finds `Directory`, and `directory` a
/// folder.
enum Concept: Int, CaseIterable {
  // Deeds.
  case restart, start, stop, reload, status, follow, remove, deploy, backup, restore, rollback, install,
    update, renew
  case migrate, build, connect, enable, disable, keep, show, response, clean
  // Things.
  case port, directory, file, url, host, ip, user, command, script, service, container, database, log,
    configuration
  case key, certificate, schedule, job, name, number, person, repository, version, email, price, test,
    failure, environment, variable, system
  // What surrounds them.
  case production, development, everything, documentation, purpose, need, place, rule

  static func of(_ stem: String) -> ConceptSet {
    let table = stem.utf8.allSatisfy { $0 < 0x80 } ? plain : other
    return table.stems.place(of: stem).map { table.concepts[$0] } ?? []
  }

  /// Whether one of a text's words calls it.
  static func isSaid(_ concept: Concept, in text: String) -> Bool {
    Spelling.words(text).contains { of(Stem.of($0.text)).contains(concept) }
  }

  /// What a question may ask for by its name: `which port`, `what directory`.
  static let asked: ConceptSet = [
    .port, .directory, .file, .url, .host, .ip, .user, .command, .script, .service, .container, .database,
    .log, .key, .variable, .system,
    .certificate, .schedule, .job, .name, .person, .repository, .version, .email, .number, .price,
  ]

  /// Things that are known by the path of a file.
  static let filed: ConceptSet = [.key, .certificate, .configuration, .file]

  /// Deeds that exclude each other: who asks for one is not helped by another.
  static let deeds: ConceptSet = [
    .restart, .start, .stop, .reload, .status, .remove, .enable, .disable, .backup, .restore, .rollback, .log,
    .install,
    .migrate, .build, .deploy, .update, .renew, .clean, .test,
  ]

  /// Words in plain Latin letters; the others are wanted only where a text has such letters.
  private static let plain = table(ofPlain: true)
  private static let other = table(ofPlain: false)

  static func eachPlainStem(_ body: (UnsafeBufferPointer<UInt8>, ConceptSet) -> Void) {
    plain.stems.eachWord { body($0, plain.concepts[$1]) }
  }

  private static func table(ofPlain isPlain: Bool) -> (stems: WordTable, concepts: [ConceptSet]) {
    var stems = WordTable(capacity: 1024)
    var concepts: [ConceptSet] = []
    concepts.reserveCapacity(1024)
    for concept in allCases {
      WordTable.eachWord(in: ConceptWords.of(concept)) { word in
        guard word.allSatisfy({ $0 < 0x80 }) == isPlain else { return }
        let place = insert(word, into: &stems)
        if place == concepts.count { concepts.append([]) }
        concepts[place].insert(concept)
      }
    }
    return (stems, concepts)
  }

  private static func insert(_ word: UnsafeBufferPointer<UInt8>, into stems: inout WordTable) -> Int {
    if Stem.isPlain(word) { return Stem.withStem(ofPlain: word) { stems.insert($0) } }
    let word = String(decoding: word, as: UTF8.self)
    let spelled = Spelling.words(word).map { $0.isWide ? $0.text : Stem.of($0.text) }
    var stem = spelled.count > 1 ? Stem.of(spelled.joined()) : spelled.first ?? word
    return stem.withUTF8 { stems.insert($0) }
  }

  /// Words in letters written without blanks, longest first, with what they mean.
  static let wide: [(word: String, concept: Concept)] = allCases.flatMap { concept in
    ConceptWords.of(concept).split(separator: " ").map(String.init)
      .filter { Spelling.words($0).first?.isWide == true }.map { ($0, concept) }
  }.sorted { ($0.word.unicodeScalars.count, $1.word) > ($1.word.unicodeScalars.count, $0.word) }
}
