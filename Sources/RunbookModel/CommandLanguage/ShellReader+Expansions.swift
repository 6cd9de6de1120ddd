/// Dollars, backticks, brackets, braces: parameters of ours, or what only a shell expands.
extension ShellReader {
  mutating func readDollar() {
    let next = at(index + 1)
    switch next {
    case "(": if at(index + 2) == "(" { readArithmetic() } else { readSubstitution() }
    case "{": readBracedVariable()
    case "'" where !word.isInQuotes:
      note("ANSI-C quoting")
      take(1)
    case "0"..."9", "?", "!", "$", "#", "@", "*", "-":
      note("parameter expansion")
      take(2)
    default:
      let end = nameEnd(index + 1)
      guard end > index + 1 else { return take(1) }
      readVariable(string(index + 1..<end), length: end - index)
    }
  }

  private func nameEnd(_ start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] < 0x80, Placeholder.isWordByte(bytes[end]) { end += 1 }
    return end
  }

  private mutating func readVariable(_ name: String, length: Int) {
    let isSet = assigned.contains(name) || Placeholder.environment.contains(name) || name.hasPrefix("BASH_")
    if findsPlaceholders, !isSet, !(name == "env" && at(index + length) == ":"), name.utf8.count <= 64 {
      takeParameter(name, .variable, length: length)
    } else {
      note("parameter expansion")
      take(length)
    }
  }

  private mutating func readBracedVariable() {
    let end = nameEnd(index + 2)
    if end > index + 2, at(end) == "}", !("0"..."9").contains(at(index + 2)) {
      return readVariable(string(index + 2..<end), length: end + 1 - index)
    }
    note("parameter expansion")
    guard let close = closing("}", from: index + 2) else { return takeUnclosed() }
    take(close + 1 - index)
  }

  private mutating func takeUnclosed() {
    note("unclosed quote")
    take(bytes.count - index)
  }

  private mutating func readArithmetic() {
    note("arithmetic expansion")
    guard let close = closing(")", from: index + 2) else { return takeUnclosed() }
    take(close + 1 - index)
  }

  private mutating func readSubstitution() {
    note("command substitution")
    guard let close = closing(")", from: index + 2) else { return takeUnclosed() }
    nest(index + 2..<close, opening: 2)
  }

  mutating func readBackticks() {
    note("command substitution")
    guard let close = closing("`", from: index + 1) else { return takeUnclosed() }
    nest(index + 1..<close, opening: 1)
  }

  /// `<(…)` and `>(…)`.
  mutating func readProcessSubstitution() {
    note("process substitution")
    writeGap()
    isOpen = false
    guard let close = closing(")", from: index + 2) else { return takeUnclosed() }
    nest(index + 2..<close, opening: 2)
  }

  /// Reads what stands inside, then copies it with its parameters marked.
  private mutating func nest(_ range: Range<Int>, opening: Int) {
    take(opening)
    guard depth < Self.deepest else { return take(range.count + 1) }
    var nested = ShellReader(
      Array(bytes[range]), depth: depth + 1, findsPlaceholders: findsPlaceholders, assigned: assigned,
      hints: hints)
    nested.followsRemoteText = followsRemoteText
    nested.read()
    for parameter in nested.parameters { noteParameter(parameter.name, parameter.form) }
    for obstacle in nested.obstacles { note(obstacle.construct) }
    draft.inner += nested.commands
    template.append(contentsOf: nested.template)
    word.literal.append(contentsOf: nested.template)
    index = range.upperBound
    take(1)
  }

  mutating func readBracket() {
    if at(index) == "]" {
      if word.hasOpenBracket { note("pathname expansion") }
      word.hasOpenBracket = false
      return take(1)
    }
    if findsPlaceholders, isParameterPlace, let found = Placeholder.bracket(bytes, at: index),
      endsWord(index + found.length)
    {
      return takeParameter(found)
    }
    word.hasOpenBracket = !endsWord(index + 1)
    take(1)
  }

  /// At the start of an argument or behind the `=` of an option.
  private var isParameterPlace: Bool {
    guard !draft.words.isEmpty else { return false }
    return word.isEmpty || word.literal.last == UInt8(ascii: "=")
  }

  mutating func readBrace() {
    switch at(index) {
    case "{":
      if at(index + 1) == "{" { return takeGoTemplate() }
      if let found = braced() { return takeParameter(found) }
      word.openBraces += 1
      if at(index + 1) == "}" { word.openBraces -= 1; take(1) }
    case "}": word.openBraces = max(0, word.openBraces - 1)
    default: if word.openBraces > 0 { word.hasBraceList = true }
    }
    take(1)
  }

  mutating func readQuotedBrace() {
    if at(index + 1) == "{" { return takeGoTemplate() }
    if !word.isSentence, let found = braced() { return takeParameter(found) }
    take(1)
  }

  private func braced() -> Placeholder.Found? {
    guard findsPlaceholders, !draft.words.isEmpty, !"$%@#".unicodeScalars.contains(at(index - 1)) else {
      return nil
    }
    if let program = draft.program, Placeholder.namedByProgram.contains(program) { return nil }
    return Placeholder.brace(bytes, at: index)
  }

  /// `{{.Names}}` is text of another language.
  private mutating func takeGoTemplate() {
    let start = index
    var end = index + 2
    while at(end) == "{" { end += 1 }
    let limit = end + Self.longestGoTemplate
    let opened = end
    while end < bytes.count, end < limit {
      if at(end) == "}", at(end + 1) == "}" { return take(end + 2 - start) }
      if at(end) == "'" || at(end) == "\"" || at(end) == "\n" { break }
      end += 1
    }
    take(opened - start)
  }

  /// Longer ones are read as plain text, which costs nothing but a brace that is taken for one of ours.
  private static let longestGoTemplate = 128

  mutating func readExclamation() {
    if word.isEmpty, !endsWord(index + 1), at(index + 1) != "=" { note("history expansion") }
    take(1)
  }
}
