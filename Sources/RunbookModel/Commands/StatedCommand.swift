public import Findings

/// A command that the runbook states, with the name it goes by: `Reload: sudo nginx -s reload` is
/// `reload-nginx`.
public struct StatedCommand: Hashable, Sendable {
  /// Unique in its runbook, and stable under edits elsewhere in the file.
  public var name: String
  public var line: CommandLine
  /// The folder that a `cd` on a line above it, or the text, puts it in.
  public var directory: Located<String>?
  /// The host of an `ssh host` on a line of its own above it: it is typed there.
  public var host: Located<String>?
  /// The text as it is written, and where.
  public var source: Located<String>
  /// Further places where the same command stands.
  public var repeats: [SourceRange]
  /// The words that say what it is for, nearest first: the comment, the key, the sentence that introduces it.
  public var purposes: [Located<String>]
  /// The headings that it stands under, outermost first.
  public var titles: [String]
  public var parameters: [StatedParameter]
  /// An `or` in front of it: another way to do what the command before it does.
  public var isAlternative: Bool

  /// The folder that its words are read in.
  public var folder: String? { line.directory?.text ?? directory?.value }

  /// What it does there.
  public var judgement: Judgement { line.judgement(in: folder) }

  /// Why it is shown and never run; nil where it can be run.
  public var refusal: String? {
    if let host { return "it is typed on \(WorldText.clean(host.value)), behind the ssh above it" }
    if let obstacle = line.obstacles.first { return "it needs a shell: \(obstacle.construct)" }
    if line.isEscapeHatch { return "it would run any words that are put into it" }
    if line.isInteractive { return "it wants a person at a terminal" }
    return nil
  }
}

/// One `‹name›` of a stated command, and the closed set of words that it takes where the runbook holds one.
public struct StatedParameter: Hashable, Sendable {
  public var name: String
  /// Nil where the runbook holds none.
  public var words: [String]?
  /// Where the words come from: `the column "Supervisor name" (AGENTS.md:4)`.
  public var source: String?
}
