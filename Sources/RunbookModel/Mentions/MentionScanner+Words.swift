/// Numbers and names that a word beside them tells: ports, times, counts, defaults, units, users.
extension MentionScanner {
  /// `port 8080`, `:8080`, `keeps last 7`, `rsync 3.x`.
  mutating func takeNumber(_ range: Range<Int>) {
    if bytes[range.lowerBound] == 0x3A, (3...6).contains(range.count),
      range.dropFirst().allSatisfy({ isDigit(bytes[$0]) })
    {
      add(.port, (range.lowerBound + 1)..<range.upperBound)
      return
    }
    if has("-i:", at: range.lowerBound, before: range.upperBound),
      range.dropFirst(3).allSatisfy({ isDigit(bytes[$0]) })
    {
      add(.port, (range.lowerBound + 3)..<range.upperBound)
      return
    }
    if takeDefault(range) { return }
    guard isDigit(bytes[range.lowerBound]) else { return }
    let isNumber = range.allSatisfy { isDigit(bytes[$0]) }
    let before = previous.last.map { text.part($0).lowercased() } ?? ""
    if isNumber, (2...5).contains(range.count), bytes[range.lowerBound] != 0x30,
      Self.portWords.contains(before) || listsPorts(range) || isListenedOn(before)
        || previous.count > 1 && Self.portWords.contains(text.part(previous[previous.count - 2]).lowercased())
          && ["is", "number", "nr", "no"].contains(before)
    {
      add(.port, range)
    } else if !isNumber, isPorts(range, before) {
      add(.port, range)
    } else if isNumber, isKept() {
      add(.keeps, range)
    } else if !isNumber && previous.count == 1 && isVersion(range) || isVersion(range, of: before) {
      add(.version, range, of: previous.last)
    }
    takeSystem(range)
  }

