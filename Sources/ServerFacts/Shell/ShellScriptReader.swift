/// Reads a script by the grammar of sh and what bash adds, in one pass.
///
/// What it meets and does not know makes it stop: `isLost`.
struct ShellScriptReader {
  private(set) var commands: [ShellCommand] = []
  private(set) var scopes: [ShellScope] = []
  private var lexer: ShellLexer
  private var isLost = false
  private var open: [Int] = []
  private static let deepest = 40

  init(_ text: String) {
    lexer = ShellLexer(text)
  }

  /// Whether all of it was understood.
  mutating func readAll() -> Bool {
    readList(until: [])
    return !isLost && !lexer.isLost && lexer.peek() == .end
  }

  /// And-or lists up to one of the words, which is left to be read.
  private mutating func readList(until ends: Set<String>) {
    while !isLost, !lexer.isLost {
      switch lexer.peek() {
      case .end: return
      case .sign("\n"), .sign(";"), .sign("&"): lexer.skip()
      case .sign(")"), .sign(";;"):
        return
      case .word(let word) where !word.isQuoted && ends.contains(word.text): return
      default: readAndOr()
      }
    }
  }

  private mutating func readAndOr() {
    var before = ShellJoint.end
    while !isLost, !lexer.isLost {
      let isNegated = takes("!")
      let firstCommand = commands.count, firstScope = scopes.count
      readCommand(isNegated: isNegated, before: before)
      let joint = takeJoint()
      guard commands.count > firstCommand || scopes.count > firstScope else {
        isLost = true
        return
      }
      bind(from: firstCommand, firstScope, joint)
      if joint == .end || joint == .background { return }
      before = joint
      while case .sign("\n") = lexer.peek() { lexer.skip() }
    }
  }

  /// A compound is one scope at this depth, and so is bound as a whole.
  private mutating func bind(from command: Int, _ scope: Int, _ joint: ShellJoint) {
    if scopes.count > scope, scope < scopes.count {
      for index in scope..<scopes.count where roots.contains(index) { scopes[index].after = joint }
      if commands.count > command, commands[command].scopes.count == open.count {
        commands[command].after = joint
      }
      roots = roots.filter { $0 < scope }
    } else if commands.count > command {
      commands[command].after = joint
    }
  }

  /// Scopes that were closed and whose joint is not yet known.
  private var roots: Set<Int> = []

  private mutating func takeJoint() -> ShellJoint {
    guard case .sign(let sign) = lexer.peek() else { return .end }
    let joints: [String: ShellJoint] = ["&&": .and, "||": .or, "|": .pipe, "|&": .pipe, "&": .background]
    guard let joint = joints[sign] else { return .end }
    lexer.skip()
    return joint
  }

  private mutating func takes(_ text: String) -> Bool {
    guard case .word(let word) = lexer.peek(), !word.isQuoted, word.text == text else { return false }
    lexer.skip()
    return true
  }

  private mutating func expect(_ text: String) {
    if text == ")" || text == ";;" {
      guard case .sign(text) = lexer.peek() else { return isLost = true }
      lexer.skip()
    } else if !takes(text) {
      isLost = true
    }
  }

  private mutating func scope(
    _ kind: ShellScope.Kind, isRoot: Bool = false, isNegated: Bool = false,
    _ read: (inout ShellScriptReader) -> Void
  ) {
    guard open.count < Self.deepest else { return isLost = true }
    scopes.append(ShellScope(kind: kind, line: lexer.line, isNegated: isNegated))
    let index = scopes.count - 1
    open.append(index)
    let outer = roots
    roots = []
    read(&self)
    roots = outer
    open.removeLast()
    if isRoot { roots.insert(index) }
  }

  private mutating func readCommand(isNegated: Bool, before: ShellJoint) {
    if case .sign("(") = lexer.peek() {
      lexer.skip()
      scope(.subshell, isRoot: true, isNegated: isNegated) {
        $0.readList(until: [])
        $0.expect(")")
      }
      return readRedirects()
    }
    guard case .word(let word) = lexer.peek(), !word.isQuoted else {
      return readSimple(isNegated: isNegated, before: before)
    }
    switch word.text {
    case "if": readIf(isNegated)
    case "while", "until": readWhile(isNegated)
    case "for", "select": readFor(isNegated)
    case "case": readCase(isNegated)
    case "{":
      lexer.skip()
      scope(.group, isRoot: true, isNegated: isNegated) {
        $0.readList(until: ["}"])
        $0.expect("}")
      }
    case "function": readFunction()
    case "then", "else", "elif", "fi", "do", "done", "esac", "}", "in", "coproc": isLost = true
    default:
      if lexer.isFunctionHead { return readFunction() }
      return readSimple(isNegated: isNegated, before: before)
    }
    readRedirects()
  }

