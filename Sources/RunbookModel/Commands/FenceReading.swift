import Findings
import MarkdownDocument

/// One command of a block of code, with what surrounds it there.
struct FencedCommand {
  /// The lines it stands on, as one text.
  var text: Located<String>
  var line: CommandLine
  /// The statements that were joined, each on its lines.
  var parts: [Located<String>]
  /// The comment on the line above, which names what follows up to the next blank line.
  var comment: Located<String>?
  /// The `cd` on a line of its own that governs it.
  var directory: Located<String>?
  /// The host of an `ssh host` on a line of its own: what follows is typed there.
  var host: Located<String>?
  /// The comment forbids it: `# ❌ never`.
  var isForbidden = false
  /// The comment says that it is over or only shown: `# old`, `# Example: …`.
  var isPast = false

  /// Several commands as one; nil of none.
  static func joined(_ group: [FencedCommand]) -> FencedCommand? {
    guard var whole = group.first, let last = group.last, group.count > 1 else { return group.first }
    whole.text = Located(
      group.map(\.text.value).joined(separator: "\n"), at: whole.text.range.through(last.text.range))
    whole.line = CommandLine(whole.text.value)
    whole.parts = group.flatMap(\.parts)
    return whole
  }
}

/// Takes the commands out of a block of code: prompts, comments, continuations, here-documents, shared
/// variables.
///
/// Output, configuration and the bodies of scripts are not commands.
struct FenceReading {
  private(set) var commands: [FencedCommand] = []
  private let lines: [Located<String>]
  private var index = 0
  private var comment: Located<String>?
  private var isUsed = false
  /// Where the remark behind the line above begins.
  private var remark: Int?
  /// The first line of a comment of several, which says what they are about.
  private var opening: Located<String>?
  /// The comment, or the one that it gives another way for, says that what follows is an example.
  private var isExample = false
  private var directory: Located<String>?
  private var host: Located<String>?
  private let isPrompted: Bool
  private let isTagged: Bool
  private let isPowerShell: Bool

  private static let shells: Set<String> = [
    "bash", "sh", "shell", "zsh", "console", "shell-session", "shellsession", "terminal", "fish", "bat",
    "cmd",
    "powershell", "ps1", "ps", "pwsh", "dos", "batch", "sh-session", "shellscript", "command", "cli",
  ]

  /// Nil where the block holds something else.
  init?(_ block: CodeBlock, schedules: Set<SourceRange>) {
    self.init(block.lines, language: block.language, schedules: schedules)
  }

  /// Nil where the lines hold something else. The words above them are what a comment there would be.
  init?(
    _ block: [Located<String>], language: String, below words: Located<String>? = nil,
    schedules: Set<SourceRange>
  ) {
    let language = language.lowercased().prefix { $0 != "{" && $0 != "," }
    isTagged = Self.shells.contains(String(language).trimmedMarks)
    isPowerShell = ["powershell", "ps1", "ps", "pwsh", "bat", "cmd", "dos", "batch"].contains(
      String(language))
    let written = block.filter { !schedules.contains($0.range) }
    lines =
      Self.asRoot(written, isScript: isTagged && !["console", "terminal"].contains(String(language)))
      ?? written
    guard isTagged || language.isEmpty else { return nil }
    let first = lines.first { !$0.value.trimmed.isEmpty }?.value ?? ""
    if first.hasPrefix("#!") { return nil }
    isPrompted = lines.contains { Prompt.strip($0.value).hadPrompt }
    guard isTagged || isPrompted || Self.looksLikeCommands(lines) else { return nil }
    if let words { remember(words) }
    read()
  }

  /// `# apt update` is root's prompt, where each such line is a command and no language says that `#` is a comment; what
  /// stands between them is what they print, and no command.
  private static func asRoot(_ lines: [Located<String>], isScript: Bool) -> [Located<String>]? {
    guard !isScript, lines.first(where: { !$0.value.trimmed.isEmpty })?.value.hasPrefix("# ") ?? false else {
      return nil
    }
    func isCommand(_ text: String) -> Bool {
      let command = CommandLine(text)
      return command.isCommand && BareCommand.isCommand(command, text)
    }
    var commands: [Located<String>] = []
    for line in lines {
      if line.value.hasPrefix("# ") {
        commands.append(line.part(2..<line.value.utf8.count))
        guard isCommand(commands[commands.count - 1].value) else { return nil }
      } else if isCommand(line.value.trimmed) {
        return nil
      }
    }
    return commands
  }

  /// An untagged block holds commands when every line that is no comment is one, or belongs to the line
  /// above.
  private static func looksLikeCommands(_ lines: [Located<String>]) -> Bool {
    var isContinued = false, count = 0
    for line in lines {
      let text = line.value.trimmed
      defer { isContinued = text.hasSuffix("\\") }
      guard !text.isEmpty, !text.hasPrefix("#"), !isContinued else { continue }
      let command = CommandLine(text)
      let isChange = text.hasPrefix("cd ")
      guard isChange || (command.isCommand && BareCommand.isCommand(command, text)) || isScript(command, text)
      else { return false }
      count += 1
    }
    return count > 0
  }

