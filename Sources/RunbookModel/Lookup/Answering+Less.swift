import Findings

/// Questions that say a word more than the runbook.
extension Answering {
  /// `domain of the shop project`: a word for any kind of thing beside its name, where the name alone is a row or a key.
  func withoutSort() -> Lookup? {
    if let answers = ofWhatRuns() { return .found(answers) }
    // Whose user it is matters: who logs in runs nothing.
    guard let head = question.head, !question.words[head].concepts.contains(.user),
      [.what, .open, .place, .count].contains(question.intent),
      let sort = question.words.indices.first(where: {
        $0 != question.head && Self.isSort(question.words[$0])
      }),
      question.words.indices.contains(where: { abs($0 - sort) == 1 && $0 != question.head })
    else { return nil }
    guard let other = reading(question.without(sort..<(sort + 1))), let answers = other.found,
      let first = answers.first,
      let saying = index.sayings.firstIndex(where: { $0.kind == .claim && $0.answers.contains(first) }),
      other.question.words.indices.filter({ $0 != other.question.head }).allSatisfy({
        other.matcher.isSubject($0, of: saying) || other.matcher.named(saying).contains($0)
      })
    else { return nil }
    return .found(answers)
  }

  /// "How do I stop the writers before a restore?", "Where is the shop on the server?": the deed or the thing is the same.
  func withoutCircumstance() -> Lookup? {
    guard [.how, .place, .what].contains(question.intent) else { return nil }
    for clause in question.circumstances
    where clause.count < question.words.count && clause.upperBound <= question.words.count {
      let other = question.without(clause)
      // "Where is the app on the server?" asks for no more than where something is.
      guard
        other.words.contains(where: Self.isName)
          || other.words.contains(where: { Self.amounts.contains($0.spoken) })
      else { continue }
      if let answers = reading(other)?.found { return .found(answers) }
    }
    return nil
  }

  /// A word that says neither a deed nor a kind of thing.
  private static func isName(_ word: Question.Word) -> Bool {
    !sorts.contains(word.spoken) && word.concepts.isEmpty
  }

  /// "the logs of the mail service", "the disk alert script": a word for what kind of thing a name is of.
  func withoutKind() -> Lookup? {
    guard [.how, .when].contains(question.intent), question.words.count > 2 || question.intent == .when,
      question.words.allSatisfy({ $0.concepts.isDisjoint(with: Self.risky) }),
      let kind = question.words.indices.dropFirst().first(where: { place in
        let concepts = question.words[place].concepts
        return !concepts.isEmpty
          && concepts.isSubset(
            of: question.intent == .how ? [.service, .container] : [.service, .script, .job])
          && (question.words[place - 1].concepts.isEmpty
            || place + 1 < question.words.count && question.words[place + 1].concepts.isEmpty)
      })
    else { return nil }
    guard let answers = reading(question.without(kind..<(kind + 1)))?.found else { return nil }
    // The name has to be one of the command's words, and no part of an address.
    let names = [kind - 1, kind + 1].filter {
      question.words.indices.contains($0) && question.words[$0].concepts.isEmpty
    }.map { question.words[$0].spoken }
    let isCalled = answers[0].value.value.split(separator: " ").contains { word in
      !word.contains("://") && names.contains { word.contains($0) }
    }
    return question.intent == .when || isCalled ? .found(answers) : nil
  }

  /// Deeds that mean something else when they are done to the service's data or to its files.
  private static let risky: ConceptSet = [
    .remove, .restore, .backup, .rollback, .clean, .migrate, .deploy, .install, .update, .build,
  ]

  /// `Datenbankbenutzer` where the runbook writes of the database and its user.
  func asTwoWords() -> Lookup? {
    for place in question.words.indices {
      guard let split = question.splitting(place) else { continue }
      if let answers = reading(split)?.found { return .found(answers) }
    }
    return nil
  }

  /// `TLS certificate`: two words side by side for one thing.
  func withoutTwin() -> Lookup? {
    for place in question.words.indices.dropLast() {
      let concepts = question.words[place].concepts
      guard concepts.count == 1, concepts.isDisjoint(with: Concept.deeds),
        concepts == question.words[place + 1].concepts
      else { continue }
      let twin = question.head == place ? place + 1 : place
      if let answers = reading(question.without(twin..<(twin + 1)))?.found { return .found(answers) }
    }
    return nil
  }

  /// `health check` where the runbook writes `Healthcheck`.
  func asOneWord() -> Lookup? {
    for place in question.words.indices.dropLast() {
      guard let merged = question.merging(place),
        index.knows(merged.words[place].keys[0]) || !merged.words[place].concepts.isEmpty
      else { continue }
      if let answers = reading(merged)?.found { return .found(answers) }
    }
    return nil
  }