  /// `80/443` behind the word, and `3000/tcp` anywhere.
  private func isPorts(_ range: Range<Int>, _ before: String) -> Bool {
    let parts = bytes[range].split(separator: 0x2F, omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ (2...5).contains($0.count) }), parts[0].allSatisfy(isDigit)
    else { return false }
    if parts[1].elementsEqual("tcp".utf8) || parts[1].elementsEqual("udp".utf8) { return true }
    return parts[1].allSatisfy(isDigit) && Self.portWords.contains(before)
  }

  /// `listens on 8080`
  private func isListenedOn(_ before: String) -> Bool {
    guard previous.count > 1, Self.links.contains(before) else { return false }
    return Self.listening.contains(text.part(previous[previous.count - 2]).lowercased())
  }

  private static let links: Set<String> = ["on", "auf", "sur", "en", "su", "na", "em", "op", "на"]
  private static let listening: Set<String> = [
    "listens", "listening", "listen", "serves", "serving", "exposed", "lauscht", "hört", "läuft", "escucha",
    "escuta", "écoute", "ascolta", "luistert", "слушает",
  ]

  /// `default: 8080`, `defaults to 8080`: what a setting is without anybody's doing.
  private mutating func takeDefault(_ range: Range<Int>) -> Bool {
    guard let last = previous.last, range.count > 1, mayTellDefault(last) else { return false }
    let before = text.part(last).lowercased()
    let isQuoted = range.lowerBound > 0 && bytes[range.lowerBound - 1] == 0x60
    let isSaid =
      Self.defaults.contains(before) && (endsInColon(last) || isQuoted || isDigit(bytes[range.lowerBound]))
      || before == "to" && previous.count > 1
        && ["defaults", "defaulting"].contains(text.part(previous[previous.count - 2]).lowercased())
        && (isQuoted || isDigit(bytes[range.lowerBound]))
    guard isSaid else { return false }
    add(.setting, range, name: "default")
    return true
  }

  /// A cheap look: "to", or a word as long as those that mean it.
  private func mayTellDefault(_ word: Range<Int>) -> Bool {
    let first = bytes[word.lowerBound] | 0x20
    if word.count == 2 { return first == UInt8(ascii: "t") }
    return (6...11).contains(word.count) && "dsp".utf8.contains(first)
  }

  /// The mark behind a word is no part of it.
  private func endsInColon(_ word: Range<Int>) -> Bool {
    word.upperBound < bytes.count && bytes[word.upperBound] == 0x3A
  }

  private static let defaults: Set<String> = [
    "default", "defaults", "standard", "padrão", "défaut", "defecto", "predefinito", "standaard",
  ]

  /// `keeps the last 7`; in `retention --daily 7 --weekly 4` each number is an option's.
  private func isKept() -> Bool {
    let words = previous.suffix(3)
    guard let said = words.lastIndex(where: { Self.keepWords.contains(text.part($0).lowercased()) }) else {
      return false
    }
    return !words[said...].contains { bytes[$0.lowerBound] == UInt8(ascii: "-") }
  }

  /// `ports 80, 443 and 22`: what stands beside a port with a mark between them is one too.
  private func listsPorts(_ range: Range<Int>) -> Bool {
    guard let last = found.last, last.kind == .port else { return false }
    let gap = bytes[last.offsets.upperBound..<range.lowerBound]
    return [
      ", ", "/", " / ", " and ", " & ", ", and ", " und ", " y ", " et ", " e ", " en ", " и ", "、", "，",
    ]
    .contains { gap.elementsEqual($0.utf8) }
  }

  /// Whether a key speaks of ports.
  static func namesPorts(_ key: String) -> Bool {
    key.lowercased().split { !$0.isLetter }.contains { portWords.contains(String($0)) }
  }

  private static let portWords: Set<String> = [
    "port", "ports", "puerto", "porta", "порт", "порту", "порте", "端口", "ポート", "포트", "порты", "портов",
    "puertos", "portas", "porte", "poort", "poorten", "-p", "--port", "listen",
    "listens",
  ]
  private static let keepEnds: Set<String> = ["behalten", "aufbewahren", "aufbewahrt", "bewaren", "bewaard"]
  private static let keepWords: Set<String> = ["keeps", "keep", "retains", "retain", "retention", "keeping"]

  mutating func takeName(_ range: Range<Int>) {
    if range.count > 8, bytes[range.upperBound - 1] != 0x2F {
      for suffix in [".service", ".timer", ".socket"] as [String] where text.part(range).hasSuffix(suffix) {
        if !range.contains(where: { bytes[$0] == 0x2F }) { add(.unit, range) }
        return
      }
    }
    if range.count > 4, bytes[range].suffix(3).elementsEqual(".md".utf8),
      !range.contains(where: { bytes[$0] == 0x2F })
    {
      return add(.document, range)
    }
    guard let last = previous.last else { return }
    let before = text.part(last)
    if takeCount(range, last) || takeSpan(range, last) || takeRetention(range) { return }
    // `7 Kopien behalten`
    if previous.count > 1, range.count > 6, let number = previous.dropLast().last,
      number.allSatisfy({ isDigit(bytes[$0]) }), Self.keepEnds.contains(text.part(range).lowercased())
    {
      return add(.keeps, number)
    }
    switch before {
    case "-U", "--username", "USER", "ROLE": if isName(range) { add(.user, range) }
    case "-u":
      if isName(range), previous.count > 1 {
        let program = text.part(previous[previous.count - 2])
        if program == "journalctl" { add(.unit, range) } else if program == "sudo" { add(.user, range) }
      }
    case "DATABASE", "--dbname":
      if isName(range) { add(.database, range) }
    case "as", "als", "como": if isAccount(range) { add(.user, range) }
    case "with", "via", "by", "using", "under", "con", "mit", "avec", "unter", "bajo", "sous":
      if Self.runners.contains(text.part(range).lowercased()) { add(.runner, range) }
    default: break
    }
  }

  /// `run as root`: a name that many machines have.
  private func isAccount(_ range: Range<Int>) -> Bool {
    previous.count > 1 && Self.runs.contains(text.part(previous[previous.count - 2]).lowercased())
      && Self.accounts.contains(text.part(range))
  }

  private static let runs = WordTable(
    "run runs running executed started works läuft laufen ausgeführt corre ejecuta ejecutar ejecutarse executar roda"
  )
  private static let accounts = WordTable(
    """
    root www-data postgres mysql nginx apache deploy deployer ubuntu debian git ec2-user
    """)

  /// `9 daily, 2 weekly`: how many copies stay.
  private mutating func takeCount(_ range: Range<Int>, _ last: Range<Int>) -> Bool {
    guard last.count <= 3, last.allSatisfy({ isDigit(bytes[$0]) }) else { return false }
    let word = text.part(range).lowercased()
    guard Self.periods.contains(word), last.upperBound + 1 == range.lowerBound else { return false }
    let count = last.lowerBound..<range.upperBound
    guard let first = counted else {
      counted = count
      return true
    }
    if !found.contains(where: { $0.offsets == first }) { addCopies(first) }
    addCopies(count)
    return true
  }

  /// `kept for 30 days`, `expires after 90 days`
  private mutating func takeSpan(_ range: Range<Int>, _ last: Range<Int>) -> Bool {
    guard previous.count > 1, last.count <= 4, last.allSatisfy({ isDigit(bytes[$0]) }),
      last.upperBound + 1 == range.lowerBound, Self.units.contains(text.part(range).lowercased()),
      previous.dropLast().contains(where: { Self.spans.contains(text.part($0).lowercased()) })
    else { return false }
    add(.keeps, last.lowerBound..<range.upperBound)
    return true
  }

  /// `30-day local retention`
  private mutating func takeRetention(_ range: Range<Int>) -> Bool {
    guard (8...9).contains(range.count), Self.retentions.contains(text.part(range).lowercased()),
      let span = previous.suffix(2).last(where: { isDigit(bytes[$0.lowerBound]) }),
      let hyphen = span.first(where: { bytes[$0] == 0x2D }), hyphen - span.lowerBound <= 4,
      (span.lowerBound..<hyphen).allSatisfy({ isDigit(bytes[$0]) }),
      Self.units.contains(text.part((hyphen + 1)..<span.upperBound).lowercased())
    else { return false }
    add(.keeps, span)
    return true
  }

  private static let retentions: Set<String> = ["retention", "rotation"]

  /// "30 days, rolling": the length of time that a text begins with.
  static func span(opening text: String) -> Range<Int>? {
    let words = text.split(separator: " ", maxSplits: 2)
    guard words.count > 2, words[0].utf8.count <= 4, words[0].utf8.allSatisfy({ $0 &- 0x30 < 10 }),
      text.utf8.first == words[0].utf8.first
    else { return nil }
    let unit = words[1].prefix(while: \.isLetter)
    guard units.contains(unit.lowercased()) else { return nil }
    return 0..<(words[0].utf8.count + 1 + unit.utf8.count)
  }

  private static let units = WordTable(
    """
    day days week weeks month months year years tag tage tagen wochen monate monaten jahre jahren día días semanas meses
    años jour jours semaines mois ans dia dias anos giorni settimane mesi anni dagen weken maanden jaar дней дня недель
    недели месяцев месяца
    """)
  private static let spans = WordTable(
    """
    kept keep keeps retained retains retain retention rotation expire expires expiry valid aufbewahrt aufbewahrung gültig
    ablauf conserva conservan guardan retención rotación expira expiran válido conservés conservées conserve rétention
    expire expirent valable mantém retenção rotação expiram válidos conservati rotazione scadono bewaard verlopen geldig
    хранятся хранится истекают истекает mantidos mantidas mantido mantenidos mantienen gardés gardées gardé vorgehalten
    """)

  private mutating func addCopies(_ count: Range<Int>) {
    let period = text.part(count).split(separator: " ").last.map(String.init)
    add(.keeps, count, name: period.map { "\($0) copies" })
  }

  private static let periods: Set<String> = ["hourly", "daily", "weekly", "monthly", "yearly"]

  private static let runners: Set<String> = [
    "pm2", "systemd", "supervisor", "supervisord", "docker", "launchd", "nssm", "podman", "kubernetes", "k3s",
    "runit", "monit",
  ]
}
