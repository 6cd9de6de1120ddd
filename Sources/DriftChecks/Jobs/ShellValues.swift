import ServerFacts

/// What the variables of a script can hold, as far as its own text says so for certain.
struct ShellValues: Sendable {
  /// One place where a variable gets a value, and the function it stands in.
  private struct Setting: Sendable {
    var word: ShellWord
    var function: String?
    var isLocal = false
  }

  /// Variables may name each other in rings, and multiply: after so many steps nothing is certain.
  private final class Steps {
    private var left = 2000

    func takes() -> Bool {
      left -= 1
      return left > 0
    }
  }

  private var settings: [String: [Setting]] = [:]
  private var arrays: [String: [ShellWord]] = [:]
  /// Each call of a name, whether or not it is a function's.
  private var calls: [String: [(words: [ShellWord], function: String?)]] = [:]
  /// Set in a way that the text does not tell: `read`.
  private var open: Set<String> = []
  private let script: ShellScript
  private static let most = 64
  private static let declaring: Set<String> = ["local", "declare", "export", "readonly", "typeset"]

  init(_ script: ShellScript, home: String? = nil) {
    self.script = script
    for command in script.commands { read(command) }
    for scope in script.scopes {
      guard case .loop(let name?, let values) = scope.kind else { continue }
      if values.isEmpty { open.insert(name) }
      settings[name, default: []] += values.map { Setting(word: $0) }
    }
    if let home, settings["HOME"] == nil { settings["HOME"] = [Setting(word: ShellWord(literal: home))] }
  }

  private mutating func read(_ command: ShellCommand) {
    let function = function(of: command)
    for assignment in command.assignments {
      settings[assignment.name, default: []] += assignment.values.map {
        Setting(word: $0, function: function)
      }
      if assignment.isArray { arrays[assignment.name] = assignment.values }
    }
    guard let name = command.name else { return }
    calls[name, default: []].append((command.words, function))
    if Self.declaring.contains(name) {
      for word in command.words.dropFirst() { declare(word, function, isLocal: name != "export") }
    }
    if ["read", "mapfile", "readarray", "getopts"].contains(name) {
      open.formUnion(command.words.dropFirst().compactMap(\.literal))
    }
  }

  private mutating func declare(_ word: ShellWord, _ function: String?, isLocal: Bool) {
    guard case .literal(let first) = word.parts.first, let sign = first.firstIndex(of: "=") else { return }
    var value = word
    value.parts[0] = .literal(String(first[first.index(after: sign)...]))
    settings[String(first[..<sign]), default: []].append(
      Setting(word: value, function: function, isLocal: isLocal && function != nil))
  }

  /// The innermost function that a command stands in.
  private func function(of command: ShellCommand) -> String? {
    for index in command.scopes.reversed() {
      if case .function(let name) = script.scopes[index].kind { return name }
    }
    return nil
  }

  /// Every value that a word of a command can have; nil where that is not certain.
  func values(of word: ShellWord, in command: ShellCommand) -> Set<String>? {
    values(of: word, function(of: command), Steps())
  }

  private func values(of word: ShellWord, _ function: String?, _ steps: Steps) -> Set<String>? {
    guard steps.takes() else { return nil }
    if !word.isQuoted, let text = word.literal, text.contains(where: { "*?[{~".contains($0) }) { return nil }
    var found: Set<String> = [""]
    for part in word.parts {
      guard let ends = values(of: part, function, steps), found.count * ends.count <= Self.most else {
        return nil
      }
      found = Set(found.flatMap { start in ends.map { start + $0 } })
    }
    return found
  }

