import Findings
import MarkdownDocument

/// One command that stands in running text.
struct SpokenCommand {
  var text: Located<String>
  var line: CommandLine
  /// The key or the words right in front of it, which say what it is for.
  var purpose: Located<String>?
  var isAlternative = false
  /// The bar in it can be read in two ways.
  var ambiguity: Ambiguity?
}

/// Takes the commands out of a paragraph, an item or a cell: code that the sentence tells the reader to run,
/// and bare
/// text behind a key, `Reload: sudo nginx -s reload`.
enum SpanReading {
  static func commands(_ text: InlineText, isItem: Bool, isCell: Bool, forbids: Bool) -> [SpokenCommand] {
    guard !text.codeSpans.isEmpty || !isCell else { return [] }
    let pair = KeyValue(text)
    let forbidden =
      !text.codeSpans.isEmpty && (forbids || ForbiddenSpans.mayContrast(text.text))
      ? Set(ForbiddenSpans.of(text).map(\.offsets.lowerBound)) : []
    let past = Withdrawal.pastCode(text)
    let joined = isCell ? joined(text) : []
    if let pair, Self.isAside(pair.key.value) { return asides(text, pair) }
    let spans = text.codeSpans.flatMap { span -> [SpokenCommand] in
      guard span.text.utf8.contains(0x20) || span.text.contains("/") || isAlone(span, text),
        !forbidden.contains(span.offsets.lowerBound),
        !past.contains(span.offsets.lowerBound),
        isCell ? joined.contains(span.offsets.lowerBound) : isTold(span, text, pair, isItem: isItem)
      else { return [] }
      return read(Located(span.text, at: span.range), purpose(span, text, pair), spanned: true)
        .map { command in
          var command = command
          command.isAlternative = before(span, text).hasSuffix(" or ") || before(span, text).hasSuffix("(or ")
          return command
        }
    }
    if !spans.isEmpty || isCell && text.codeSpans.isEmpty == false { return withoutAbbreviations(spans) }
    if isCell { return [] }
    let prompted = prompted(text)
    if !prompted.isEmpty { return prompted }
    guard isItem, text.codeSpans.isEmpty, !forbids || pair.map({ !RuleWords.forbids($0.key.value) }) ?? false
    else { return [] }
    return bare(text, pair)
  }

  /// "`docker exec box tool a` and `tool b`": what comes later is typed behind the same words.
  private static func withoutAbbreviations(_ spans: [SpokenCommand]) -> [SpokenCommand] {
    guard spans.count > 1, spans[0].line.template.contains(" exec ") else { return spans }
    let inner = Set(spans[0].line.template.split(separator: " ").dropFirst(2))
    return [spans[0]]
      + spans.dropFirst().filter { span in
        guard let program = span.line.commands.first?.program else { return true }
        return !inner.contains(program[...])
      }
  }

