/// A server that was looked at earlier. What was not recorded is unseen, never absent.
public struct RecordedServer: Server, Equatable {
  public var instant: Instant
  public var looks: [Look: Observation<Seen>]

  public init(at instant: Instant, looks: [Look: Observation<Seen>]) {
    self.instant = instant
    self.looks = looks
  }

  public func look(_ look: Look) async -> Observation<Seen> { seen(look) }
  public func recorded(_ look: Look) -> Observation<Seen>? { seen(look) }

  private func seen(_ look: Look) -> Observation<Seen> {
    looks[look] ?? .unseen(Blindness(.notRecorded, "the recording does not hold this look: \(look.words)"))
  }

  public func now() async -> Instant { instant }
}
