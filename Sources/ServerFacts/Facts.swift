/// One coherent look at a server: within a run each look and each probe is made once, however many ask.
///
/// Checks argue about the same snapshot, and looks that do not depend on each other run together.
public actor Facts {
  private let window: RememberingServer
  private var answers: [AnyHashable: any Sendable] = [:]

  public init(_ server: any Server) {
    window = RememberingServer(server)
  }

  public func ask<P: Probe>(_ probe: P) async -> Observation<P.Fact> {
    if let asked = answers[AnyHashable(probe)] as? Task<Observation<P.Fact>, Never> {
      return await asked.value
    }
    let window = window
    let task = Task { await probe.ask(window) }
    answers[AnyHashable(probe)] = task
    return await task.value
  }

  public func now() async -> Instant { await window.now() }
}

/// Makes each look once and the clock stand still.
private actor RememberingServer: Server {
  private let server: any Server
  private var looks: [Look: Task<Observation<Seen>, Never>] = [:]
  private var instant: Instant?

  init(_ server: any Server) {
    self.server = server
  }

  func look(_ look: Look) async -> Observation<Seen> {
    if let made = looks[look] { return await made.value }
    let server = server
    let task = Task { await server.look(look) }
    looks[look] = task
    return await task.value
  }

  func now() async -> Instant {
    if let instant { return instant }
    let now = await server.now()
    let first = instant ?? now
    instant = first
    return first
  }
}
