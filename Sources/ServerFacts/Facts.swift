import Synchronization

/// One coherent look at a server: within a run each look and each probe is made once, however many ask.
///
/// Checks argue about the same snapshot, and looks that do not depend on each other run together.
public final class Facts: Sendable {
  private let window: RememberingServer
  /// By the type of the probe, a `MadeOnce` of it.
  private let answers = Mutex<[ObjectIdentifier: any Sendable]>([:])

  /// `deadline` returns when the run has had its time: what is not seen by then is unseen.
  public init(_ server: any Server, deadline: (@Sendable () async -> Void)? = nil) {
    window = RememberingServer(server, deadline: deadline)
  }

  public func ask<P: Probe>(_ probe: P) async -> Observation<P.Fact> {
    let answers = answers(P.self)
    switch answers.turn(probe) {
    case .known(let fact): return fact
    case .wait: return await answers.answer(to: probe)
    case .make:
      let fact = await probe.ask(window)
      answers.settle(probe, fact)
      return fact
    }
  }

  private func answers<P: Probe>(_: P.Type) -> MadeOnce<P, Observation<P.Fact>> {
    answers.withLock { answers in
      if let found = answers[ObjectIdentifier(P.self)] as? MadeOnce<P, Observation<P.Fact>> { return found }
      let new = MadeOnce<P, Observation<P.Fact>>()
      answers[ObjectIdentifier(P.self)] = new
      return new
    }
  }

  public func now() async -> Instant { await window.now() }

  /// The server as this run sees it: each look is made once, and the clock stands still.
  public var server: any Server { window }
}

/// Makes each look once, lets the clock stand still, and ends at the deadline whatever is still looked at. A server has to
/// end a look at once when its task is cancelled.
private final class RememberingServer: Server {
  private let server: any Server
  private let deadline: (@Sendable () async -> Void)?
  private let looks = MadeOnce<Look, Observation<Seen>>()
  private let instant = Mutex<Instant?>(nil)
  private let isWatched = Atomic(false)

  init(_ server: any Server, deadline: (@Sendable () async -> Void)?) {
    self.server = server
    self.deadline = deadline
  }

  func look(_ look: Look) async -> Observation<Seen> {
    if let recorded = server.recorded(look) { return recorded }
    watch()
    switch looks.turn(look) {
    case .known(let observation): return observation
    case .wait: return await looks.answer(to: look)
    case .make:
      // Whoever asks waits until the deadline at most. Leaving before it is made cancels it, and so does whoever
      // cancels us: all who ask in one run belong together, and the others want it no more either.
      return await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.make(look) }
        let answer = await looks.answer(to: look)
        group.cancelAll()
        return answer
      }
    }
  }

  private func make(_ look: Look) async { looks.settle(look, await server.look(look)) }

  private func watch() {
    guard let deadline, !isWatched.exchange(true, ordering: .relaxed) else { return }
    Task {
      await deadline()
      looks.close { look in
        .unseen(Blindness(.timeout, "\(look.words): not seen before the time of the run was over"))
      }
    }
  }

  func now() async -> Instant {
    if let first = instant.withLock({ $0 }) { return first }
    let now = await server.now()
    return instant.withLock { instant in
      let first = instant ?? now
      instant = first
      return first
    }
  }
}
