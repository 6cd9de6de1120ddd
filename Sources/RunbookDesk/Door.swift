public import Operations

/// What the door between a request and a change needs of the world. The order in which it asks is `Desk+Operate`'s.
public struct Door: Sendable {
  /// What is trusted, planned, agreed, done and counted.
  public var state: any StateStore
  /// The text of the operator's policy, from a file that only root can write; nil where there is none.
  public var policy: @Sendable () async throws(Fault) -> String?
  /// Runs a kept plan by its id in a process that outlives this one. Returns when it has ended, or at once.
  public var launch: @Sendable (_ id: String, _ isWaitedFor: Bool) async throws(Fault) -> Void
  /// What sudo's own reader has against the text of a sudoers file; nil where it takes it.
  public var sudoersFault: @Sendable (String) async throws(Fault) -> String?
  /// Opens a log to be followed.
  public var openLog: LogOpening
  /// Letters and digits that never come twice.
  public var nonce: @Sendable () -> String

  public init(
    state: any StateStore, policy: @escaping @Sendable () async throws(Fault) -> String?,
    launch: @escaping @Sendable (String, Bool) async throws(Fault) -> Void,
    sudoersFault: @escaping @Sendable (String) async throws(Fault) -> String?,
    openLog: @escaping LogOpening = { (path, _) throws(Fault) in
      throw Fault(.unavailable, "\(path): nothing is followed here")
    }, nonce: @escaping @Sendable () -> String
  ) {
    self.state = state
    self.policy = policy
    self.launch = launch
    self.sudoersFault = sudoersFault
    self.openLog = openLog
    self.nonce = nonce
  }
}
