import ServerFacts

/// What the variables of a script can hold, as far as its own text says so for certain.
struct ShellValues: Sendable {
  private var words: [String: [ShellWord]] = [:]
  /// Set in a way that the text does not tell: `read`, `$1`.
  private var open: Set<String> = []
  private static let most = 64
  private static let declaring: Set<String> = ["local", "declare", "export", "readonly", "typeset"]

  init(_ script: ShellScript, home: String? = nil) {
    for command in script.commands {
      for assignment in command.assignments { words[assignment.name, default: []] += assignment.values }
      if Self.declaring.contains(command.name ?? "") {
        for word in command.words.dropFirst() { declare(word) }
      }
      if ["read", "mapfile", "readarray", "getopts"].contains(command.name) {
        open.formUnion(command.words.dropFirst().compactMap(\.literal))
      }
    }
    for scope in script.scopes {
      if case .loop(let name?, let values) = scope.kind {
        if values.isEmpty { open.insert(name) } else { words[name, default: []] += values }
      }
    }
    if let home, words["HOME"] == nil { words["HOME"] = [ShellWord(literal: home)] }
  }

  private mutating func declare(_ word: ShellWord) {
    guard case .literal(let first) = word.parts.first, let sign = first.firstIndex(of: "=") else { return }
    var value = word
    value.parts[0] = .literal(String(first[first.index(after: sign)...]))
    words[String(first[..<sign]), default: []].append(value)
  }

  /// Every value that a word can have; nil where that is not certain.
  func values(of word: ShellWord) -> Set<String>? { values(of: word, depth: 0) }

  private func values(of word: ShellWord, depth: Int) -> Set<String>? {
    guard depth < 8 else { return nil }
    if !word.isQuoted, let text = word.literal, text.contains(where: { "*?[{~".contains($0) }) { return nil }
    var found: Set<String> = [""]
    for part in word.parts {
      guard let ends = values(of: part, depth: depth), found.count * ends.count <= Self.most else {
        return nil
      }
      found = Set(found.flatMap { start in ends.map { start + $0 } })
    }
    return found
  }

  private func values(of part: ShellWord.Part, depth: Int) -> Set<String>? {
    switch part {
    case .literal(let text): return [text]
    case .variable(let name): return values(of: name, depth: depth)
    case .command(let text):
      guard let command = ShellScript(text)?.commands, command.count == 1, command[0].name == "basename",
        command[0].words.count == 2
      else { return nil }
      return values(of: command[0].words[1], depth: depth + 1).map { Set($0.map(Self.lastPart)) }
    case .other(let text):
      guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
      let inner = text.dropFirst(2).dropLast()
      let name = String(inner.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      guard let all = values(of: name, depth: depth) else { return nil }
      switch inner.dropFirst(name.count) {
      case "[@]", "[*]": return all
      case "##*/": return Set(all.map(Self.lastPart))
      case "%:*":
        return Set(all.map { value in value.lastIndex(of: ":").map { String(value[..<$0]) } ?? value })
      case "%%:*": return Set(all.map { String($0.prefix { $0 != ":" }) })
      case "%/": return Set(all.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 })
      default: return nil
      }
    }
  }

  private func values(of name: String, depth: Int) -> Set<String>? {
    guard !open.contains(name), let words = words[name] else { return nil }
    var all: Set<String> = []
    for word in words {
      guard let values = values(of: word, depth: depth + 1) else { return nil }
      all.formUnion(values)
    }
    return all.count <= Self.most ? all : nil
  }

  private static func lastPart(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Whether a word is the same in every run: nothing in it comes from a command, an argument or the outside. `HOME`
  /// is the same.
  func isConstant(_ word: ShellWord, depth: Int = 0) -> Bool {
    guard depth < 8 else { return false }
    return word.parts.allSatisfy { part in
      switch part {
      case .literal: true
      case .variable("HOME"), .variable("USER"): true
      case .variable(let name):
        !open.contains(name)
          && words[name].map { $0.allSatisfy { isConstant($0, depth: depth + 1) } } ?? false
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
        depth < 8 ? (words[name] ?? []).map { written($0, depth: depth + 1) }.joined(separator: " ") : ""
      case .command(let text), .other(let text): text
      }
    }.joined()
  }

  /// The texts of the variables that a text of the shell names, `[[ $local == $remote ]]`.
  func named(in text: String) -> [String] {
    text.split(separator: "$").dropFirst().flatMap { piece in
      let name = piece.drop { $0 == "{" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      return (words[String(name)] ?? []).map { written($0) }
    }
  }
}
