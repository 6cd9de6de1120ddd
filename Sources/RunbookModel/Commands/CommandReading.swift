import Findings
import MarkdownDocument

/// Collects every command that the runbook states, in the order of the file, and names it.
struct CommandReading {
  private(set) var commands: [StatedCommand] = []
  private(set) var ambiguities: [Ambiguity] = []
  /// What a comment in a block of code forbids.
  private(set) var forbidden: [Forbidden] = []
  /// The commands of each block of code, by the block's range.
  private(set) var fences: [SourceRange: [FencedCommand]] = [:]
  /// The commands in running text, by the index of their passage.
  private(set) var spoken: [Int: [CommandLine]] = [:]
  private let passages: Passages
  private let vocabulary: ParameterWords
  private var unnamed: [Found] = []
  /// What schedules run.
  private let scripts: Set<String>

  /// A command and the words that forbid it.
  struct Forbidden {
    var command: Located<String>
    var reason: Located<String>
  }

  /// A command before it has its name.
  private struct Found {
    var command: StatedCommand
    var section: Int
  }

  init(_ passages: Passages, schedules: Set<SourceRange>, scripts: Set<String>) {
    self.passages = passages
    self.scripts = scripts
    vocabulary = ParameterWords(passages)
    for code in passages.codes { read(code, schedules) }
    for index in passages.all.indices where passages.all[index].kind != .heading { read(index, schedules) }
    unnamed.sort { $0.command.source.range < $1.command.source.range }
    finish()
  }

  private mutating func read(_ code: PlacedCode, _ schedules: Set<SourceRange>) {
    guard let reading = FenceReading(code.block, schedules: schedules) else { return }
    fences[code.block.range] = reading.commands
    let lead = introduction(code.before, code.parents)
    let isSample =
      lead.contains { Sentence.presentsOutput(String($0.value.suffix(60))) }
      || passages.lead(code.before).map { isExample($0.text, reading.commands, code.section) } ?? false
    take(reading.commands, lead, code.section, isWithdrawn: code.isWithdrawn, isSample: isSample)
  }

  /// Below "Example:" stands once more, with a value, what the section has just told with a placeholder.
  private func isExample(_ lead: String, _ fenced: [FencedCommand], _ section: Int) -> Bool {
    guard lead.utf8.count <= 40, MentionReading.startsExample(lead), let told = unnamed.last,
      told.section == section, !told.command.parameters.isEmpty
    else { return false }
    let program = told.command.line.commands.first?.program
    return fenced.allSatisfy { $0.line.parameters.isEmpty && $0.line.commands.first?.program == program }
  }

  private mutating func take(
    _ fenced: [FencedCommand], _ lead: [Located<String>], _ section: Int, isWithdrawn: Bool, isSample: Bool
  ) {
    let place = passages.sections[section]
    for command in fenced {
      if let reason = forbids(command, isWithdrawn ? lead : []) {
        forbidden.append(Forbidden(command: command.text, reason: reason))
        continue
      }
      guard !isSample, !place.isSample, !isWithdrawn, !command.isPast else { continue }
      let text = command.text.value, line = command.line
      if text.utf8.contains(UInt8(ascii: "|")),
        case .ambiguous(let words, let readings, let edit) = Alternation.read(text)
      {
        ambiguities.append(
          Ambiguity(place: Located(words, at: command.text.range), readings: readings, edit: edit))
      }
      guard !line.commands.isEmpty, line.isComplete, !SetUp.isSetUp(line, isTitled: place.isSetUp),
        !isOnlySetting(line),
        !asksForHelp(line)
      else {
        continue
      }
      let own = line.comment.map { Located($0, at: command.text.range) }
      let purposes = [own, command.comment].compactMap { $0 } + lead
      add(line, command.text, command.directory, purposes, section, host: command.host)
    }
  }

  /// The words that forbid a command of a block: its comment, what introduces the block, or nothing.
  private func forbids(
    _ command: FencedCommand, _ lead: [Located<String>]
  ) -> Located<String>? {
    if command.isForbidden { return command.comment ?? command.text }
    if let remark = command.line.comment, RuleWords.forbids(remark) { return command.text }
    return lead.first { RuleWords.forbids($0.value) }
  }

  /// `Script: /usr/local/bin/x.sh` says what the schedule beside it runs.
  private func namesJob(_ command: SpokenCommand) -> Bool {
    guard !scripts.isEmpty, let key = command.purpose?.value, key.utf8.count < 20 else { return false }
    return Self.scriptKeys.contains(key.lowercased()) && scripts.contains(command.text.value)
  }

  private static let scriptKeys = WordTable("script skript job skrypt guion скрипт 脚本 スクリプト")

  /// What only prints how a program is used does nothing here.
  private func asksForHelp(_ line: CommandLine) -> Bool {
    line.commands.count == 1
      && line.commands[0].arguments.contains { $0.text == "--help" || $0.text == "help" }
  }

  /// A lone `cd`, `export`, `source`, `echo` or `exit` does nothing by itself.
  private func isOnlySetting(_ line: CommandLine) -> Bool {
    line.commands.allSatisfy { command in
      guard let program = command.program else { return true }
      return command.redirects.isEmpty && Self.settings.contains(program)
    }
  }

  private static let settings: Set<String> = [
    "cd", "export", "source", ".", "echo", "exit", "clear", "alias", "set", "unset", "sleep", "pwd",
  ]

