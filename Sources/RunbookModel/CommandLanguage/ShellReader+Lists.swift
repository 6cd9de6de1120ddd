/// Operators, redirects, here-documents, and what makes a command out of words.
extension ShellReader {
  mutating func readOperator() {
    let first = at(index)
    let second = at(index + 1)
    if first == "&", second == ">" { return readRedirect() }
    writeGap()
    switch (first, second) {
    case ("&", "&"): join(.and, 2)
    case ("|", "|"): list("OR list", 2)
    case ("|", "&"): list("pipe of both outputs", 2)
    case ("|", _): patternDepth > 0 && draft.isPattern ? emit(1) : join(.pipe, 1)
    case ("&", _): list("background job", 1)
    case (";", ";"): list("list", 2)
    case (";", _): list("list", 1)
    case ("(", _): openParenthesis()
    default: closeParenthesis()
    }
    isOpen = first != ")"
  }

  private mutating func join(_ joint: Joint, _ length: Int) {
    emit(length)
    finish(joint)
  }

  private mutating func list(_ construct: String, _ length: Int) {
    note(construct)
    emit(length)
    finish(.end)
  }

  private mutating func openParenthesis() {
    parenthesisDepth += 1
    if draft.words.count == 1, at(index + 1) == ")" {
      note("function definition")
      draft = CommandDraft()
      parenthesisDepth -= 1
      return emit(2)
    }
    note(draft.isEmpty ? "subshell" : "array or pattern")
    emit(1)
    finish(.end)
  }

  private mutating func closeParenthesis() {
    emit(1)
    if parenthesisDepth > 0 {
      parenthesisDepth -= 1
      finish(.end)
    } else if patternDepth > 0 {
      draft = CommandDraft()
    } else {
      note("subshell")
      finish(.end)
    }
  }

  mutating func readRedirect() {
    if at(index + 1) == "(", at(index) != "&" { return readProcessSubstitution() }
    writeGap()
    isOpen = false
    if at(index) == "&" {
      note("redirection of both outputs")
      emit(at(index + 2) == ">" ? 3 : 2)
      return readTarget(1, .write)
    }
    var descriptor = at(index) == "<" ? 0 : 1
    if at(index) != "<", at(index) != ">" {
      descriptor = Int(bytes[index]) - 48
      emit(1)
    }
    if at(index) == "<" { return readInput(descriptor) }
    switch at(index + 1) {
    case ">":
      emit(2)
      readTarget(descriptor, .append)
    case "&": readDuplicate(descriptor)
    case "|":
      emit(2)
      readTarget(descriptor, .write)
    default:
      emit(1)
      readTarget(descriptor, .write)
    }
  }

  private mutating func readInput(_ descriptor: Int) {
    switch (at(index + 1), at(index + 2)) {
    case ("<", "<"):
      note("here-string")
      emit(3)
      readTarget(descriptor, .read)
      draft.redirects.append(Redirect(descriptor: descriptor, kind: .read))
    case ("<", _): openHereDocument()
    case ("&", _): readDuplicate(descriptor)
    case (">", _):
      note("redirection for reading and writing")
      emit(2)
      readTarget(descriptor, .write)
    default:
      emit(1)
      readTarget(descriptor, .read)
    }
  }

  private mutating func readDuplicate(_ descriptor: Int) {
    let digit = at(index + 2)
    if ("0"..."9").contains(digit), endsWord(index + 3) {
      draft.redirects.append(
        Redirect(descriptor: descriptor, kind: .duplicate(Int(digit.value) - 48)))
      return emit(3)
    }
    note(digit == "-" ? "closing a descriptor" : "redirection of both outputs")
    emit(2)
    readTarget(descriptor, .write)
  }

  /// The word behind the sign; a here-string's word is read and forgotten.
  private mutating func readTarget(_ descriptor: Int, _ kind: Redirect.Kind) {
    while isBlank(index) {
      index += 1
      gap = .blank
    }
    guard index < bytes.count, !endsWord(index) || angle(at: index) != nil else {
      if at(index) == "(" || at(index + 1) == "(" { return }
      return note("redirection without a target")
    }
    draft.isTarget = (descriptor, kind)
    readWord()
  }