  /// Lines of running text that begin with a prompt: `$ bundle install`.
  static func prompted(_ text: InlineText) -> [SpokenCommand] {
    guard text.text.utf8.contains(UInt8(ascii: "$")) else { return [] }
    var found: [SpokenCommand] = []
    var start = 0, isOpen = false
    for line in text.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let range = start..<(start + line.count)
      start = range.upperBound + 1
      let written = text.text.part(range)
      // A backslash in front of the next prompt only breaks the line.
      let isNext = written.drop { $0 == " " }.hasPrefix("$ ")
      if isOpen, !isNext, let last = found.popLast() {
        let whole = Located(
          last.text.value + "\n" + written, at: last.text.range.through(text.range(ofUTF8: range)))
        found.append(SpokenCommand(text: whole, line: CommandLine(whole.value)))
        isOpen = written.hasSuffix("\\")
        continue
      }
      let blanks = written.utf8.prefix { $0 == 0x20 }.count
      guard written.utf8.dropFirst(blanks).starts(with: "$ ".utf8) else { continue }
      let offsets = (range.lowerBound + blanks + 2)..<range.upperBound
      let command = text.text.part(offsets)
      if isOpen, let last = found.popLast() {
        let words = String(last.text.value.dropLast()).trimmed
        found.append(SpokenCommand(text: Located(words, at: last.text.range), line: CommandLine(words)))
      }
      found.append(
        SpokenCommand(text: Located(command, at: text.range(ofUTF8: offsets)), line: CommandLine(command)))
      isOpen = command.hasSuffix("\\")
    }
    return found.filter { $0.line.head != .none }
  }

  /// A paragraph that is nothing but a command, behind a line that introduces it.
  static func standing(_ text: InlineText) -> [SpokenCommand] {
    guard text.codeSpans.isEmpty, !text.text.utf8.contains(0x0A), text.text.utf8.count < 400 else {
      return []
    }
    return read(Located(text.text, at: text.range), nil, spanned: false)
  }

  /// `Fallback: certbot --nginx, timer: systemctl status x`: what the first key says is not for every day, a
  /// second key
  /// in the same line may be.
  private static func asides(_ text: InlineText, _ pair: KeyValue) -> [SpokenCommand] {
    guard let second = nested(pair.value, text) else { return [] }
    return read(second.value, second.key, spanned: false)
  }

  /// Bare text: the whole item, or what stands behind its key.
  private static func bare(_ text: InlineText, _ pair: KeyValue?) -> [SpokenCommand] {
    let line = Located(String(text.text.firstLine), at: text.range)
    guard let pair else { return read(line, nil, spanned: false) }
    let found = read(pair.value, pair.key, spanned: false)
    if !found.isEmpty { return found }
    return nested(pair.value, text).map { read($0.value, $0.key, spanned: false) } ?? []
  }

  /// `…, timer: systemctl status certbot.timer` → the key and the value behind the last comma.
  private static func nested(
    _ value: Located<String>, _ text: InlineText
  ) -> (key: Located<String>, value: Located<String>)? {
    guard let comma = value.value.firstRange(of: ", ") else { return nil }
    let rest = value.value[comma.upperBound...]
    guard let colon = rest.firstRange(of: ": "), let place = text.text.firstRange(of: String(rest)) else {
      return nil
    }
    let key = String(rest[..<colon.lowerBound]), command = String(rest[colon.upperBound...])
    let start = text.text.utf8.distance(from: text.text.startIndex, to: place.lowerBound)
    let keyEnd = start + key.utf8.count
    return (
      Located(key, at: text.range(ofUTF8: start..<keyEnd)),
      Located(command, at: text.range(ofUTF8: (keyEnd + 2)..<(keyEnd + 2 + command.utf8.count)))
    )
  }

  private static let asides = WordTable(
    """
    fallback legacy deprecated old previously formerly output expected response returns result error history historical
    wrong bad instead alt salida ausgabe sortie flow ablauf flujo fluxo flusso 流程
    """)

  /// Keys of what is named and not meant to be done.
  private static func isAside(_ key: String) -> Bool {
    TableReading.normal(key).split(separator: " ").contains(where: asides.contains)
  }

  private static func read(
    _ text: Located<String>, _ purpose: Located<String>?, spanned: Bool
  ) -> [SpokenCommand] {
    guard mayBegin(text.value, spanned: spanned),
      spanned || Alternation.mayRead(text.value) || BareCommand.mayBe(text.value)
    else { return [] }
    switch Alternation.read(text.value) {
    case .one(let line):
      guard line.isCommand, spanned ? isOffered(line) : BareCommand.isCommand(line, text.value) else {
        return []
      }
      return [SpokenCommand(text: text, line: line, purpose: purpose)]
    case .several(let lines):
      return lines.filter(\.isCommand).map { SpokenCommand(text: text, line: $0, purpose: purpose) }
    case .ambiguous(let words, let readings, let edit):
      let ambiguity = Ambiguity(place: Located(words, at: text.range), readings: readings, edit: edit)
      let line = CommandLine(text.value)
      guard line.isCommand else { return [] }
      return [SpokenCommand(text: text, line: line, purpose: purpose, ambiguity: ambiguity)]
    }
  }

  /// A cheap look at the first word before the text is taken apart.
  private static func mayBegin(_ text: String, spanned: Bool) -> Bool {
    let word = text.utf8.drop { $0 == 0x20 }.prefix { $0 != 0x20 && $0 != 0x0A }
    guard let first = word.first, word.count <= 128 else { return false }
    if word.contains(UInt8(ascii: "=")) || first == UInt8(ascii: "$") { return true }
    if word.contains(UInt8(ascii: "/")) {
      // Where no backticks say that it is code, a path is a script or the path of a program.
      return spanned || first == UInt8(ascii: ".") || word.suffix(5).contains(UInt8(ascii: "."))
        || text.utf8.count > word.count
    }
    return EffectCatalogue.program(String(decoding: word, as: UTF8.self)) != nil
  }

  /// A word of a chat, `/status`: an absolute path of one part is no program.
  private static func isChatWord(_ line: CommandLine) -> Bool {
    guard let program = line.commands.first?.words.first?.text else { return false }
    return program.hasPrefix("/") && !program.dropFirst().contains("/")
  }

  /// In a code span a path alone is a file unless it is plainly a script; a program needs its words.
  private static func isOffered(_ line: CommandLine) -> Bool {
    guard let first = line.commands.first, !isChatWord(line), !line.template.contains("..."),
      !line.template.contains("…")
    else { return false }
    if line.head.isPath {
      guard let program = first.programWord?.text, !program.hasSuffix("/"), !program.hasPrefix("../") else {
        return false
      }
      let isScript = [".sh", ".ps1", ".py", ".bash", ".bat"].contains(where: program.hasSuffix)
      if isScript, isAnyScript(program) { return false }
      if first.arguments.isEmpty {
        return isScript && !program.hasSuffix(".py") && program.hasPrefix("./") || program.hasSuffix(".sh")
      }
      return isScript || program.hasPrefix("./") && !hasFileEnding(program)
    }
    if first.words.count == 2, let name = first.words.last?.literal, isAnyScript(name) { return false }
    return first.words.count > 1 || !first.assignments.isEmpty || standsAlone(program: first.program)
  }

  /// `bash script.sh`: how any script is run.
  private static func isAnyScript(_ path: String) -> Bool {
    let name = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    return anyScripts.contains(name)
  }

  private static let anyScripts = WordTable(
    """
    script.sh script.py script.js script.ps1 skript.sh skript.py file.sh archivo.sh archivo.py fichier.sh arquivo.sh
    nombre.sh скрипт.sh 脚本.sh
    """)

  private static func standsAlone(program: String?) -> Bool {
    program.flatMap { EffectCatalogue.program($0) }?.standsAlone ?? false
  }

  /// "If the kernel changed: `reboot`": one word that is all there is behind a colon, or all that is to be done.
  private static func isAlone(_ span: InlineText.CodeSpan, _ text: InlineText) -> Bool {
    let before = before(span, text).trimmed
    guard after(span, text).trimmed.isEmpty, standsAlone(program: span.text) else { return false }
    return before.endsWithColon || before.isEmpty && CommandLine(span.text).judgement.effect != .observes
  }

  private static func hasFileEnding(_ path: String) -> Bool {
    [
      ".md", ".txt", ".json", ".yml", ".yaml", ".conf", ".log", ".env", ".toml", ".ini", ".html", ".sql",
      ".csv", ".xml", ".db",
    ]
    .contains(where: path.hasSuffix)
  }

  /// Nobody's sentence is longer, and a text of many spans is read in a line with its length.
  private static let window = 400

  private static func before(_ span: InlineText.CodeSpan, _ text: InlineText) -> String {
    text.text.part(max(0, span.offsets.lowerBound - window)..<span.offsets.lowerBound)
  }

  private static func after(_ span: InlineText.CodeSpan, _ text: InlineText) -> String {
    let end = span.offsets.upperBound
    return text.text.part(end..<min(end + window, text.text.utf8.count))
  }

  /// Whether the sentence tells the reader to run it, or only speaks of it.
  private static func isTold(
    _ span: InlineText.CodeSpan, _ text: InlineText, _ pair: KeyValue?, isItem: Bool
  ) -> Bool {
    let before = before(span, text), after = after(span, text)
    if before.isEmpty, after.isEmpty { return true }
    if Sentence.isMaterial(before, after) || Sentence.isSource(span.text, after)
      || Sentence.isWarnedOf(after) || Sentence.isElsewhere(after)
    {
      return false
    }
    let sentence = Sentence.last(of: before)
    // "If it prints nothing, `x` brings it back."
    if sentence.hasSuffix(", "), Sentence.isCondition(sentence), Sentence.describes(after) { return true }
    guard !Sentence.isConditional(sentence), !Sentence.isDescribed(after) else { return false }
    guard !Sentence.isInsideAside(before) || before.hasSuffix("(") && after.hasPrefix(")") else {
      return false
    }
    if sentence.trimmed.isEmpty || before.trimmed.endsWithColon {
      let isPaired = pair.map {
        $0.valueOffsets.lowerBound <= span.offsets.lowerBound
          || $0.key.value.utf8.count <= span.text.utf8.count
      }
      return isItem || isPaired ?? false || before.trimmed.endsWithColon || Sentence.describes(after)
        || Sentence.goesOn(after)
    }
    return Sentence.tellsToRun(sentence)
      || isItem && (pair != nil || Sentence.tellsToRun(sentence) || sentence.utf8.count < 80)
  }

  /// What is code with nothing but other code and marks before it, by where it begins: `` `x on` / `x off` ``.
  private static func joined(_ text: InlineText) -> Set<Int> {
    var joined: Set<Int> = []
    var start = 0
    for span in text.codeSpans {
      let gap = text.text.part(start..<span.offsets.lowerBound).trimmed
      guard gap.isEmpty || joints.contains(gap) && start > 0 else { break }
      joined.insert(span.offsets.lowerBound)
      start = span.offsets.upperBound
    }
    return joined
  }

  private static let joints: Set<String> = [
    "/", ",", ";", "|", "&", "or", "and", "oder", "und", "ou", "o", "of", "et", "y",
  ]

  /// The key before it, or the words of its sentence.
  private static func purpose(
    _ span: InlineText.CodeSpan, _ text: InlineText, _ pair: KeyValue?
  ) -> Located<String>? {
    if let pair, span.offsets.lowerBound >= pair.valueOffsets.lowerBound { return pair.key }
    if let pair, span.offsets.lowerBound == 0 { return pair.value }
    let whole = text.text
    // A definition below its term.
    if before(span, text).hasSuffix("\n: ") {
      let term = String(whole.firstLine)
      return Located(term, at: text.range(ofUTF8: 0..<term.utf8.count))
    }
    guard whole.utf8.count > span.text.utf8.count + 2, whole.utf8.count <= 2 * window else { return nil }
    guard let sentence = RuleReading.sentences(text).first(where: { $0.contains(span.offsets.lowerBound) })
    else {
      return Located(whole, at: text.range)
    }
    let start = text.text.part(sentence.lowerBound..<span.offsets.lowerBound)
    let said =
      max(
        sentence.lowerBound, span.offsets.lowerBound - Sentence.last(of: start).utf8.count)..<sentence
      .upperBound
    return said.count > span.text.utf8.count + 2
      ? Located(text.text.part(said), at: text.range(ofUTF8: said)) : nil
  }
}