  private static func isScript(_ line: CommandLine, _ text: String) -> Bool {
    guard line.head.isPath, let program = line.commands.first?.words.first?.text else { return false }
    guard !text.contains("://") || line.commands[0].words.count > 1 else { return false }
    return program.hasPrefix("./") || program.hasPrefix("~/") && program.hasSuffix(".sh")
      || program.hasSuffix(".sh")
  }

  private mutating func read() {
    while index < lines.count {
      let line = lines[index]
      let text = line.value.trimmed
      if text.isEmpty {
        if isUsed { comment = nil }
        remark = nil
        index += 1
      } else if let remark, text.hasPrefix("#"), line.value.utf8.prefix(while: { $0 == 0x20 }).count == remark
      {
        // The remark behind the line above goes on.
        index += 1
      } else if text.hasPrefix("#"), !(isPrompted && Prompt.strip(line.value).hadPrompt) {
        remember(line)
        index += 1
      } else {
        readCommand()
      }
    }
    commands = Self.joined(commands)
  }

  /// A comment names what follows; several lines of comment are one.
  private mutating func remember(_ line: Located<String>) {
    let bytes = Array(line.value.utf8)
    var start = bytes.firstIndex { $0 != 0x20 && $0 != 0x09 } ?? 0
    while start < bytes.count, "# =-*".utf8.contains(bytes[start]) { start += 1 }
    var end = bytes.count
    while end > start, "# =-*:".utf8.contains(bytes[end - 1]) { end -= 1 }
    guard end > start else { return }
    let goesOn = index > 0 && comment?.range.line == line.range.line - 1 && !isUsed
    let words = line.part(start..<end)
    comment = words
    remark = nil
    if !goesOn {
      opening = words
      isExample =
        MentionReading.announcesExample(words.value)
        || isExample && CommandReading.isOr(words.value)
    }
    isUsed = false
  }

  private mutating func readCommand() {
    let first = index
    let (text, next) = statement()
    index = next
    let last = lines[next - 1].value.utf8
    remark = last.contains(UInt8(ascii: "#")) ? last.prefix { $0 != UInt8(ascii: "#") }.count : nil
    if remark == 0 { remark = nil }
    let isWhole = next > first + 1 || text.utf8.count == lines[first].value.utf8.count
    let whole =
      (isWhole ? nil : lines[first].part(of: text))
      ?? Located(text, at: lines[first].range.through(lines[next - 1].range))
    if isPrompted, !Prompt.strip(lines[first].value).hadPrompt { return }
    let words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
    if words.count == 2, words[0] == "cd", next == first + 1 {
      directory =
        whole.value == lines[first].value ? whole.part(of: words[1]) : Located(words[1], at: whole.range)
      return
    }
    guard isPrompted || !Self.isOutput(text) else {
      if ["exit", "logout"].contains(text) { host = nil }
      return
    }
    let line = CommandLine(text)
    if words.first == "ssh", line.isInteractive, next == first + 1 {
      commands.append(
        FencedCommand(text: whole, line: line, parts: [whole], comment: comment, directory: nil, host: nil))
      host = Located(line.commands.last?.words.last?.text ?? words[words.count - 1], at: whole.range)
      directory = nil
      isUsed = true
      return
    }
    if ["exit", "logout"].contains(text) {
      host = nil
      return
    }
    isUsed = true
    commands.append(
      FencedCommand(
        text: whole, line: line, parts: [whole], comment: comment, directory: directory, host: host,
        isForbidden: says { RuleWords.forbids($0) },
        isPast: comment != nil && isExample || says { Withdrawal.isPast($0) || Withdrawal.fails($0) }))
  }

  /// Whether the comment above says it, in its first line or in its last.
  private func says(_ it: (String) -> Bool) -> Bool {
    guard let comment else { return false }
    guard let opening, opening.range != comment.range else { return it(comment.value) }
    // Behind its first sentence it explains.
    let first = opening.value.firstRange(of: ". ").map { opening.value[..<$0.lowerBound] }
    return it(comment.value) || it(first.map(String.init) ?? opening.value)
  }

  /// The text of the statement that begins on this line, and the line behind it.
  private func statement() -> (String, Int) {
    var end = index + 1
    var text = Self.withoutRemark(Prompt.strip(lines[index].value).command)
    while text.hasSuffix("\\") || isPowerShell && (text.hasSuffix("`") || text.hasSuffix("^")),
      end < lines.count
    {
      // A backslash in front of the next prompt only breaks the line.
      if isPrompted, Prompt.strip(lines[end].value).hadPrompt {
        text = String(text.dropLast()).trimmed
        break
      }
      if !text.hasSuffix("\\") { text = String(text.dropLast()) + "\\" }
      text += "\n" + lines[end].value
      end += 1
    }
    if let mark = Self.hereDocument(text) {
      while end < lines.count {
        text += "\n" + lines[end].value
        end += 1
        let line = lines[end - 1].value.trimmed
        if line == mark
          || line.hasPrefix(mark) && line.dropFirst(mark.count).allSatisfy({ "'\");".contains($0) })
        {
          break
        }
      }
      return (text, end)
    }
    if let closing = Self.compound(text) {
      var depth = 1
      while end < lines.count, depth > 0 {
        let line = lines[end].value.trimmed
        if Self.compound(line) == closing { depth += 1 }
        if line == closing || line.hasPrefix(closing + " ") || line.hasPrefix(closing + ";") { depth -= 1 }
        text += "\n" + lines[end].value
        end += 1
      }
      return (text, end)
    }
    while Self.isOpen(text), end < lines.count, end < index + 40 {
      text += "\n" + lines[end].value
      end += 1
    }
    return (text, end)
  }

