/// Tells a command from a sentence where no backticks and no fence do.
enum BareCommand {
  /// Programs whose names are everyday words: without an option or a path behind them they are prose.
  static let everyday: Set<String> = [
    "make", "configure", "find", "test", "date", "watch", "host", "install", "time", "at", "go", "node",
    "screen", "less", "more",
    "sort", "cut", "head", "tail", "open", "start", "code", "top", "kill", "service", "which", "who", "w",
    "cat",
    "mount", "link", "split", "join", "touch", "yes", "set", "export", "source", "just", "task", "env", "id",
    "wait",
    "read", "write", "type", "exit", "true", "false", "echo", "move", "copy", "expand", "fold", "look",
    "script",
    "last", "file", "stat", "access", "nice", "sleep", "history", "clear", "reset", "git", "docker", "python",
    "bash",
    "nginx", "caddy", "certbot", "ping", "ruby", "java", "swift", "bun", "uv", "poetry", "cargo", "helm",
    "terraform",
    "ssh", "rsync", "cron", "at", "sh", "redis", "mysql", "postgres", "supervisor", "composer", "gem",
    "bundle", "dig",
  ]

  /// Whether bare text that is a command is meant as one: nothing in it reads like a sentence.
  static func isCommand(_ line: CommandLine, _ text: String) -> Bool {
    guard mayBe(text), let first = line.commands.first else { return false }
    let head = line.head
    guard first.words.count > 1 || head.isPath else { return false }
    // Nobody writes `sudo` in front of what is none.
    if first.runsAs != nil, head.isPath || head.isKnown { return true }
    if head.isPath { return isPathCommand(first) }
    guard case .known(let program) = head else { return false }
    guard everyday.contains(program) else { return true }
    return first.arguments.contains { word in
      word.text.hasPrefix("-") || word.text.contains("/") || word.text.contains("‹")
        || word.text.contains(":")
    }
      || first.arguments.count <= 2 && first.arguments.allSatisfy { $0.text.utf8.allSatisfy { $0 < 0x80 } }
        && line.judgement.isKnown
  }

  /// A look at the letters alone, before the text is taken apart.
  static func mayBe(_ text: String) -> Bool {
    text.utf8.last != UInt8(ascii: ".") && !text.contains(", ") && !isProse(text)
  }

  private static let sentenceWords = WordTable(
    """
    the a an is are to if use and or your you this that with for from should must will has have not it el la los der die
    das le les
    """)

  /// Words that only sentences have, outside quotes; parentheses that explain.
  private static func isProse(_ text: String) -> Bool {
    let isQuoted = text.contains("\"") || text.contains(" '") || text.contains("='")
    if text.contains("("), !text.contains("$("), !isQuoted { return true }
    guard !isQuoted else { return false }
    let lower = text.lowercased()
    var words = 0, ofSentences = 0
    for word in lower.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x2C }) {
      words += 1
      if sentenceWords.contains(Substring(word)) { ofSentences += 1 }
    }
    return ofSentences >= (words > 6 ? 2 : 1)
  }

  /// `./deploy.sh --now` is one; `/metrics endpoint` and `docs/x.md and y` are prose.
  private static func isPathCommand(_ first: SimpleCommand) -> Bool {
    guard let program = first.words.first?.text else { return false }
    let isScript =
      program.hasPrefix("./") || program.hasPrefix("/etc/init.d/") && first.words.count == 2
      || [".sh", ".py", ".pl", ".rb", ".ps1", ".js"].contains(where: program.hasSuffix)
    return isScript && first.arguments.allSatisfy { !$0.text.isEmpty } && first.arguments.count <= 8
  }
}

extension Head {
  var isPath: Bool { if case .path = self { true } else { false } }
  var isKnown: Bool { if case .known = self { true } else { false } }
}

extension CommandLine {
  /// Whether the text, found where a command may stand, is one that can be offered: a program with what it
  /// needs.
  var isCommand: Bool {
    let head = head
    return (head.isKnown || head.isPath) && isComplete
  }
}