  private mutating func read(_ index: Int, _ schedules: Set<SourceRange>) {
    let passage = passages.all[index]
    let isCell = passage.kind == .cell
    let text = passage.text
    if let reading = UnfencedBlock.read(passage, passages, schedules) {
      return take(reading.commands, [], passage.section, isWithdrawn: false, isSample: false)
    }
    guard passage.standing == .meant, !text.codeSpans.isEmpty || text.text.utf8.contains(0x20) && !isCell
    else { return }
    let isItem = passage.isItem || isCell
    var found = SpanReading.commands(text, isItem: isItem, isCell: isCell, forbids: passage.forbids)
    if found.isEmpty, passage.kind == .paragraph, passages.lead(passage.before) != nil {
      found = SpanReading.standing(text)
    }
    if !found.isEmpty { spoken[index] = found.map(\.line) }
    for command in found {
      if let ambiguity = command.ambiguity { ambiguities.append(ambiguity) }
      guard CronLine(command.text.value) == nil, !schedules.contains(command.text.range),
        !SetUp.isSetUp(command.line, isTitled: passages.sections[passage.section].isSetUp),
        !isOnlySetting(command.line), !asksForHelp(command.line), !namesJob(command)
      else { continue }
      let around = passage.parents.reversed().map { passages.all[$0].text }.map {
        Located($0.text, at: $0.range)
      }
      let lead = passages.lead(passage.before).map { [Located($0.text, at: $0.range)] } ?? []
      // `| Reload nginx | sudo nginx -s reload |`: the row's name is the key.
      let name = passage.name.map { passages.all[$0].text }.flatMap {
        $0.codeSpans.isEmpty ? Located($0.text, at: $0.range) : nil
      }
      add(
        command.line, command.text, nil, [command.purpose, name].compactMap { $0 } + around + lead,
        passage.section,
        isAlternative: command.isAlternative)
    }
  }

  /// The sentence right before a block, and the items that it stands below.
  private func introduction(_ before: Int?, _ parents: [Int]) -> [Located<String>] {
    var words: [Located<String>] = []
    if let before, passages.all[before].kind != .heading {
      let text = passages.all[before].text
      let sentences = RuleReading.sentences(text)
      if let last = sentences.last {
        words.append(Located(text.text.part(last), at: text.range(ofUTF8: last)))
      }
    }
    for parent in parents.reversed() where parent != before {
      words.append(Located(passages.all[parent].text.text, at: passages.all[parent].text.range))
    }
    return words
  }

  private mutating func add(
    _ line: CommandLine, _ source: Located<String>, _ directory: Located<String>?,
    _ purposes: [Located<String>],
    _ section: Int, isAlternative: Bool = false, host: Located<String>? = nil
  ) {
    let isOr = isAlternative || purposes.first.map { Self.isOr($0.value) } ?? false
    unnamed.append(
      Found(
        command: StatedCommand(
          name: "", line: line, directory: directory, host: host, source: source, repeats: [],
          purposes: purposes,
          titles: passages.titles(section),
          parameters: line.parameters.map { vocabulary.stated($0.name, line, section) },
          isAlternative: isOr),
        section: section))
  }

  /// "Or with make": another way to do the same.
  static func isOr(_ text: String) -> Bool {
    let text = text.prefix(16).lowercased()
    return text == "or" || ors.contains(where: text.hasPrefix)
  }

  private static let ors = [
    "or ", "or:", "oder ", "o bien", "ou ", "или ", "либо ", "oppure", "alternativ", "或", "または", "もしくは",
  ]

  /// The same words in the same folder are one command with several places; names come last, when all are
  /// known.
  private mutating func finish() {
    var places: [String: Int] = [:]
    var sections: [Int] = []
    for one in unnamed {
      let key = [
        one.command.host?.value ?? "", one.command.directory?.value ?? "", one.command.line.template,
      ]
      .joined(separator: "\u{0}")
      if let index = places[key] {
        commands[index].repeats.append(one.command.source.range)
        commands[index].purposes += one.command.purposes
        continue
      }
      places[key] = commands.count
      commands.append(one.command)
      sections.append(one.section)
    }
    shareSources(sections)
    var counts: [String: Int] = [:]
    var taken: Set<String> = []
    var shared: [SourceRange: Int] = [:]
    for purpose in commands.compactMap({ $0.purposes.first }) { shared[purpose.range, default: 0] += 1 }
    for index in commands.indices {
      let isShared = commands[index].purposes.first.map { shared[$0.range, default: 0] > 1 } ?? false
      let name = CommandName.of(
        commands[index], path: passages.sections[sections[index]].section.path, isShared: isShared)
      var unique = name
      while !taken.insert(unique).inserted {
        counts[name, default: 1] += 1
        unique = "\(name)-\(counts[name, default: 2])"
      }
      commands[index].name = unique
    }
  }

  /// A parameter of the same name in the same section is the same value.
  private mutating func shareSources(_ sections: [Int]) {
    var sources: [String: String] = [:]
    for (command, section) in zip(commands, sections) {
      for parameter in command.parameters {
        if let source = parameter.source { sources["\(section) \(parameter.name)"] = source }
      }
    }
    for index in commands.indices {
      for place in commands[index].parameters.indices where commands[index].parameters[place].source == nil {
        let name = commands[index].parameters[place].name
        commands[index].parameters[place].source = sources["\(sections[index]) \(name)"]
      }
    }
  }
}
