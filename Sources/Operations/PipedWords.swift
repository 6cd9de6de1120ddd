/// Commands whose outputs feed the next one's input, wired without a shell. A single command is one too.
public struct PipedWords: Hashable, Sendable {
  public struct Stage: Hashable, Sendable {
    /// An absolute path and its words.
    public var words: [String]
    /// Further files that are executed: a program behind `sudo`, a script.
    public var executed: [String] = []
    /// Variables beside those that every program gets.
    public var environment: [String: String] = [:]
    /// In the order in which they are written: each goes by what is open then.
    public var redirects: [Redirect] = []

    public init(words: [String]) {
      self.words = words
    }
  }

  public struct Redirect: Hashable, Sendable {
    public enum Target: Hashable, Sendable {
      case read(path: String)
      /// What was there is thrown away.
      case write(path: String)
      case append(path: String)
      /// `2>&1`: where the other one goes.
      case duplicate(of: Int)
    }

    /// 0, 1 or 2.
    public var descriptor: Int
    public var target: Target

    public init(descriptor: Int, _ target: Target) {
      self.descriptor = descriptor
      self.target = target
    }
  }

  public var stages: [Stage]
  /// The folder they are started in.
  public var directory: String
  /// Wall time after which they and their children are ended.
  public var seconds: Int
  /// Whose they run as, where that is another than the caller: root's alone to do. nil for the caller.
  public var account: String?

  public init(stages: [Stage], directory: String, seconds: Int) {
    self.stages = stages
    self.directory = directory
    self.seconds = seconds
  }

  /// As somebody would have typed it; words with blanks stand in quotes.
  var line: String {
    (account.map { "as \($0): " } ?? "")
      + stages.map { stage in
        let variables = stage.environment.sorted { $0.key < $1.key }.map {
          "\($0.key)=\(Self.quoted($0.value))"
        }
        return (variables + stage.words.map(Self.quoted) + stage.redirects.map(\.line)).joined(separator: " ")
      }.joined(separator: " | ")
  }

  fileprivate static func quoted(_ word: String) -> String {
    let isPlain = !word.isEmpty && word.utf8.allSatisfy { $0 > 0x20 && !"'\"\\|&;<>()$`*?".utf8.contains($0) }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}

extension PipedWords.Redirect {
  fileprivate var line: String {
    let number = descriptor == 0 || descriptor == 1 && !isDuplicate ? "" : String(descriptor)
    return switch target {
    case .read(let path): "<\(PipedWords.quoted(path))"
    case .write(let path): "\(number)>\(PipedWords.quoted(path))"
    case .append(let path): "\(number)>>\(PipedWords.quoted(path))"
    case .duplicate(let other): "\(number)>&\(other)"
    }
  }

  private var isDuplicate: Bool { if case .duplicate = target { true } else { false } }
}
