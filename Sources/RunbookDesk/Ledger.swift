public import Findings
public import Operations
public import ServerFacts

/// What is remembered from run to run of one runbook's check. There is one on the disk (in `LiveHost`) and one in
/// memory in the tests.
public protocol Ledger: Sendable {
  /// Keeps other runs out until it is released; a `.busy` fault tells who is at it.
  func take() async throws(Fault) -> any HeldLock
  func read() async throws(Fault) -> LedgerReading
  func write(_ state: LedgerState) async throws(Fault)
}

/// What a ledger held, and what was wrong with it: a damaged one is set aside, and a new one begun.
public struct LedgerReading: Hashable, Sendable {
  public var state: LedgerState
  public var damage: String?

  public init(_ state: LedgerState, damage: String? = nil) {
    self.state = state
    self.damage = damage
  }
}

/// Faults by check and claim, never by line: an edit above a claim makes no news.
public struct LedgerState: Hashable, Sendable {
  public struct Key: Hashable, Sendable, Comparable {
    public var check, claim: String

    public init(check: String, claim: String) {
      self.check = check
      self.claim = claim
    }

    public static func < (left: Key, right: Key) -> Bool {
      (left.check, left.claim) < (right.check, right.claim)
    }
  }

  public var faults: [Key: History] = [:]
  public var acknowledgements: [Acknowledgement] = []

  public init() {}

  /// The history of one fault. What held all along has none.
  public struct History: Hashable, Sendable {
    /// How many runs back `changes` goes.
    static let window = 7

    /// What was seen last; not being seen changes nothing.
    public var isDrifting = false
    /// When it last began, and in how many runs it was seen since.
    public var since: Instant
    public var runs = 0
    /// For each of the last runs, oldest first, whether it came or went.
    public var changes: [Bool] = []
    /// The finding's words when it was last seen.
    public var message = ""
    public var told: Telling?
    /// In how many runs up to the last it could not be seen.
    public var blindRuns = 0
    public var blindnessTold: Instant?

    public init(since: Instant) {
      self.since = since
    }
  }

  /// What was last said of a fault.
  public struct Telling: Hashable, Sendable {
    public enum Kind: String, Sendable { case drifts, flaps }

    public var kind: Kind
    public var at: Instant
    public var severity: Severity

    public init(_ kind: Kind, at: Instant, severity: Severity) {
      self.kind = kind
      self.at = at
      self.severity = severity
    }
  }
}
