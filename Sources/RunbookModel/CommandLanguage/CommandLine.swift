/// A command as it is written, read as POSIX sh reads it.
///
/// Reading never fails and never runs anything: what it does not understand is an obstacle, and what nobody
/// knows
/// counts as destroying.
public struct CommandLine: Hashable, Sendable {
  /// As written, without prompt and comment; every placeholder is `‹name›`, every line break `; `.
  public var template: String
  /// The trailing `# …` comment without `#`; nil where there is none.
  public var comment: String?
  /// In the order in which they occur, each name once.
  public var parameters: [Parameter]
  /// Every simple command that can be seen in the text: of pipelines, lists, `$(…)`, loops, and ssh's remote
  /// text.
  public var commands: [SimpleCommand]
  /// What needs a shell; empty where we can run it ourselves.
  public var obstacles: [Obstacle]
  /// What we can run, each after the other as long as they succeed; empty where there are obstacles.
  public var pipelines: [Pipeline]
  /// A leading `cd X &&`.
  public var directory: Word?
  /// One simple command of plain words, neither here nor in ssh's remote text anything that a shell does.
  public var isArgv: Bool
  /// What it does: the strongest of all commands in it. Judged anew each time.
  public var judgement: Judgement { judgement(in: nil) }

  /// The same in the folder that a `cd` above it has gone to.
  func judgement(in folder: String?) -> Judgement {
    commands.map { judgement(of: $0, in: folder) }.strongest ?? .unknown("no command can be seen in it")
  }

  /// What one of its commands does, judged from its words alone.
  ///
  /// Of a script that nobody has read the remark may say that it is worse: `./down.sh --all  # also deletes the data`.
  public func judgement(of command: SimpleCommand, in folder: String? = nil) -> Judgement {
    let own = EffectJudge.judge(command, in: directory?.text ?? folder)
    guard !own.isKnown, own.effect < .destroys, let comment, RuleWords.speaksOfRemoval(comment) else {
      return own
    }
    return Judgement(
      effect: .destroys, reason: "its remark says that it deletes", source: "the remark behind it",
      isKnown: false)
  }

  /// Builtins change the shell itself, so without one they do nothing.
  static let builtins: Set<String> = [
    "cd", "export", "source", ".", "alias", "unalias", "set", "unset", "shopt", "eval", "trap", "umask",
    "ulimit",
    "read", "declare", "typeset", "local", "readonly", "return", "shift", "history", "pushd", "popd", "wait",
    "jobs", "fg", "bg", "type", "hash", "exit", "logout", "exec", "command", "builtin", "disown", "break",
    "continue", "let",
  ]

  /// One operation's text: usually one line; several where they belong together.
  public init(_ text: String) {
    var reader = ShellReader(text)
    reader.read()
    let leads = Self.leadingFolder(reader.sequence)
    let items = leads == nil ? reader.sequence[...] : reader.sequence.dropFirst()
    for (command, _) in items { Self.noteBuiltin(command, in: &reader) }
    let written = String(decoding: reader.template, as: UTF8.self)
    template = written.utf8.contains(0x0A) ? written.replacing("\n", with: "; ") : written
    comment = reader.comment
    parameters = reader.parameters
    commands = reader.commands
    obstacles = reader.obstacles
    directory = leads
    pipelines = obstacles.isEmpty ? Self.pipelines(items) : []
    isArgv =
      obstacles.isEmpty && leads == nil && items.count == 1
      && items.allSatisfy { $0.command.redirects.isEmpty }
      && !items.allSatisfy { $0.command.words.isEmpty }
      && !reader.hasRemoteShellText && !parameters.contains { $0.form == .variable }
  }

  private static func leadingFolder(_ items: [(command: SimpleCommand, joint: ShellReader.Joint)]) -> Word? {
    guard let first = items.first, first.joint == .and, items.count > 1 else { return nil }
    let command = first.command
    guard command.words.count == 2, command.program == "cd", command.redirects.isEmpty else { return nil }
    return command.words[1]
  }

  private static func noteBuiltin(_ command: SimpleCommand, in reader: inout ShellReader) {
    guard let first = command.words.first?.literal else {
      if command.words.isEmpty { reader.note("variable assignment") }
      return
    }
    let isBuiltin =
      builtins.contains(first) || command.program.map { $0 != first && builtins.contains($0) } ?? false
    if isBuiltin { reader.note("shell builtin") }
  }

  private static func pipelines(
    _ items: ArraySlice<(command: SimpleCommand, joint: ShellReader.Joint)>
  ) -> [Pipeline] {
    var pipelines: [Pipeline] = []
    var commands: [SimpleCommand] = []
    for (command, joint) in items {
      commands.append(command)
      guard joint != .pipe else { continue }
      pipelines.append(Pipeline(commands: commands))
      commands = []
    }
    return pipelines
  }
}
