/// One word, piece by piece.
extension ShellReader {
  mutating func readWord() {
    writeGap()
    let start = template.count
    word = WordDraft()
    let before = index
    while index < bytes.count, readPiece() {}
    if index == before { take(1) }
    if word.hasBraceList { note("brace expansion") }
    add(word.finished(), from: start)
    word = WordDraft()
  }

  /// False where the word ends.
  private mutating func readPiece() -> Bool {
    if at(index) == "<" {
      guard let found = angle(at: index) else { return false }
      takeParameter(found)
      return true
    }
    guard !endsWord(index) else { return false }
    switch at(index) {
    case "\\": readEscape()
    case "'": readSingleQuotes()
    case "\"": readDoubleQuotes()
    case "$": readDollar()
    case "`": readBackticks()
    case "*", "?":
      note("pathname expansion")
      take(1)
    case "[", "]": readBracket()
    case "{", "}", ",": readBrace()
    case "!": readExclamation()
    default: readRun()
    }
    return true
  }

  private mutating func readEscape() {
    let next = at(index + 1)
    if next == "\n" {
      index += 2
    } else if word.isWindowsPath || startsWindowsPath {
      word.isWindowsPath = true
      if isPathByte(index + 1) { take(1) } else { readPlainEscape() }
    } else {
      readPlainEscape()
    }
  }

  private mutating func readPlainEscape() {
    emit(1)
    guard index < bytes.count else { return note("incomplete line") }
    word.literal.append(bytes[index])
    word.isQuoted = true
    emit(1)
  }

  /// `C:` stands in front, and it is not the end of a longer word.
  private var startsWindowsPath: Bool {
    guard at(index - 1) == ":", Placeholder.isLetter(at(index - 2)) else { return false }
    return index < 3 || !Placeholder.isWordByte(bytes[index - 3])
  }

  private func isPathByte(_ place: Int) -> Bool {
    guard place < bytes.count else { return false }
    return Placeholder.isWordByte(bytes[place]) || "<%.{[(-".unicodeScalars.contains(at(place))
  }

  mutating func readSingleQuotes() {
    openQuotes("'")
    while index < bytes.count, at(index) != "'" { readQuoted() }
    closeQuotes()
  }

  mutating func readDoubleQuotes() {
    openQuotes("\"")
    while index < bytes.count, at(index) != "\"" {
      switch at(index) {
      case "\\": readQuotedEscape()
      case "$": readDollar()
      case "`": readBackticks()
      default: readQuoted()
      }
    }
    closeQuotes()
  }

  private mutating func openQuotes(_ sign: Unicode.Scalar) {
    word.isQuoted = true
    word.isInQuotes = true
    var place = index + 1
    word.isSentence = false
    while place < bytes.count, at(place) != sign {
      if isBlank(place) || at(place) == "\n" { word.isSentence = true }
      place += sign == "\"" && at(place) == "\\" ? 2 : 1
    }
    emit(1)
  }

  private mutating func closeQuotes() {
    if index < bytes.count { emit(1) } else { note("unclosed quote") }
    word.isInQuotes = false
    word.isSentence = false
  }

  private mutating func readQuotedEscape() {
    switch at(index + 1) {
    case "\n": index += 2
    case "$", "`", "\"", "\\":
      emit(1)
      take(1)
    default: take(1)
    }
  }

  /// Text between quotes, in a here-document too: placeholders and everything else as it is.
  mutating func readQuoted() {
    switch at(index) {
    case "\n":
      word.literal.append(10)
      template.append(contentsOf: [59, 32])
      index += 1
    case "<":
      if let found = angle(at: index) { takeParameter(found) } else { take(1) }
    case "{": readQuotedBrace()
    default: readRun()
    }
  }

  /// Letters and digits as far as they go, unless they are a placeholder.
  private mutating func readRun() {
    guard Placeholder.isWordByte(bytes[index]) else { return take(1) }
    if let found = Placeholder.marked(bytes, at: index) { return takeParameter(found) }
    if findsPlaceholders, let found = run() { return takeParameter(found) }
    var end = index + 1
    while end < bytes.count, Placeholder.isWordByte(bytes[end]), bytes[end] != 0xE2, !beginsMask(end),
      !beginsStamp(end)
    {
      end += 1
    }
    take(end - index)
  }

  /// `backup_YYYYMMDD`: the mask begins inside a run of letters.
  private func beginsMask(_ place: Int) -> Bool {
    at(place) == "Y" && at(place - 1) == "_" && at(place + 1) == "Y" && at(place + 2) == "Y"
      && at(place + 3) == "Y"
  }

  private func beginsStamp(_ place: Int) -> Bool {
    findsPlaceholders && at(place) == "2" && Placeholder.stamp(bytes, at: place) != nil
  }

  private func run() -> Placeholder.Found? {
    if at(index) == "2", let found = Placeholder.stamp(bytes, at: index) { return found }
    if beginsMask(index) { return Placeholder.dateMask(bytes, at: index) }
    if index > 0, Placeholder.isWordByte(bytes[index - 1]) || "$%\\".unicodeScalars.contains(at(index - 1)) {
      return nil
    }
    if let found = Placeholder.template(bytes, at: index, hasXs: draft.program != "mktemp") { return found }
    if let found = Placeholder.anyFile(bytes, at: index) { return found }
    // In the value of a variable only what stands in a path is surely none: `MODE=SERVER`.
    let isInPath = index > 0 && at(index - 1) == "/"
    guard !word.isSentence, draft.program != nil || isInPath, !draft.takesNames else { return nil }
    return Placeholder.capitals(bytes, at: index, isOption: isOptionName)
  }

  private var isOptionName: Bool {
    word.parts.isEmpty && word.literal.allSatisfy { $0 == UInt8(ascii: "-") }
      && !word.literal.isEmpty
  }
}
