/// One program with its words: assignments in front, redirects anywhere.
public struct SimpleCommand: Hashable, Sendable {
  public struct Assignment: Hashable, Sendable {
    public var name: String
    public var value: Word

    public init(name: String, value: Word) {
      self.name = name
      self.value = value
    }
  }

  public var assignments: [Assignment]
  /// All words as written, `sudo` and the like included.
  public var words: [Word]
  public var redirects: [Redirect]
  /// `postgres` for `sudo -u postgres`, `root` for a bare `sudo`.
  public var runsAs: String?
  /// The last path component behind `sudo`, `env`, `nice`, `timeout`, …; nil where it is a parameter or an
  /// expansion.
  public var program: String?
  /// The words behind the program.
  public var arguments: [Word]
  /// The program's word as it is written; nil where there is none.
  var programWord: Word?
  /// Its standard input is a pipe, a file or a here-document.
  var isFed: Bool

  public init(assignments: [Assignment] = [], words: [Word], redirects: [Redirect] = []) {
    self.init(assignments: assignments, words: words, redirects: redirects, isPiped: false)
  }

  init(assignments: [Assignment] = [], words: [Word], redirects: [Redirect] = [], isPiped: Bool) {
    let prefix = CommandPrefix(words)
    self.assignments = assignments + prefix.assignments
    self.words = words
    self.redirects = redirects
    runsAs = prefix.runsAs
    programWord = prefix.rest.first
    program = prefix.rest.first.flatMap(Self.name)
    arguments = Array(prefix.rest.dropFirst())
    isFed = isPiped || redirects.contains { $0.kind == .read && $0.descriptor == 0 }
  }

  /// The program of a command that begins with these words.
  static func program(of words: [Word]) -> String? {
    words.count == 1 ? name(words[0]) : CommandPrefix(words).rest.first.flatMap(name)
  }

  /// `/usr/sbin/nginx` is `nginx`; a word that the shell would expand has no name.
  private static func name(_ word: Word) -> String? {
    guard let text = word.literal, !text.isEmpty, !text.utf8.contains(where: { $0 == 0x24 || $0 == 0x60 })
    else {
      return nil
    }
    guard text.utf8.contains(where: { $0 == 0x2F || $0 == 0x5C }) else { return text }
    let isWindows = text.contains(":\\")
    let last = text.utf8.split { $0 == 0x2F || isWindows && $0 == 0x5C }.last
    return last.map { String(Substring($0)) } ?? text
  }
}
