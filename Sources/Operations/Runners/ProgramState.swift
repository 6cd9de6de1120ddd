/// How a program is, in what all runners have in common.
public struct ProgramState: Hashable, Sendable {
  public enum Phase: Hashable, Sendable {
    /// Its runner has it for running. That says nothing of whether it answers.
    case runs
    /// It runs, and its own health check says that it is not well.
    case isUnwell
    /// Between two states, or stopped as somebody wanted it.
    case changes
    /// It ended, and its runner will start it again by itself.
    case retries
    /// It ended and stays so.
    case ended
  }

  public var phase: Phase
  /// The runner's own word out of its closed set: `RUNNING`, `active (running)`, `online`.
  public var words: String
  /// The process whose tree is the program; nil while nothing runs, or where the runner does not say.
  public var pid: Int?
  /// Seconds since 1970, where the runner says it.
  public var started: Int?
  /// Another after every start, whoever started it.
  public var start: String?
  /// How often its runner has started it again by itself since somebody did; nil where it does not count that.
  public var restarts: Int?
  /// Ended because it could not be started at all.
  public var isSpawnError = false
  /// What the runner says besides. Words from the world.
  public var said = ""
  /// Ports of this machine that its runner holds for it; nil where the program holds them itself.
  public var published: Set<Int>?
  /// Its processes share a socket that their parent holds.
  public var isClustered = false

  public init(_ phase: Phase, _ words: String, pid: Int? = nil, started: Int? = nil, start: String? = nil) {
    (self.phase, self.words, self.pid, self.started, self.start) = (phase, words, pid, started, start)
  }
}
