/// Reads one text as POSIX sh reads it, and notes on the way what it sees: words, parameters, what needs a
/// shell.
///
/// One pass over the bytes; what is nested is read again at most `deepest` times, so time grows linearly.
struct ShellReader {
  static let deepest = 8

  let bytes: [UInt8]
  let depth: Int
  /// Off inside text that was read once already: there only `‹name›` is a parameter.
  let findsPlaceholders: Bool
  let hints: TextHints
  var index = 0
  var assigned: Set<String>

  var template: [UInt8] = []
  var gap = Gap.none
  /// The template ends where a command may begin, so a line break there is only a blank.
  var isOpen = true
  var word = WordDraft()
  var draft = CommandDraft()
  var hereDocuments: [HereDocument] = []
  /// The text of a here-document is a file: what looks like a placeholder in it is markup.
  var isInHereDocument = false
  var patternDepth = 0
  var parenthesisDepth = 0
  var isNextCommandListed = false

  var sequence: [(command: SimpleCommand, joint: Joint)] = []
  var commands: [SimpleCommand] = []
  /// The commands without those of remote texts, which a judge reads by itself.
  var ownCommands: [SimpleCommand] = []
  /// Off where only one level is wanted.
  var followsRemoteText = true
  var parameters: [Parameter] = []
  var parameterNames: Set<String> = []
  var obstacles: [Obstacle] = []
  var constructs: Set<String> = []
  var comment: String?
  /// A text that another shell reads (`ssh host '…'`) is more than one plain command.
  var hasRemoteShellText = false

  enum Gap { case none, blank, line }

  enum Joint { case pipe, and, end }

  init(_ text: String, depth: Int = 0, findsPlaceholders: Bool = true) {
    self.init(
      text.utf8.filter { $0 != 13 }, depth: depth, findsPlaceholders: findsPlaceholders, assigned: [],
      hints: nil)
  }

  init(
    _ bytes: [UInt8], depth: Int, findsPlaceholders: Bool, assigned: Set<String>, hints: TextHints?
  ) {
    self.bytes = bytes
    self.depth = depth
    self.findsPlaceholders = findsPlaceholders
    self.assigned = assigned
    self.hints = hints ?? TextHints(bytes)
  }

  mutating func read() {
    while index < bytes.count { readToken() }
    finish(.end)
    if let last = sequence.last, last.joint != .end { note("incomplete list") }
  }

  private mutating func readToken() {
    switch at(index) {
    case " ", "\t":
      index += 1
      if gap == .none { gap = .blank }
    case "\n": line()
    case "\\" where at(index + 1) == "\n":
      index += 2
      if gap == .none { gap = .blank }
    case "\\" where index + 1 == bytes.count:
      note("incomplete line")
      index += 1
    case "#": readComment()
    case "|", "&", ";", "(", ")": readOperator()
    case "<", ">": if readsPlaceholder() { readWord() } else { readRedirect() }
    case "$" where draft.isEmpty && isBlank(index + 1): index += 1
    case "0", "1", "2": if isDescriptor { readRedirect() } else { readWord() }
    default: readWord()
    }
  }

  /// A digit glued to `<` or `>`: `2>/dev/null`. A placeholder behind a digit is a word: `1<name>`.
  private var isDescriptor: Bool {
    let sign = at(index + 1)
    guard sign == ">" || sign == "<" else { return false }
    return sign == ">" || angle(at: index + 1) == nil
  }

  private func readsPlaceholder() -> Bool { at(index) == "<" && angle(at: index) != nil }

  private mutating func line() {
    index += 1
    gap = .line
    if !hereDocuments.isEmpty { readHereDocuments() }
    if !draft.isEmpty {
      finish(.end)
      isNextCommandListed = true
    }
  }

  private mutating func readComment() {
    let end = next("\n", from: index)
    let text = string(index + 1..<end)
    comment = text.trimmed.isEmpty ? comment : text.trimmed
    index = end
  }

  mutating func note(_ construct: String) {
    if constructs.insert(construct).inserted { obstacles.append(Obstacle(construct: construct)) }
  }

  mutating func noteParameter(_ name: String, _ form: Parameter.Form) {
    if parameterNames.insert(name).inserted { parameters.append(Parameter(name: name, form: form)) }
  }
}
