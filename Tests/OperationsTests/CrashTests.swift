import Findings
import JSON
import Operations
import RunbookModel
import ServerFacts
import Synchronization
import TestDoor
import Testing

/// A process that ends at any boundary of a plan of three steps, and at any boundary of its recovery.
struct CrashTests {
  private static func undo(_ name: String) -> Step {
    Step("undo \(name)", .run(Words("/bin/undo", [name])), effect: .interrupts)
  }

  private static let plan = Plan(
    operation: "test", subject: .init("service", "luci"), source: nil,
    steps: ["a", "b", "c"].map {
      Step("do \($0)", .run(Words("/bin/do", [$0])), effect: .interrupts, compensation: [undo($0)])
    })

  /// Runs the plan until it ends or the process does.
  private static func run(_ world: World) async {
    let agreed = AgreedPlan(
      id: Stage.id, plan: plan, request: Request(operation: "test"), actor: "test", consent: "policy")
    _ = await world.executor.change(agreed, holding: World.Held())
  }

  private static func recover(_ world: World) async {
    for open in OpenPlan.all(world.records) {
      _ = await world.executor.recover(open, as: plan, holding: World.Held())
    }
  }

  /// All is done or all undone, and the journal says which.
  private static func expectWhole(_ world: World, _ note: Comment) {
    let end = world.records.last { $0["event"] == "end" }?["outcome"]?.asString
    #expect(OpenPlan.all(world.records).isEmpty, note)
    switch end {
    case "done": #expect(world.done == ["a", "b", "c"], note)
    case "failed": #expect(world.done.isEmpty, note)
    default: #expect(world.done.isEmpty && world.records.isEmpty, note)
    }
  }

  @Test(arguments: [nil, "a", "b", "c"]) func everyCrashEndsDoneOrUndone(failing: String?) async throws {
    let whole = World(failing: failing)
    await Self.run(whole)
    Self.expectWhole(whole, "undisturbed")
    #expect(whole.done.isEmpty == (failing != nil))
    #expect(whole.boundaries >= 8)

    var endings: Set<String> = []
    for first in 1...whole.boundaries {
      let once = World(failing: failing)
      once.restart(crashingAt: first)
      await Self.run(once)
      once.restart(crashingAt: nil)
      let left = (once.done, once.records)
      await Self.recover(once)
      Self.expectWhole(once, "crash at \(first)")
      endings.insert(once.done.isEmpty ? "undone" : "done")

      for second in 1...max(once.boundaries, 1) {
        let twice = World(failing: failing, done: left.0, records: left.1)
        twice.restart(crashingAt: second)
        await Self.recover(twice)
        twice.restart(crashingAt: nil)
        await Self.recover(twice)
        Self.expectWhole(twice, "crash at \(first), and of the recovery at \(second)")
      }
    }
    #expect(endings == (failing == nil ? ["done", "undone"] : ["undone"]))
  }
}

/// What outlives a crash: the journal, and what was done. A boundary lies before and behind each of its changes.
private final class World: Server, Actuator, Journal, Locks {
  struct Held: HeldLock {
    func release() async {}
  }

  private struct State {
    var done: Set<String>
    var records: [JSON]
    var boundaries = 0
    var crash: Int?
  }

  private let state: Mutex<State>
  /// The step whose deed does nothing and says so.
  private let failing: String?

  init(failing: String?, done: Set<String> = [], records: [JSON] = []) {
    self.failing = failing
    state = Mutex(State(done: done, records: records))
  }

  var done: Set<String> { state.withLock { $0.done } }
  var records: [JSON] { state.withLock { $0.records } }
  /// Those of the present process.
  var boundaries: Int { state.withLock { $0.boundaries } }

  func restart(crashingAt crash: Int?) {
    state.withLock {
      $0.boundaries = 0
      $0.crash = crash
    }
  }

  var executor: Executor {
    Executor(
      server: self, actuator: self, journal: self, locks: self, digests: TestDigests(), pause: { _ in })
  }

  /// Does one thing between two boundaries; behind the crash nothing happens any more.
  private func between(_ work: (inout State) -> Void) throws(Fault) {
    let isAlive = state.withLock { state in
      func isBehindCrash() -> Bool {
        state.boundaries += 1
        return state.crash.map { state.boundaries >= $0 } ?? false
      }
      if isBehindCrash() { return false }
      work(&state)
      return !isBehindCrash()
    }
    if !isAlive { throw Fault(.internalError, "the process has ended") }
  }

  func append(_ record: JSONObject) async throws(Fault) {
    try between { $0.records.append(.object(record)) }
  }

  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
    guard case .run(let words) = deed, let name = words.arguments.first else {
      throw Fault(.internalError, "no deed of this test")
    }
    let isDone = words.program == "/bin/do"
    if isDone, name == failing {
      try between { _ in }
      return DeedOutcome(status: 3, output: "")
    }
    try between { state in
      if isDone { state.done.insert(name) } else { state.done.remove(name) }
    }
    return DeedOutcome(status: 0, output: "")
  }

  func look(_ look: Look) async -> Observation<Seen> { .seen(.absent) }
  func now() async -> Instant { Instant(seconds: 0) }
  func take(_ subject: String) async throws(Fault) -> any HeldLock { Held() }
}
