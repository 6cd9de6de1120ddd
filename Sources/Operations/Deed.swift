public import RunbookModel
import ServerFacts

/// One thing to do to the server. The set is closed, and nothing in it is a shell line.
public enum Deed: Hashable, Sendable {
  /// Run a program: an absolute path and its words, as they are.
  case run(Words)
  /// Run what the runbook states.
  case pipe(PipedWords)
  /// Start or stop a program through supervisord's unix socket. Starting what runs and stopping what is stopped
  /// succeeds, so that a compensation can be done twice.
  case supervisor(SupervisorDeed, program: String, socket: String)
  /// Only look, and hand on what was seen.
  case show(Showing)
}

public enum SupervisorDeed: String, Hashable, Sendable { case start, stop }

/// A command as words: never joined, never given to a shell.
public struct Words: Hashable, Sendable {
  public var program: String
  public var arguments: [String]
  /// Wall time after which the command and its children are ended.
  public var seconds: Int
  /// Whether root has to run it, by sudo.
  public var isElevated: Bool

  public init(_ program: String, _ arguments: [String], seconds: Int = 60, isElevated: Bool = false) {
    self.program = program
    self.arguments = arguments
    self.seconds = seconds
    self.isElevated = isElevated
  }

  /// What is started.
  public var all: [String] {
    isElevated ? [Self.sudo, "-n", "--"] + elevated : [program] + arguments
  }

  /// What sudo has to allow, word for word. Nobody but root can end what root runs, so the deadline goes along.
  public var elevated: [String] {
    [Self.timeout, "-k", "5", String(seconds), program] + arguments
  }

  /// How long its starter waits: behind sudo, `timeout` ends it first.
  public var deadline: Int { isElevated ? seconds + 10 : seconds }

  /// Every file that is executed.
  var programs: [String] { isElevated ? [Self.sudo, Self.timeout, program] : [program] }

  private static let sudo = "/usr/bin/sudo"
  private static let timeout = "/usr/bin/timeout"
}

/// What an observing step shows.
public enum Showing: Hashable, Sendable {
  case services([ServiceQuestion])
  /// Certificate files, by the name that the runbook has for them.
  case certificates([NamedPath])
  case room([String])
  case port(Int, [ServiceQuestion])
  case backups([BackupQuestion], count: Int)
  case log(KeptProgram, lines: Int, minutes: Int? = nil, onlyErrors: Bool = false)
}

public struct NamedPath: Hashable, Sendable {
  public var name, path: String

  public init(name: String, path: String) { (self.name, self.path) = (name, path) }
}

/// Where dumps lie, which of the files there are some, and whose rclone reaches them.
public struct BackupQuestion: Hashable, Sendable {
  public var restore: String
  public var remote, account: String
  public var names: DumpNames

  public init(restore: String, remote: String, account: String, names: DumpNames) {
    (self.restore, self.remote, self.account, self.names) = (restore, remote, account, names)
  }
}

public struct ServiceQuestion: Hashable, Sendable {
  public var service: String
  /// What may keep it running, in the order in which it is asked; the first that knows it counts.
  public var programs: [KeptProgram]
  public var port: Int?

  public init(service: String, programs: [KeptProgram], port: Int?) {
    self.service = service
    self.programs = programs
    self.port = port
  }
}
