/// A shell script as its simple commands in the order of the text, each with its line and what stands around it.
///
/// It is read, never run. A text that is not understood as a whole gives none: what a script does is told only where
/// it is certain.
public struct ShellScript: Hashable, Sendable {
  public var commands: [ShellCommand]
  /// Loops, conditions, functions and groups, named by `ShellCommand.scopes`.
  public var scopes: [ShellScope]

  public init?(_ text: String) {
    var reader = ShellScriptReader(text)
    guard reader.readAll() else { return nil }
    commands = reader.commands
    scopes = reader.scopes
  }
}

/// How a command is bound to its neighbour.
public enum ShellJoint: Hashable, Sendable { case end, and, or, pipe, background }

/// Assignments, words and redirects of one simple command, `[[ … ]]` and `(( … ))` included.
public struct ShellCommand: Hashable, Sendable {
  public var line: Int
  public var assignments: [ShellAssignment] = []
  public var words: [ShellWord] = []
  public var redirects: [ShellRedirect] = []
  public var before = ShellJoint.end, after = ShellJoint.end
  /// `!` stands in front.
  public var isNegated = false
  /// What it stands in, from the outside: indices into the script's scopes.
  public var scopes: [Int] = []

  public var name: String? { words.first?.literal }
}

public struct ShellAssignment: Hashable, Sendable {
  public var name: String
  /// One word, or those of an array.
  public var values: [ShellWord]
  public var isArray: Bool
}

public struct ShellRedirect: Hashable, Sendable {
  /// `>`, `>>`, `<`, `>&`, `&>`, `&>>`, `<<<`, `<<`.
  public var sign: String
  /// What is redirected: 1 for `>`, 9 for `9>`.
  public var descriptor: Int
  public var target: ShellWord
}

/// One word, with what the shell would put in still in it.
public struct ShellWord: Hashable, Sendable {
  public enum Part: Hashable, Sendable {
    case literal(String)
    /// `$name` or `${name}`.
    case variable(String)
    /// `$(…)` or backticks.
    case command(String)
    /// `${name%…}`, `$((…))`, `<(…)`: only its own text is known.
    case other(String)
  }

  /// As it is written.
  public var text: String
  public var parts: [Part]
  public var isQuoted: Bool

  init(text: String, parts: [Part], isQuoted: Bool) {
    self.text = text
    self.parts = parts
    self.isQuoted = isQuoted
  }

  /// A word in which the shell finds nothing to do.
  public init(literal: String) {
    self.init(text: literal, parts: [.literal(literal)], isQuoted: true)
  }

  /// Nil where the shell would put something in.
  public var literal: String? {
    var text = ""
    for part in parts {
      guard case .literal(let piece) = part else { return nil }
      text += piece
    }
    return text
  }
}

/// What commands stand in.
public struct ShellScope: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Between `if`, `elif`, `while` or `until` and the word that ends it.
    case condition
    /// A part of `if` or `case`.
    case branch
    /// `for NAME in WORDS`; no name for `while` and `until`.
    case loop(name: String?, words: [ShellWord])
    case function(String)
    case group
    case subshell
  }

  public var kind: Kind
  public var line: Int
  public var isNegated = false
  /// How the whole is bound to what follows it: `( … ) || …`.
  public var after = ShellJoint.end
}
