/// One coherent look at a server: within a run each look and each probe is made once, however many ask.
///
/// Checks argue about the same snapshot, and looks that do not depend on each other run together.
public actor Facts {
  private let window: RememberingServer
  private var answers: [AnyHashable: any Sendable] = [:]

  /// `deadline` returns when the run has had its time: what is not seen by then is unseen.
  public init(_ server: any Server, deadline: (@Sendable () async -> Void)? = nil) {
    window = RememberingServer(server, deadline: deadline)
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

/// Makes each look once, lets the clock stand still, and ends at the deadline whatever is still looked at.
private actor RememberingServer: Server {
  private enum Made {
    case seen(Observation<Seen>)
    case awaited([CheckedContinuation<Observation<Seen>, Never>])
  }

  private let server: any Server
  private let deadline: (@Sendable () async -> Void)?
  private var looks: [Look: Made] = [:]
  private var instant: Instant?
  private var isWatched = false
  private var isOver = false

  init(_ server: any Server, deadline: (@Sendable () async -> Void)?) {
    self.server = server
    self.deadline = deadline
  }

  func look(_ look: Look) async -> Observation<Seen> {
    watch()
    switch looks[look] {
    case .seen(let observation)?: return observation
    case .awaited?: break
    case nil:
      if isOver { return Self.late(look) }
      looks[look] = .awaited([])
      Task { finish(look, await server.look(look)) }
    }
    return await withCheckedContinuation { continuation in
      switch looks[look] {
      case .seen(let observation)?: continuation.resume(returning: observation)
      case .awaited(let others)?: looks[look] = .awaited(others + [continuation])
      case nil: continuation.resume(returning: Self.late(look))
      }
    }
  }

  private func finish(_ look: Look, _ observation: Observation<Seen>) {
    guard case .awaited(let waiting)? = looks[look] else { return }
    looks[look] = .seen(observation)
    for continuation in waiting { continuation.resume(returning: observation) }
  }

  private func watch() {
    guard !isWatched, let deadline else { return }
    isWatched = true
    Task {
      await deadline()
      isOver = true
      for look in looks.keys { finish(look, Self.late(look)) }
    }
  }

  private static func late(_ look: Look) -> Observation<Seen> {
    .unseen(Blindness(.timeout, "\(look.words): not seen before the time of the run was over"))
  }

  func now() async -> Instant {
    if let instant { return instant }
    let now = await server.now()
    let first = instant ?? now
    instant = first
    return first
  }
}