  private mutating func readIf(_ isNegated: Bool) {
    scope(.branch, isRoot: true, isNegated: isNegated) { reader in
      reader.lexer.skip()
      while !reader.isLost, !reader.lexer.isLost {
        reader.scope(.condition) { $0.readList(until: ["then"]) }
        reader.expect("then")
        reader.scope(.branch) { $0.readList(until: ["elif", "else", "fi"]) }
        guard !reader.takes("elif") else { continue }
        if reader.takes("else") { reader.scope(.branch) { $0.readList(until: ["fi"]) } }
        return reader.expect("fi")
      }
    }
  }

  private mutating func readWhile(_ isNegated: Bool) {
    lexer.skip()
    scope(.loop(name: nil, words: []), isRoot: true, isNegated: isNegated) {
      $0.scope(.condition) { $0.readList(until: ["do"]) }
      $0.readBody()
    }
  }

  private mutating func readBody() {
    expect("do")
    readList(until: ["done"])
    expect("done")
  }

  private mutating func readFor(_ isNegated: Bool) {
    lexer.skip()
    guard case .word(let name) = lexer.peek() else { return isLost = true }
    lexer.skip()
    var words: [ShellWord] = []
    skipLines()
    if takes("in") {
      while case .word(let word) = lexer.peek() {
        words.append(word)
        lexer.skip()
      }
    }
    while case .sign(let sign) = lexer.peek(), sign == ";" || sign == "\n" { lexer.skip() }
    let isCounting = name.text.hasPrefix("((")
    scope(.loop(name: isCounting ? nil : name.text, words: words), isRoot: true, isNegated: isNegated) {
      $0.readBody()
    }
  }

  private mutating func readCase(_ isNegated: Bool) {
    lexer.skip()
    guard case .word = lexer.peek() else { return isLost = true }
    lexer.skip()
    skipLines()
    expect("in")
    scope(.branch, isRoot: true, isNegated: isNegated) { reader in
      while !reader.isLost, !reader.lexer.isLost {
        reader.skipLines()
        if reader.takes("esac") { return }
        guard reader.lexer.skipPattern() else { return reader.isLost = true }
        reader.scope(.branch) { $0.readList(until: ["esac"]) }
        if case .sign(";;") = reader.lexer.peek() { reader.lexer.skip() }
      }
    }
  }

  private mutating func skipLines() {
    while case .sign("\n") = lexer.peek() { lexer.skip() }
  }

  private mutating func readFunction() {
    let hasKeyword = takes("function")
    guard case .word(let name) = lexer.peek() else { return isLost = true }
    lexer.skip()
    if case .sign("(") = lexer.peek() {
      lexer.skip()
      expect(")")
    } else if !hasKeyword {
      isLost = true
    }
    skipLines()
    scope(.function(name.text)) { $0.readCommand(isNegated: false, before: .end) }
  }

  private mutating func readRedirects() {
    while case .redirect(let sign, _) = lexer.peek() {
      lexer.skip()
      guard lexer.takeTarget(of: sign) != nil else { return isLost = true }
    }
  }

  private mutating func readSimple(isNegated: Bool, before: ShellJoint) {
    var command = ShellCommand(line: lexer.line, before: before, isNegated: isNegated, scopes: open)
    while !isLost, !lexer.isLost {
      switch lexer.peek() {
      case .word(let word):
        lexer.skip()
        if command.words.isEmpty, let assignment = lexer.assignment(word) {
          command.assignments.append(assignment)
        } else {
          command.words.append(word)
        }
      case .redirect(let sign, let descriptor):
        lexer.skip()
        guard let target = lexer.takeTarget(of: sign) else { return isLost = true }
        command.redirects.append(ShellRedirect(sign: sign, descriptor: descriptor, target: target))
      case .sign("("):
        guard let word = command.words.last, word.text.hasSuffix("="), let array = lexer.assignment(word)
        else {
          return isLost = true
        }
        // `local names=(…)`.
        command.words.removeLast()
        command.assignments.append(array)
      default:
        guard !command.words.isEmpty || !command.assignments.isEmpty || !command.redirects.isEmpty else {
          return isLost = true
        }
        commands.append(command)
        return
      }
    }
  }
}