  private func values(of part: ShellWord.Part, _ function: String?, _ steps: Steps) -> Set<String>? {
    switch part {
    case .literal(let text): return [text]
    case .variable(let name): return values(of: name, function, steps)
    case .command(let text):
      guard let command = ShellScript(text)?.commands, command.count == 1, command[0].name == "basename",
        command[0].words.count == 2
      else { return nil }
      return values(of: command[0].words[1], function, steps).map { Set($0.map(Self.lastPart)) }
    case .other(let text):
      guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
      let inner = text.dropFirst(2).dropLast()
      let name = String(inner.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      guard let all = values(of: name, function, steps) else { return nil }
      return Self.cut(all, by: inner.dropFirst(name.count))
    }
  }

  /// The few expansions that are common and plain.
  private static func cut(_ values: Set<String>, by operation: Substring) -> Set<String>? {
    switch operation {
    case "[@]", "[*]": values
    case "##*/": Set(values.map(lastPart))
    case "%:*": Set(values.map { value in value.lastIndex(of: ":").map { String(value[..<$0]) } ?? value })
    case "%%:*": Set(values.map { String($0.prefix { $0 != ":" }) })
    case "#*:":
      Set(values.map { value in value.firstIndex(of: ":").map { String(value[$0...].dropFirst()) } ?? value })
    case "%/": Set(values.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
    default: nil
    }
  }

  private func values(of name: String, _ function: String?, _ steps: Steps) -> Set<String>? {
    guard steps.takes() else { return nil }
    if let number = Int(name) { return arguments(number, of: function, steps) }
    guard !open.contains(name), let known = settings[name] else { return nil }
    let own = known.filter { $0.isLocal && $0.function == function }
    var all: Set<String> = []
    for setting in own.isEmpty ? known : own {
      guard let values = values(of: setting.word, setting.function, steps) else { return nil }
      all.formUnion(values)
    }
    return all.count <= Self.most ? all : nil
  }

  /// What a function is given at a place, over all of its calls.
  private func arguments(_ number: Int, of function: String?, _ steps: Steps) -> Set<String>? {
    guard let function, number > 0, let calls = calls[function], self.calls["shift"] == nil else {
      return nil
    }
    var all: Set<String> = []
    for call in calls {
      guard number < call.words.count,
        let values = values(of: call.words[number], call.function, steps)
      else { return nil }
      all.formUnion(values)
    }
    return all
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The first word that a whole array stands for, `"${rclone[@]}"`.
  func firstWord(of word: ShellWord) -> ShellWord? {
    guard word.parts.count == 1, case .other(let text) = word.parts[0], text.hasPrefix("${"),
      text.hasSuffix("[@]}")
    else { return nil }
    return arrays[String(text.dropFirst(2).dropLast(4))]?.first
  }

  /// Whether a word is the same in every run: nothing in it comes from a command, an argument or the outside. `HOME`
  /// is the same.
  func isConstant(_ word: ShellWord) -> Bool { isConstant(word, Steps()) }

  private func isConstant(_ word: ShellWord, _ steps: Steps) -> Bool {
    guard steps.takes() else { return false }
    return word.parts.allSatisfy { part in
      switch part {
      case .literal: true
      case .variable("HOME"), .variable("USER"): true
      case .variable(let name):
        !open.contains(name)
          && settings[name].map { $0.allSatisfy { isConstant($0.word, steps) } } ?? false
      case .command, .other: false
      }
    }
  }

  /// The word with the texts of its variables put in, for a look at how it was written.
  func written(_ word: ShellWord, depth: Int = 0) -> String {
    word.parts.map { part in
      switch part {
      case .literal(let text): text
      case .variable(let name):
        depth < 4
          ? (settings[name] ?? []).prefix(4).map { written($0.word, depth: depth + 1) }.joined(separator: " ")
          : ""
      case .command(let text), .other(let text): text
      }
    }.joined()
  }

  /// The texts of the variables that a text of the shell names, `[[ $local == $remote ]]`.
  func named(in text: String) -> [String] {
    text.split(separator: "$").dropFirst().flatMap { piece in
      let name = piece.drop { $0 == "{" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return (settings[String(name)] ?? []).map { written($0.word) }
    }
  }
}
