/// Where the text of a runbook comes from. There is one on the disk (in `LiveHost`) and one in memory in the tests.
public protocol RunbookSource: Sendable {
  /// Where the runbook lies, without links: its name in what is remembered of it.
  var path: String { get }
  /// Which file it is and why this one, and its chapters, in lines for people.
  func account() throws(Unavailable) -> [String]
  /// Who besides its owner and root can write it, in words; nil where nobody can.
  func exposure() throws(Unavailable) -> String?
  /// The chapters in reading order, the runbook itself first.
  func chapters() throws(Unavailable) -> [Chapter]
}

/// One file of a runbook.
public struct Chapter: Hashable, Sendable {
  /// The name that positions cite: `AGENTS.md`, `runbooks/restart-a-site.md`.
  public var name: String
  public var bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }
}

/// Why there is no runbook to work with.
public struct Unavailable: Error, Hashable, Sendable {
  public enum Reason: String, Sendable {
    /// There is no such file.
    case notFound
    /// It is there and cannot be read as Markdown text: permission, a folder, no UTF-8, too large.
    case unreadable
  }

  public var reason: Reason
  public var message: String
  /// The command that helps.
  public var help: String?

  public init(_ reason: Reason, _ message: String, help: String? = nil) {
    self.reason = reason
    self.message = message
    self.help = help
  }
}
