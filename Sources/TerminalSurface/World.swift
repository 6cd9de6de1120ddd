public import Operations
public import RunbookDesk

/// What the terminal needs of the world around it. The executable fills it in; a test fills in another.
public struct World: Sendable {
  /// Makes the Desk for the options: the live server, or a recording.
  public var desk: @Sendable (Options) async throws -> Desk
  /// Serves agents on standard input and output until the end of input; returns the exit status.
  public var serveAgents: @Sendable (Options) async -> Int32
  /// Writes to standard output or error, whole or not at all; false where nobody reads any more.
  public var write: @Sendable (String, Stream) -> Bool
  /// Writes a file whole, or leaves what was there.
  public var writeFile: @Sendable (_ text: String, _ path: String) throws(Fault) -> Void
  /// Where other programs' configuration lies; nil where nothing is to be done to it.
  public var clientFiles: @Sendable () -> ClientFiles?
  /// Asks whoever sits at the terminal and gives the line that was typed; nil where nobody sits there.
  public var ask: @Sendable (String) -> String?
  /// From when it returns the work goes on whatever becomes of whoever called; nil where this process is the one that was
  /// called, so that a change has to run in another one.
  public var letGo: (@Sendable () throws(Fault) -> Void)?
  public var version: String
  /// Whether somebody watches standard error.
  public var isErrorTerminal: Bool
  /// Whether standard output is a terminal on which colour is wanted.
  public var isColoured: Bool
  /// How many characters fit on a line of the terminal; nil where standard output is none.
  public var width: Int?
  /// Whether the terminal shows nothing but ASCII.
  public var isASCII: Bool

  /// How long completion may take; what is not known by then is not offered.
  public var patience: Duration

  public enum Stream: Sendable {
    case output, error
    /// Standard error, for whoever watches it now: left out where it would have to wait.
    case progress
  }

  public init(
    version: String, isColoured: Bool, width: Int? = nil, isASCII: Bool = false,
    isErrorTerminal: Bool = false, patience: Duration = .milliseconds(20),
    desk: @escaping @Sendable (Options) async throws -> Desk,
    serveAgents: @escaping @Sendable (Options) async -> Int32,
    write: @escaping @Sendable (String, Stream) -> Bool,
    clientFiles: @escaping @Sendable () -> ClientFiles? = { nil },
    letGo: (@Sendable () throws(Fault) -> Void)? = nil,
    ask: @escaping @Sendable (String) -> String? = { _ in nil },
    writeFile: @escaping @Sendable (_ text: String, _ path: String) throws(Fault) -> Void = {
      (_, path) throws(Fault) in throw Fault(.unavailable, "\(path): there is nowhere to write it")
    }
  ) {
    self.version = version
    self.isColoured = isColoured
    self.width = width
    self.isASCII = isASCII
    self.desk = desk
    self.serveAgents = serveAgents
    self.write = write
    self.clientFiles = clientFiles
    self.letGo = letGo
    self.ask = ask
    self.writeFile = writeFile
    self.isErrorTerminal = isErrorTerminal
    self.patience = patience
  }
}

/// The options that stand before or behind any subcommand.
public struct Options: Hashable, Sendable {
  /// `--file PATH`; nil for the nearest `AGENTS.md`.
  public var file: String?
  /// `--recording DIR`: replay a recorded server.
  public var recording: String?
  /// Set by `record DIR`: write what is looked at into this folder.
  public var recordTo: String?
  public var format = "text"
  /// Set by `run service-status`: the state of services is asked for while the runbook is still being read.
  public var looksAhead = false
  /// `--verbose`: say which file was read, and why, and tell all that there is to tell.
  public var isVerbose = false
  /// The options of single commands, by their names: `--only` with its values in the order given; a switch has one
  /// empty value.
  public var own: [String: [String]] = [:]

  public init() {}
}
