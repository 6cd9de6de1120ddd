import Findings
import MarkdownDocument

/// Finds every schedule: crontab lines, `03:00 nightly: /path`, tables with a column of times, systemd's
/// timers.
struct ScheduleReading {
  let passages: Passages
  private(set) var schedules: [Schedule] = []
  private(set) var findings: [Finding] = []
  /// Lines of code that are schedules and what schedules run: no commands that are offered by themselves.
  private(set) var lines: Set<SourceRange> = []

  init(_ passages: Passages) {
    self.passages = passages
    for code in passages.codes { read(code) }
    for (place, passage) in passages.all.enumerated()
    where passage.kind != .heading && passage.kind != .cell && passage.standing == .meant {
      read(passage, at: place)
    }
    for table in passages.tables { read(table) }
    for passage in passages.all where passage.kind == .heading { readHeading(passage) }
    schedules.sort { $0.words.range < $1.words.range }
  }

  private mutating func read(_ code: PlacedCode) {
    // Every line of these has a user (crontab(5)).
    let isSystem = ["/etc/cron.d", "/etc/crontab"].contains { file in
      code.block.lines.contains { $0.value.hasPrefix("#") && $0.value.contains(file) }
        || code.before.map { passages.all[$0].text.text.contains(file) } ?? false
    }
    var remark = ""
    for line in code.block.lines {
      let text = line.value
      if text.hasPrefix("#") { remark = text }
      defer { if !text.hasPrefix("#") { remark = "" } }
      guard let first = text.utf8.first(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
      if first == UInt8(ascii: "*") || first == UInt8(ascii: "@") || (0x30...0x39).contains(first) {
        guard let cron = CronLine(text, hasUser: isSystem) else { continue }
        lines.insert(line.range)
        guard !code.isWithdrawn, !isExample(code), !Withdrawal.isOff(remark),
          !Withdrawal.namesAnother(remark), !ExampleValue.hasOpenPart(text)
        else {
          continue
        }
        add(
          line.part(cron.time), CronTime(words: text.part(cron.time)), cron.user, line.part(cron.command),
          section: code.section)
      } else if text.utf8.count < 400, text.contains("crontab"), text.contains("echo") {
        readEcho(line, code.section)
      } else if text.utf8.count < 200, text.hasPrefix("OnCalendar=") {
        lines.insert(line.range)
        let value = "OnCalendar=".utf8.count..<text.utf8.count
        let unit = code.block.lines.first { $0.value.hasPrefix("Unit=") }
        add(
          line.part(value), CronTime(calendar: text.part(value)), nil,
          unit.map { $0.part(5..<$0.value.utf8.count) } ?? Self.timer(code.block) ?? heading(code.section)
            ?? line)
      }
    }
  }

  private func isExample(_ code: PlacedCode) -> Bool {
    code.before.map { Self.givesExample(passages.all[$0].text.text) } ?? false
  }

  /// "…, for example by adding this line": what the last sentence leads to is one way of many.
  private static func givesExample(_ lead: String) -> Bool {
    examples.isIn(Sentence.last(of: lead.part(max(0, lead.utf8.count - 200)..<lead.utf8.count)))
  }

  private static let examples = PhraseSet([
    "for example", "e.g.", "example", "zum beispiel", "z. b.", "z.b.", "beispiel", "por ejemplo", "p. ej.",
    "ejemplo", "par exemple", "exemple", "p. ex.", "por exemplo", "exemplo", "per esempio", "esempio",
    "bijvoorbeeld", "например", "пример", "例如", "示例", "たとえば", "例えば",
  ])

  /// `# /etc/systemd/system/x.timer` above the lines → `x.timer`
  private static func timer(_ block: CodeBlock) -> Located<String>? {
    for line in block.lines where line.value.hasPrefix("#") && line.value.utf8.count < 200 {
      let words = line.value.split { $0 == " " || $0 == "/" || $0 == "#" }
      if let name = words.first(where: { $0.hasSuffix(".timer") }) { return line.part(of: String(name)) }
    }
    return nil
  }

  /// `echo "0 3 * * * /usr/bin/x" | crontab -`: the line between the quotes.
  private mutating func readEcho(_ line: Located<String>, _ section: Int) {
    let bytes = Array(line.value.utf8)
    guard let open = bytes.firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
      let close = bytes[(open + 1)...].firstIndex(of: bytes[open])
    else { return }
    let quoted = line.part((open + 1)..<close)
    guard let cron = CronLine(quoted.value) else { return }
    let (time, command) = (quoted.value.part(cron.time), quoted.value.part(cron.command))
    // What puts the line above into the crontab states it a second time.
    if schedules.suffix(8).contains(where: { $0.words.value == time && $0.command.value == command }) {
      return
    }
    add(
      quoted.part(cron.time), CronTime(words: quoted.value.part(cron.time)), cron.user,
      quoted.part(cron.command),
      section: section)
  }

  private mutating func read(_ passage: Passage, at place: Int) {
    let text = passage.text
    if let pair = KeyValue(text) {
      if AnyList.isNotation(pair) { return }
      if let time = CronTime(words: pair.key.value) { return add(pair, time, passage) }
      if let span = text.codeSpans(in: pair.valueOffsets).first,
        let time = CronTime(fields: span.text)
      {
        let words = pair.key.value.split { $0 == " " }.first.map(String.init) ?? ""
        let isTime = Self.timeKeys.contains(TableReading.normal(words))
        let subject = passage.parents.last.map {
          Located(AnyList.subject(passages.all[$0].text), at: passages.all[$0].text.range)
        }
        return add(
          Located(span.text, at: span.range), time, Self.crontabUser(pair.key) ?? user(passage.section),
          (isTime ? command(beside: place) : nil) ?? subject ?? heading(passage.section) ?? pair.key)
      }
      if Self.timeKeys.contains(TableReading.normal(pair.key.value)),
        let time = CronTime(words: pair.value.value)
      {
        if let command = command(beside: place) {
          return add(pair.value, time, user(passage.section), command)
        }
        let subject = passage.parents.last.map { passages.all[$0].text }.map {
          Located(AnyList.subject($0), at: $0.range)
        }
        return add(pair.value, time, user(passage.section), subject ?? heading(passage.section) ?? pair.key)
      }
      if isCron(passage.section), passage.isItem, pair.value.path != nil { tell(pair) }
    }
    if readFields(passage) || readCalendar(passage) { return }
    if passage.standing == .meant, !text.codeSpans.isEmpty, !readRhythm(passage), !readAside(passage) {
      readSentences(passage)
    }
    for span in text.codeSpans where span.text.utf8.count > 10 {
      guard let cron = CronLine(span.text) else { continue }
      let whole = Located(span.text, at: span.range)
      add(
        whole.part(cron.time), CronTime(words: span.text.part(cron.time)), cron.user,
        whole.part(cron.command), section: passage.section)
    }
  }

  /// `Script: /opt/copy.sh` in the same list as `Time: 02:00 daily`.
  private func command(beside place: Int) -> Located<String>? {
    let passage = passages.all[place]
    guard passage.isItem else { return nil }
    for other in max(0, place - 4)..<min(passages.all.count, place + 5) where other != place {
      let beside = passages.all[other]
      guard beside.isItem, beside.parents == passage.parents, beside.before == passage.before,
        beside.standing == .meant, let pair = KeyValue(beside.text),
        Self.commandKeys.contains(TableReading.normal(pair.key.value))
      else { continue }
      let span = beside.text.codeSpans(in: pair.valueOffsets).first
      let command = span.map { Located($0.text, at: $0.range) } ?? pair.value
      if command.path != nil || CommandLine(command.value).isCommand { return command }
    }
    return nil
  }

  static let commandKeys: Set<String> = [
    "command", "script", "job", "task", "befehl", "skript", "comando", "commande", "commando", "opdracht",
    "команда", "скрипт", "脚本", "命令", "スクリプト", "コマンド",
  ]

  /// `Healing: every 15 minutes (`/opt/heal.sh`)`: a key, a time without a clock, and the one script behind it.
  private mutating func readRhythm(_ passage: Passage) -> Bool {
    let text = passage.text
    guard passage.isItem, text.codeSpans.count == 1, let span = text.codeSpans.first,
      Self.isScript(span.text),
      let pair = KeyValue(text), pair.valueOffsets.lowerBound < span.offsets.lowerBound
    else { return false }
    let lead = text.text.part(pair.valueOffsets.lowerBound..<span.offsets.lowerBound)
    let said = lead.utf8.count - String(lead.reversed().prefix { " (:,–—-→".contains($0) }).utf8.count
    let offsets = pair.valueOffsets.lowerBound..<(pair.valueOffsets.lowerBound + said)
    guard !offsets.isEmpty, let time = CronTime(words: text.text.part(offsets)) else { return false }
    let isOffered = !lines.contains(span.range)
    add(
      Located(text.text.part(offsets), at: text.range(ofUTF8: offsets)), time, user(passage.section),
      Located(span.text, at: span.range))
    if isOffered { lines.remove(span.range) }
    return true
  }

  /// `` Database: `scripts/copy.sh` (cron 02:00) ``: a script and its time behind it.
  private mutating func readAside(_ passage: Passage) -> Bool {
    let text = passage.text
    guard passage.isItem, let pair = KeyValue(text), let span = text.codeSpans(in: pair.valueOffsets).first,
      span.offsets.lowerBound == pair.valueOffsets.lowerBound,
      Self.isScript(span.text) || [".sh", ".py"].contains(where: span.text.hasSuffix)
    else { return false }
    let rest = text.text.part(span.offsets.upperBound..<text.text.utf8.count)
    guard rest.hasPrefix(" ("), let close = rest.firstIndex(of: ")") else { return false }
    let said = rest[..<close].dropFirst(2)
    let offsets = (span.offsets.upperBound + 2)..<(span.offsets.upperBound + 2 + said.utf8.count)
    let words = Located(String(said), at: text.range(ofUTF8: offsets))
    let time = CronTime(words: words.value)
    guard time != nil || said.hasPrefix("cron ") && Self.isClock(String(said.dropFirst(5))) else {
      return false
    }
    let isOffered = !lines.contains(span.range)
    add(words, time, user(passage.section), Located(span.text, at: span.range))
    if isOffered { lines.remove(span.range) }
    return true
  }

  /// "Every night at 01:15 `/usr/local/sbin/copy` copies the mail": a time and the one thing that can be run.
  private mutating func readSentences(_ passage: Passage) {
    let text = passage.text
    guard text.text.utf8.count <= 2000, TimePhrase.hasClock(text.text) else { return }
    for sentence in RuleReading.sentences(text) {
      guard let place = TimePhrase.find(in: sentence, of: text.text) else { continue }
      let runs = text.codeSpans.filter { span in
        sentence.contains(span.offsets.lowerBound)
          && (Self.isScript(span.text) || span.text.contains(" ") && Self.changes(span.text))
      }
      let said = text.text.part(sentence)
      guard runs.count == 1, !RuleWords.forbids(said), !Withdrawal.isPast(said) else { continue }
      let words = Located(text.text.part(place), at: text.range(ofUTF8: place))
      let command = Located(runs[0].text, at: runs[0].range)
      let isOffered = !lines.contains(command.range)
      add(words, CronTime(words: words.value), user(passage.section), command)
      // A sentence may tell the reader to run it as well.
      if isOffered { lines.remove(command.range) }
    }
  }

  /// `### Nightly copy (daily at 2 AM)`: the title is done at the time in its parentheses.
  private mutating func readHeading(_ passage: Passage) {
    let section = passages.sections[passage.section]
    guard passage.standing == .meant, !section.isOver, !section.isWithdrawn,
      let qualifier = section.section.qualifier,
      let place = passage.text.text.firstRange(of: "(" + qualifier),
      let time = CronTime(words: qualifier)
    else { return }
    let title = String(passage.text.text[..<place.lowerBound]).trimmed
    guard title.contains(where: \.isLetter), let name = passage.text.text.firstRange(of: title) else {
      return
    }
    let words = passage.text.text.index(after: place.lowerBound)..<place.upperBound
    add(
      Located(qualifier, at: passage.text.range(of: words)), time, nil,
      Located(title, at: passage.text.range(of: name)))
  }

  /// `` Timer: `copy.timer` (OnCalendar=03:10) ``
  private mutating func readCalendar(_ passage: Passage) -> Bool {
    let text = passage.text
    guard let mark = text.text.firstRange(of: "OnCalendar="), let span = text.codeSpans.first else {
      return false
    }
    let start = text.text.utf8.distance(from: text.text.startIndex, to: mark.upperBound)
    let value = text.text[mark.upperBound...].prefix { !",)`\n".contains($0) }
    let offsets = start..<(start + value.utf8.count)
    guard !value.isEmpty, span.offsets.upperBound < start else { return false }
    add(
      Located(String(value), at: text.range(ofUTF8: offsets)), CronTime(calendar: String(value)),
      user(passage.section), Located(span.text, at: span.range))
    return true
  }

  /// Nobody schedules what only looks.
  private static func changes(_ text: String) -> Bool {
    let line = CommandLine(text)
    return line.isCommand && line.judgement.effect != .observes
  }

  /// The path of a program: in a folder of programs, or with a script's ending.
  static func isScript(_ text: String) -> Bool {
    guard text.hasPrefix("/") || text.hasPrefix("~/"), !text.contains(" ") else { return false }
    return text.contains("/bin/") || text.contains("/sbin/")
      || [".sh", ".py", ".pl"].contains(where: text.hasSuffix)
  }

  /// An item that begins with a time between backticks: `` `0 3 * * *` /opt/x.sh ``, `` `@daily` prunes (`/opt/y`) ``.
  private mutating func readFields(_ passage: Passage) -> Bool {
    let text = passage.text
    guard passage.isItem, let span = text.codeSpans.first, span.offsets.lowerBound == 0,
      let time = CronTime(fields: span.text), let said = told(behind: span, text)
    else { return false }
    let command = text.codeSpans.dropFirst().map { Located($0.text, at: $0.range) }.first {
      $0.path != nil || CommandLine($0.value).isCommand
    }
    guard command != nil || said.path != nil || isCron(passage.section) else { return false }
    add(Located(span.text, at: span.range), time, user(passage.section), command ?? said)
    return true
  }

  /// The rest of the line without the mark that leads to it.
  private func told(behind span: InlineText.CodeSpan, _ text: InlineText) -> Located<String>? {
    let rest = text.text.part(span.offsets.upperBound..<text.text.utf8.count).prefix { $0 != "\n" }
    let said = rest.drop { $0.isWhitespace || "-–—→>=:|".contains($0) }
    guard !said.isEmpty else { return nil }
    let start = span.offsets.upperBound + rest.utf8.count - said.utf8.count
    let offsets = start..<(start + said.utf8.count)
    return Located(text.text.part(offsets), at: text.range(ofUTF8: offsets))
  }

  static let timeKeys: Set<String> = [
    "schedule", "cron", "when", "time", "frequency", "runs", "timer", "oncalendar", "zeitplan", "horario",
    "programación", "fréquence", "horário", "wann", "uhrzeit", "intervall", "interval", "cuándo",
    "frecuencia", "hora",
    "quand", "heure", "horaire", "quando", "orario", "frequenza", "frequência", "wanneer", "tijd", "tijdstip",
    "расписание",
    "计划", "定时",
  ]

  /// `03:00 nightly: /path/script`
  private mutating func add(_ pair: KeyValue, _ time: CronTime, _ passage: Passage) {
    guard pair.value.path != nil || isCron(passage.section) || CommandLine(pair.value.value).isCommand else {
      return
    }
    add(pair.key, time, user(passage.section), pair.value)
  }

  mutating func add(
    _ words: Located<String>, _ time: CronTime?, _ user: Located<String>?, _ command: Located<String>
  ) {
    append(words, time, user?.value, command, userAt: user?.range)
  }

  /// A crontab's line names its user itself, or stands under a heading that does.
  private mutating func add(
    _ words: Located<String>, _ time: CronTime?, _ user: String?, _ command: Located<String>, section: Int
  ) {
    let heading = self.user(section)
    append(
      words, time, user ?? heading?.value, command, userAt: user == nil ? heading?.range : nil,
      isCrontab: true)
  }

  private mutating func append(
    _ words: Located<String>, _ time: CronTime?, _ user: String?, _ command: Located<String>,
    userAt: SourceRange?, isCrontab: Bool = false
  ) {
    lines.insert(command.range)
    let line = CommandLine(command.value)
    // Words about a job, which are no line of a crontab, may name its path anywhere.
    let script = isCrontab || line.isCommand ? ExecutedPath.of(line, in: nil, command) : command.path
    let name = script.map { Located($0.value.fileStem, at: $0.range) } ?? command
    let address = Address(Schedule.kind, name.value)
    var claims = [
      Claim(address.field("time"), label: "time", value: words),
      Claim(address.field("command"), label: "command", value: script ?? command),
    ]
    if let user, let userAt {
      claims.append(Claim(address.field("user"), label: "user", value: Located(user, at: userAt)))
    }
    schedules.append(
      Schedule(
        name: name, words: words, time: time.map { Located($0, at: words.range) }, user: user,
        command: command,
        script: script, claims: claims))
  }

  private mutating func tell(_ pair: KeyValue) {
    let key = TableReading.normal(pair.key.value)
    guard pair.key.value.contains(where: \.isNumber) || CronTime.isTimeWord(key) else { return }
    findings.append(
      Finding(
        source: "cron", severity: .warning, subject: nil, range: pair.key.range,
        message:
          "the time of \(WorldText.clean(pair.value.value)) is not understood: \(WorldText.clean(pair.key.value))",
        remedy: .advice("write it as \"03:00 nightly\" or as five cron fields")))
  }

  func isCron(_ section: Int) -> Bool {
    passages.sections[section].section.titleHas(
      "cron", "crontab", "schedule", "schedules", "scheduled", "jobs", "timers")
  }

  private func heading(_ section: Int) -> Located<String>? {
    passages.sections[section].section.heading.map { Located($0.text, at: $0.range) }
  }
}

extension Located<String> {
  /// A stretch of a value that stands on one line, given in UTF-8 bytes.
  func part(_ offsets: Range<Int>) -> Located<String> {
    Located(
      value.part(offsets),
      at: SourceRange(
        file: range.file, line: range.line, column: range.column + offsets.lowerBound, length: offsets.count))
  }
}