  mutating func add(_ word: Word, from start: Int) {
    isOpen = false
    if let (descriptor, kind) = draft.isTarget {
      draft.isTarget = nil
      draft.redirects.append(Redirect(descriptor: descriptor, kind: kind, target: word))
    } else if draft.header != nil {
      addToHeader(word)
    } else if draft.words.isEmpty, !word.isQuoted, let text = word.literal, readsKeyword(text) {
      return
    } else if let assignment = SimpleCommand.Assignment(word), draft.words.isEmpty || draft.declares {
      add(assignment, word, from: start)
    } else {
      if draft.words.first?.literal == "read", let name = word.literal { assigned.insert(name) }
      draft.append(opened(word, from: start))
    }
  }

  /// A word that is plainly an example holds a parameter, unless what it names is only asked for: `dig example.org`.
  private mutating func opened(_ word: Word, from start: Int) -> Word {
    guard findsPlaceholders, !draft.words.isEmpty, !word.isQuoted, let text = word.literal,
      let found = ExampleValue.part(of: text), template[start...].elementsEqual(text.utf8),
      found.name != "domain" || !Self.askers.contains(draft.program ?? "")
    else { return word }
    template.replaceSubrange(
      (start + found.range.lowerBound)..<(start + found.range.upperBound), with: "‹\(found.name)›".utf8)
    noteParameter(found.name, .example)
    var word = word
    word.parts = [
      .literal(text.part(0..<found.range.lowerBound)), .parameter(found.name),
      .literal(text.part(found.range.upperBound..<text.utf8.count)),
    ].filter { $0 != .literal("") }
    return word
  }

  private static let askers: Set<String> = [
    "dig", "nslookup", "host", "ping", "ping6", "traceroute", "mtr", "whois", "drill", "curl", "wget",
  ]

  /// An assigned value that is plainly an example is a parameter where the text uses the variable below.
  private mutating func add(_ assignment: SimpleCommand.Assignment, _ word: Word, from start: Int) {
    var assignment = assignment
    assigned.insert(assignment.name)
    if findsPlaceholders, let used = hints.lastUse[assignment.name], depth > 0 || used >= index,
      let value = assignment.value.literal, ExampleValue.isExample(value)
    {
      let name = ExampleValue.name(assignment.name)
      let sign = template[start...].firstIndex(of: UInt8(ascii: "=")) ?? start
      let quote = word.isQuoted ? template.last.map { [$0] } ?? [] : []
      template.removeSubrange((sign + 1)...)
      template += quote + Array("‹\(name)›".utf8) + quote
      noteParameter(name, .example)
      assignment.value.parts = [.parameter(name)]
    }
    if draft.words.isEmpty {
      draft.assignments.append(assignment)
    } else {
      let value = assignment.value.parts
      draft.append(
        Word(parts: [.literal(assignment.name + "=")] + value, isQuoted: word.isQuoted))
    }
    if at(index) == "(" { readArray() }
  }

  /// `A=(one two)`
  private mutating func readArray() {
    note("array")
    emit((closing(")", from: index + 1) ?? bytes.count - 1) + 1 - index)
  }

  mutating func finish(_ joint: Joint) {
    defer { draft = CommandDraft() }
    if !draft.inner.isEmpty || !draft.words.isEmpty || !draft.assignments.isEmpty || !draft.redirects.isEmpty
    {
      let command = SimpleCommand(
        assignments: draft.assignments, words: draft.words, redirects: draft.redirects,
        isPiped: sequence.last?.joint == .pipe)
      if isNextCommandListed { note("list") }
      isNextCommandListed = false
      sequence.append((command, joint))
      commands.append(command)
      commands += draft.inner
      ownCommands.append(command)
      ownCommands += draft.inner
      readRemote(command)
    }
  }

  /// What another shell will read: `ssh host '…'`, `sh -c '…'`.
  private mutating func readRemote(_ command: SimpleCommand) {
    guard followsRemoteText, depth < Self.deepest, let text = RemoteText.of(command) else { return }
    var remote = ShellReader(text, depth: depth + 1, findsPlaceholders: false)
    remote.read()
    commands += remote.commands
    guard command.program == "ssh" else { return }
    hasRemoteShellText =
      hasRemoteShellText || !remote.obstacles.isEmpty || remote.sequence.count > 1
      || remote.commands.contains { !$0.redirects.isEmpty } || remote.hasRemoteShellText
  }
}
