import Findings
import RunbookModel
import ServerFacts

/// The words that supervisord starts a program with, and the files behind them.
struct StartCommand {
  struct File {
    var path: String
    /// It is executed itself; a script is read by its interpreter.
    var isProgram: Bool
  }

  let program: LoadedProgram
  let words: [String]

  init(_ program: LoadedProgram) {
    self.program = program
    words = Self.words(program.command)
  }

  private static let interpreters: Set<String> = [
    "node", "nodejs", "bun", "deno", "python", "python3", "ruby", "php", "perl", "bash", "sh",
  ]
  private static let endings = [".js", ".mjs", ".cjs", ".ts", ".py", ".rb", ".php", ".pl", ".sh"]

  /// The program file, where it is named whole, and the script behind an interpreter: what the next start needs.
  var files: [File] {
    guard let first = words.first else { return [] }
    var files = first.hasPrefix("/") ? [File(path: first, isProgram: true)] : []
    if Self.interpreters.contains(Self.name(first)), words.count > 1, let script = whole(words[1]) {
      files.append(File(path: script, isProgram: false))
    }
    return files
  }

  /// Whether other words start another thing. A program may be named with its folder or without, a script from its
  /// folder on; another program altogether, such as `npm start`, may well start the same.
  func isOther(than stated: String) -> Bool {
    let other = Self.words(stated)
    guard let first = words.first, let otherFirst = other.first, Self.name(first) == Self.name(otherFirst)
    else {
      return false
    }
    if first.hasPrefix("/"), otherFirst.hasPrefix("/"), first != otherFirst { return true }
    return words.dropFirst().map(plain) != other.dropFirst().map(plain)
  }

  /// The words with the service's own name and port taken out, and without options: one service may need another than
  /// the rest.
  func shape(of service: Service) -> [String] {
    words.filter { !$0.hasPrefix("-") }.map { word in
      var word = plain(word)
      if let port = service.port?.value { word = word.replacing("\(port)", with: "‹port›") }
      return word.replacing(service.name.value, with: "‹name›")
    }
  }

  private func plain(_ word: String) -> String { whole(word) ?? word }

  /// The whole path of a script; nil for what is no script's name.
  private func whole(_ word: String) -> String? {
    guard !word.hasPrefix("-"), !word.contains(where: \.isWhitespace),
      Self.endings.contains(where: word.hasSuffix)
    else { return nil }
    if word.hasPrefix("/") { return word }
    let relative = word.hasPrefix("./") ? word.dropFirst(2) : word[...]
    return program.directory.map { ($0.hasSuffix("/") ? $0 : $0 + "/") + relative }
  }

  private static func name(_ word: String) -> String {
    word.split(separator: "/").last.map(String.init) ?? word
  }

  /// Quotes hold a word together, as supervisord's shlex has it.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    var word = ""
    var quote: Character?
    for character in text {
      if character == quote {
        quote = nil
      } else if quote == nil, character == "\"" || character == "'" {
        quote = character
      } else if quote == nil, character.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
