public import RunbookDesk
public import RunbookModel

/// What the surface for agents needs of the world around it. The executable fills it in; a test fills in another.
public struct AgentWorld: Sendable {
  public var version: String
  /// The desk on the runbook as it stands now; asked for each request.
  public var desk: @Sendable () async throws -> Desk
  /// The strongest effect that is offered; what is stronger is neither listed nor done.
  public var strongest: Effect
  /// The HMAC of bytes under a key that only this process has; nil where there is none, and then a person is asked at a
  /// terminal alone.
  public var seal: (@Sendable ([UInt8]) -> [UInt8])?
  /// Tells that the runbook's folder was written to, from the call on; nil where nobody watches.
  public var changes: (@Sendable () -> AsyncStream<Void>)?
  /// How long a call waits for a change before its job is given back: clients give a call up after 30 s and more, and do
  /// not tell us.
  public var patience = Duration.seconds(25)
  public var now: @Sendable () -> ContinuousClock.Instant = { .now }

  public init(
    version: String, strongest: Effect = .destroys, seal: (@Sendable ([UInt8]) -> [UInt8])? = nil,
    desk: @escaping @Sendable () async throws -> Desk
  ) {
    self.version = version
    self.strongest = strongest
    self.seal = seal
    self.desk = desk
  }
}
