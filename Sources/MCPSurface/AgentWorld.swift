public import RunbookDesk
public import RunbookModel

/// What the surface for agents needs of the world around it. The executable fills it in; a test fills in another.
public struct AgentWorld: Sendable {
  public var version: String
  /// The desk on the runbook as it stands now; asked for each request.
  public var desk: @Sendable () async throws -> Desk
  /// The strongest effect that is offered; what is stronger is neither listed nor done.
  public var strongest: Effect

  public init(
    version: String, strongest: Effect = .destroys, desk: @escaping @Sendable () async throws -> Desk
  ) {
    self.version = version
    self.strongest = strongest
    self.desk = desk
  }
}
