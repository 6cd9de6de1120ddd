/// A command line split into words as a POSIX shell would, or the reason why it needs a shell.
///
/// `<name>` is a placeholder, not a redirect, when it is closed without white space between.
public struct CommandLine: Hashable, Sendable {
  public var words: [String]

  public struct NeedsShell: Error, Hashable, Sendable {
    /// The construct, as it is called in the shell's manual: "command substitution".
    public var construct: String
  }

  public init(_ text: String) throws(NeedsShell) {
    var reader = WordReader(text)
    words = try reader.words()
  }

  /// `sudo` and its options taken off the front.
  public var withoutSudo: [String] {
    guard words.first == "sudo" else { return words }
    var rest = words.dropFirst()
    while let option = rest.first, option.hasPrefix("-") {
      rest = rest.dropFirst(option == "-u" || option == "-g" ? 2 : 1)
      if option == "--" { break }
    }
    return Array(rest)
  }
}

/// Walks the characters of one line; quotes and backslashes as in POSIX 2.2.
private struct WordReader {
  private var rest: Substring
  private var word: String?
  private var found: [String] = []

  init(_ text: String) { rest = text[...] }

  mutating func words() throws(CommandLine.NeedsShell) -> [String] {
    while let character = rest.popFirst() {
      switch character {
      case " ", "\t": end()
      case "'": append(try quoted(until: "'"))
      case "\"": append(try doubleQuoted())
      case "\\":
        guard let next = rest.popFirst() else { throw .init(construct: "continuation line") }
        append(String(next))
      case "<":
        guard let placeholder = placeholder() else { throw .init(construct: "redirection") }
        append(placeholder)
      default:
        if let construct = Self.construct(character) { throw .init(construct: construct) }
        append(String(character))
      }
    }
    end()
    return found
  }

  private static func construct(_ character: Character) -> String? {
    switch character {
    case "|": "pipe"
    case "&": "background or list"
    case ";": "list"
    case ">": "redirection"
    case "$": "expansion"
    case "`": "command substitution"
    case "(", ")": "subshell"
    case "*", "?": "pathname expansion"
    case "\n": "several lines"
    default: nil
    }
  }

  private mutating func append(_ text: String) { word = (word ?? "") + text }

  private mutating func end() {
    if let word { found.append(word) }
    word = nil
  }

  private mutating func quoted(until end: Character) throws(CommandLine.NeedsShell) -> String {
    guard let close = rest.firstIndex(of: end) else { throw .init(construct: "unclosed quote") }
    defer { rest = rest[rest.index(after: close)...] }
    return String(rest[..<close])
  }

  private mutating func doubleQuoted() throws(CommandLine.NeedsShell) -> String {
    let text = try quoted(until: "\"")
    for character in text where character == "$" || character == "`" || character == "\\" {
      throw .init(construct: Self.construct(character) ?? "escape inside double quotes")
    }
    return text
  }

  private mutating func placeholder() -> String? {
    guard let close = rest.firstIndex(of: ">") else { return nil }
    let name = rest[..<close]
    guard !name.isEmpty, !name.contains(where: { $0.isWhitespace || "<|&;".contains($0) }) else { return nil }
    rest = rest[rest.index(after: close)...]
    return "<\(name)>"
  }
}
