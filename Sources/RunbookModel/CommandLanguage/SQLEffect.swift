/// What the statements of a database do, by the words they begin with and by those that delete.
enum SQLEffect {
  static func judge(_ text: String, source: String) -> Judgement {
    let statements = statements(text)
    guard !statements.isEmpty else { return .unknown("no statement can be seen in it", source: source) }
    return statements.map { one($0, source) }.strongest ?? .unknown("no statement can be seen in it")
  }

  private static func one(_ words: [String], _ source: String) -> Judgement {
    func judgement(_ effect: Effect, _ reason: String, known: Bool = true) -> Judgement {
      Judgement(effect: effect, reason: reason, source: source, isKnown: known)
    }
    let first = words[0]
    if first.hasPrefix("\\") || first.hasPrefix(".") { return meta(words, judgement) }
    if first == "UPDATE" {
      let rows = words.contains("WHERE") ? "rows" : "every row"
      return judgement(.destroys, "UPDATE writes over \(rows), and nothing gives back what stood there")
    }
    if let word = words.first(where: { destroying.contains($0) || drops($0) }) {
      return judgement(.destroys, "\(word) deletes what is stored")
    }
    if let word = words.first(where: { interferes($0) }) {
      return judgement(.interrupts, "\(word) changes the running server")
    }
    if reading.contains(first) {
      guard let word = words.dropFirst().first(where: { writing.contains($0) }) else {
        return judgement(.observes, "\(first) only reads")
      }
      return judgement(.interrupts, "\(word) writes")
    }
    if changing.contains(first) { return judgement(.interrupts, "\(first) changes what is stored") }
    return judgement(.destroys, "nobody knows the statement \(first.prefix(40))", known: false)
  }

  /// psql's `\dt`, sqlite's `.tables`.
  private static func meta(
    _ words: [String], _ judgement: (Effect, String, Bool) -> Judgement
  ) -> Judgement {
    let name = String(words[0].dropFirst())
    if [
      "I", "IR", "!", "E", "EDIT", "O", "G", "GEXEC", "W", "SYSTEM", "SHELL", "READ", "RESTORE", "ONCE",
      "OUTPUT",
      "SAVE", "IMPORT", "LOAD", "COPY",
    ].contains(name) {
      let isOut = name == "COPY" && words.contains("TO") && !words.contains("PROGRAM")
      return judgement(isOut ? .interrupts : .destroys, "\(words[0]) writes or runs something else", true)
    }
    if name == "BACKUP" || name == "CLONE" || name == "DUMP" {
      return judgement(name == "DUMP" ? .observes : .interrupts, "\(words[0]) writes a copy", true)
    }
    return judgement(.observes, "\(words[0]) only shows", true)
  }

  /// Functions of the server: `pg_drop_replication_slot`, `drop_chunks`.
  private static func drops(_ word: String) -> Bool { word.hasPrefix("PG_DROP") || word.hasPrefix("DROP_") }

  private static func interferes(_ word: String) -> Bool {
    word.hasPrefix("PG_TERMINATE") || word.hasPrefix("PG_CANCEL") || word.hasPrefix("PG_RELOAD")
      || word.hasPrefix("PG_ROTATE") || word.hasPrefix("PG_PROMOTE") || word.hasPrefix("PG_SWITCH")
      || word.hasPrefix("SETVAL") || word.hasPrefix("NEXTVAL") || word.hasPrefix("DBLINK")
  }

  /// Words in upper case, statement by statement; what stands in quotes is left out.
  static func statements(_ text: String) -> [[String]] {
    var statements: [[String]] = []
    var words: [String] = []
    var word = ""
    var quote: Character?
    func isPart(_ sign: Character) -> Bool {
      sign.isLetter || sign.isNumber || sign == "_" || sign == "\\" || sign == "." || sign == "!"
        || sign == "‹"
    }
    for sign in text {
      if let open = quote {
        if sign == open { quote = nil }
        continue
      }
      if isPart(sign) {
        word.append(sign)
        continue
      }
      if !word.isEmpty { words.append(word.uppercased()) }
      word = ""
      if sign == "'" || sign == "\"" { quote = sign }
      if sign == ";", !words.isEmpty {
        statements.append(words)
        words = []
      }
    }
    if !word.isEmpty { words.append(word.uppercased()) }
    if !words.isEmpty { statements.append(words) }
    return statements
  }

  private static let reading: Set<String> = [
    "SELECT", "SHOW", "EXPLAIN", "WITH", "VALUES", "TABLE", "DESCRIBE", "DESC", "USE", "BEGIN", "COMMIT",
    "ROLLBACK",
    "START", "SET", "PRAGMA", "CHECK", "FETCH", "EXISTS", "END",
  ]

  private static let changing: Set<String> = [
    "INSERT", "UPDATE", "CREATE", "ALTER", "GRANT", "REVOKE", "VACUUM", "REINDEX", "ANALYZE", "ANALYSE",
    "CLUSTER",
    "REFRESH", "CHECKPOINT", "NOTIFY", "COMMENT", "RENAME", "OPTIMIZE", "REPAIR", "FLUSH", "KILL", "LOCK",
    "UNLOCK",
    "COPY", "LOAD", "ATTACH", "DETACH", "MERGE",
  ]

  private static let destroying: Set<String> = [
    "DELETE", "DROP", "TRUNCATE", "REPLACE", "PURGE", "PROGRAM", "OVERWRITE", "OUTFILE", "LO_UNLINK",
    "RESETWAL",
  ]

  /// Behind a reading word: the statement writes after all.
  private static let writing: Set<String> = [
    "INSERT", "UPDATE", "CREATE", "ALTER", "INTO", "GRANT", "MERGE", "GLOBAL", "PERSIST", "WRITABLE_SCHEMA",
  ]
}