  /// `kubectl get pods // all of them`: a remark as in other languages.
  private static func withoutRemark(_ text: String) -> String {
    guard let mark = text.firstRange(of: " // ") else { return text }
    return String(text[..<mark.lowerBound]).trimmed
  }

  /// `<<'EOF'` → `EOF`
  private static func hereDocument(_ text: String) -> String? {
    guard let start = text.firstRange(of: "<<"), !text[start.upperBound...].hasPrefix("<") else { return nil }
    let rest = text[start.upperBound...].drop {
      $0 == "-" || $0 == " " || $0 == "'" || $0 == "\"" || $0 == "\\"
    }
    let mark = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return mark.isEmpty ? nil : String(mark)
  }

  /// What closes the compound command that a line opens and does not close itself.
  private static func compound(_ text: String) -> String? {
    let word = text.prefix { $0.isLetter }
    switch word {
    case "for", "while", "until", "select":
      return text.contains("; done") || text.hasSuffix("done") ? nil : "done"
    case "if":
      return text.contains("; fi") || text.hasSuffix("fi") || !text.contains("then") && !text.contains("[")
        ? nil : "fi"
    case "case": return text.contains("esac") ? nil : "esac"
    default: return text.hasSuffix("() {") || text.hasPrefix("function ") && text.hasSuffix("{") ? "}" : nil
    }
  }

  /// Whether a quote is open at the end of the text: the statement goes on below.
  private static func isOpen(_ text: String) -> Bool {
    text.withBytes { bytes in
      var quote: UInt8 = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte == 0x5C, quote != 0x27 {
          index += 1
        } else if quote == 0 {
          if byte == 0x23, index == 0 || bytes[index - 1] == 0x20 { return false }
          if byte == 0x22 || byte == 0x27 { quote = byte }
        } else if byte == quote {
          quote = 0
        }
        index += 1
      }
      return quote != 0
    }
  }

  /// A line that no one types: a URL, a tree, a sample of output.
  private static func isOutput(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return true }
    if text.hasPrefix("http://") || text.hasPrefix("https://") || text.hasPrefix("<") && !text.contains("|") {
      return true
    }
    if isLabelled(text) || isNote(text) || isUnset(text) { return true }
    if text.hasPrefix("...") || text.hasPrefix("…") || text.hasPrefix("//") || text.hasPrefix("├") {
      return true
    }
    // A statement that is typed into a database's own prompt.
    if text.hasSuffix(";"), let word = text.split(separator: " ").first, word.count > 2,
      word.allSatisfy({ $0.isUppercase })
    {
      return true
    }
    return !(first.properties.isAlphabetic || "./~$\"'[({_\\&!@:%".unicodeScalars.contains(first))
      || text.hasPrefix("{") || text.hasPrefix("}")
  }

  /// `Health check:   curl localhost`: a card of labels, where no program has such a name.
  private static func isLabelled(_ text: String) -> Bool {
    guard let colon = text.firstRange(of: ": "), text.first?.isUppercase ?? false else { return false }
    let label = text[..<colon.lowerBound]
    let words = label.split(separator: " ")
    return (1...4).contains(words.count)
      && label.allSatisfy { $0.isLetter || $0.isNumber || " -/".contains($0) }
      && EffectCatalogue.program(String(words[0])) == nil
  }

  /// `TOKEN=<from the mail of the provider>`: a line of a file to be filled in.
  private static func isUnset(_ text: String) -> Bool {
    guard text.utf8.last == UInt8(ascii: ">"), let mark = text.firstRange(of: "=<") else { return false }
    return text[..<mark.lowerBound].utf8.allSatisfy {
      (0x41...0x5A).contains($0) || $0 == 0x5F || $0 &- 0x30 < 10
    }
      && text[mark.upperBound...].utf8.count { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") } == 1
  }

  /// `[Checks of each service]`: words in brackets. A test has a blank behind its bracket.
  private static func isNote(_ text: String) -> Bool {
    guard text.hasPrefix("["), text.hasSuffix("]"), text.contains(" ") else { return false }
    return text.dropFirst().first?.isLetter ?? false
  }
}

extension String {
  fileprivate var trimmedMarks: String { String(filter { $0.isLetter || $0.isNumber || $0 == "-" }) }
}

extension Located<String> {
  /// The first place of a word in a value that stands on one line.
  func part(of word: String) -> Located<String>? {
    guard let place = value.firstRange(of: word) else { return nil }
    let start = value.utf8.distance(from: value.startIndex, to: place.lowerBound)
    return part(start..<(start + word.utf8.count))
  }
}