  /// `kernel of the server`: a key that is none of the kinds of things that have many.
  private func ofWhatRuns() -> [Lookup.Answer]? {
    // "Which resolvers are used?"
    if question.intent == .what, question.isPlural, question.words.count == 1, question.head == nil {
      return stated(under: question.words[0])
    }
    guard question.intent == .what, question.words.count == 2,
      let sort = question.words.indices.first(where: {
        Self.isSort(question.words[$0]) || Self.inForce.contains(question.words[$0].spoken)
      }),
      question.words[1 - sort].concepts.subtracting([.ip, .system]).isDisjoint(with: Concept.asked)
    else { return nil }
    return stated(under: question.words[1 - sort])
  }

  private static func isSort(_ word: Question.Word) -> Bool {
    word.keys.count == 1 && sorts.contains(word.spoken)
  }

  /// What is said of whatever is written down.
  private static let inForce = WordTable("deployed installed configured active live checked")

  /// `the complete configuration`: a word that changes nothing, where the runbook does not know it.
  func withoutModifier() -> Lookup? {
    let looks = question.words.contains { $0.concepts == [.show] }
    guard question.words.count > 1,
      let place = question.words.indices.first(where: {
        $0 != question.head
          && (Self.modifiers.contains(question.words[$0].spoken)
            || Self.inForce.contains(question.words[$0].spoken) && asksVersion
            || question.intent == .how && Self.amounts.contains(question.words[$0].spoken)
            || looks && Self.alls.contains(question.words[$0].spoken))
          && !question.words[$0].keys.contains(where: index.knows)
      })
    else { return nil }
    guard let answers = reading(question.without(place..<(place + 1)))?.found else { return nil }
    // "Restart all three services" asks for a command that names several.
    let isMany = answers[0].value.value.split(separator: " ").drop { $0 == "sudo" }.count > 3
    return isMany || !Self.amounts.contains(question.words[place].spoken) ? .found(answers) : nil
  }

  private var asksVersion: Bool {
    question.head.map { question.words[$0].concepts.contains(.version) } ?? false
  }

  private static let amounts = WordTable("all both two three four five")

  /// Who looks at one may look at all of them.
  private static let alls = WordTable(
    """
    last latest recent newest letzten neuesten ultimos ultimas derniers dernieres последние all every alle allen todos todas
    tous toutes tutti tutte все всех
    """)

  private static let modifiers = WordTable(
    """
    complete completely entire entirely whole full fully automatic automatically automated existing usual actual properly
    sends send sets handles manages generates
    only just bad broken wrong failed locally remotely really normally usually already quickly
    safely simply needed required
    afterwards regular regularly komplett komplette kompletten ganze ganzen vollstandig automatisch automatische existierende
    completo completa entero entera automatico automatica existente existentes complet complete entier entiere automatique
    existants existantes existente inteiro
    """)

  private static let sorts = WordTable(
    """
    project service server machine host box vps app application site program component projekt dienst anwendung proyecto servicio aplicacion
    installation instalacion instalacao projet application projeto servico progetto servizio dienst проекта сервиса приложения
    """)

  /// `name of the database`: the value under the key, where it is a name and no product.
  func named() -> Lookup? {
    guard question.intent == .what, let head = question.head, question.words[head].concepts == [.name],
      question.words.count == 2, let answers = stated(under: question.words[1 - head]),
      answers.allSatisfy({ Self.isName($0.value.value) })
    else { return nil }
    return .found(answers)
  }

  /// What stands under a key of this one word, where it is the same everywhere.
  private func stated(under word: Question.Word) -> [Lookup.Answer]? {
    guard word.keys.count == 1 else { return nil }
    let answers = index.sayings.filter { saying in
      guard saying.kind == .claim || saying.kind == .mention, let label = AllowedSayings.key(saying) else {
        return false
      }
      return label.utf8.count < 40 && Spelling.words(label).map { Stem.of($0.text) } == word.keys
    }.flatMap(\.answers)
    guard let longest = answers.max(by: { $0.value.value.utf8.count < $1.value.value.utf8.count }),
      answers.allSatisfy({ Self.states(longest.value.value, $0.value.value) })
    else {
      return nil
    }
    return Array(answers.prefix(4))
  }

  private static func isName(_ value: String) -> Bool {
    value.utf8.allSatisfy {
      (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
    }
      && value.contains(where: \.isLetter) && !products.contains(value)
  }

  private static let products = WordTable(
    """
    postgres postgresql mysql mariadb sqlite sqlite3 mongodb mongo redis nginx apache caddy docker systemd
    """)
}
