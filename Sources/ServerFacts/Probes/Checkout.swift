/// A git checkout as `git status` shows it, asked as its owner: nil where the folder is none.
public struct Checkout: Probe {
  public var folder: String

  public init(folder: String) {
    self.folder = folder
  }

  public struct State: Hashable, Sendable {
    /// Nil before the first commit.
    public var commit: String?
    /// Nil where HEAD is detached.
    public var branch: String?
    /// `origin/main`; nil where the branch follows none.
    public var upstream: String?
    /// Commits on one side only, by what was last fetched; nil where the upstream was never fetched or is gone.
    public var ahead, behind: Int?
    /// Paths of tracked files that differ from the commit.
    public var changed: [String] = []
    public var untracked: [String] = []
  }

  public func ask(_ server: any Server) async -> Observation<State?> {
    await server.look(.command(.gitStatus(folder: folder))).flatMap { seen in
      guard case .output(let answer) = seen else {
        return .unseen(Blindness(.malformed, "git status in \(folder): no answer"))
      }
      if answer.status == 0 { return .seen(Self.read(answer.output)) }
      if answer.errors.contains("not a git repository") { return .seen(nil) }
      let words = answer.errors.split(whereSeparator: \.isNewline).first.map(String.init) ?? "no answer"
      return .unseen(Blindness(.malformed, "git status in \(folder): \(words)"))
    }
  }

  /// Porcelain format, version 2 (git-status(1)).
  static func read(_ text: String) -> State {
    var fact = State()
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ")
      guard words.count > 1 else { continue }
      switch words[0] {
      case "#" where words.count > 2: header(words, &fact)
      case "1": fact.changed.append(path(line, behind: 8))
      case "2": fact.changed.append(String(path(line, behind: 9).prefix { $0 != "\t" }))
      case "u": fact.changed.append(path(line, behind: 10))
      case "?": fact.untracked.append(path(line, behind: 1))
      default: continue
      }
    }
    return fact
  }

  private static func header(_ words: [Substring], _ fact: inout State) {
    switch words[1] {
    case "branch.oid": fact.commit = words[2] == "(initial)" ? nil : String(words[2])
    case "branch.head": fact.branch = words[2] == "(detached)" ? nil : String(words[2])
    case "branch.upstream": fact.upstream = String(words[2])
    case "branch.ab" where words.count > 3:
      fact.ahead = Int(words[2].dropFirst())
      fact.behind = Int(words[3].dropFirst())
    default: return
    }
  }

  private static func path(_ line: Substring, behind count: Int) -> String {
    String(line.split(separator: " ", maxSplits: count).last ?? "")
  }
}
