import Findings
import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import DriftChecks

/// A process that ends around any change of a record, of the journal or of the server, while it runs a kept plan or
/// recovers one: behind the recovery the service runs, nothing is marked as begun, and every plan has its word.
struct DoorCrashTests {
  private static let text = """
    ## Sites
    | App | Port | Supervisor name |
    |---|---|---|
    | luci | 3004 | site-luci |
    """

  /// A world in which the text is trusted and a restart is planned.
  private static func planned() async throws -> (world: CrashWorld, desk: Desk, id: String) {
    let world = CrashWorld()
    let desk = try Desk(
      source: MemorySource(text: text), server: world, executor: world.executor, door: world.door)
    try await desk.trust(expected: try await desk.trustStatus().digest)
    let request = try desk.request("restart-service", words: ["luci"])
    let id = try #require(try await desk.plan(request, actor: "test").first?.id)
    world.restart(crashingAt: nil)
    return (world, desk, id)
  }

  /// Returns what had become of the plan.
  @discardableResult
  private static func expectWhole(
    _ world: CrashWorld, _ desk: Desk, _ id: String, _ note: Comment
  ) async throws -> Job.State {
    #expect(world.isRunning, note)
    #expect(OpenPlan.all(world.records).isEmpty, note)
    #expect(try await world.names(in: .used).isEmpty, note)
    let job = try await desk.job(id)
    #expect(job.state != .running && (job.state == .planned) == (job.outcome == nil), note)
    // A plan that was begun, or may have been, is not run again.
    let isBegun = world.records.contains { $0["event"] == "begin" }
    let ran = try? await desk.runKept(id)
    #expect(ran == nil || (!isBegun && ran?.outcome == .done), note)
    #expect(world.isRunning, note)
    // And the next one runs.
    let executions = try await desk.plan(desk.request("restart-service", words: ["luci"]), actor: "test")
    let next = try await desk.runKept(try #require(executions.first?.id))
    #expect(next.outcome == .done && next.fault == nil, note)
    return job.state
  }

  @Test func everyCrashOfARunIsRecovered() async throws {
    let (whole, desk, id) = try await Self.planned()
    #expect(try await desk.runKept(id).outcome == .done)
    let boundaries = whole.boundaries
    try await Self.expectWhole(whole, desk, id, "undisturbed")
    #expect(boundaries > 20)

    var states: Set<Job.State> = []
    for first in 1...boundaries {
      let (world, desk, id) = try await Self.planned()
      world.restart(crashingAt: first)
      _ = try? await desk.runKept(id)
      world.restart(crashingAt: nil)
      let (_, left) = try await desk.recover()
      #expect(left.isEmpty, "crash at \(first): \(left)")
      let recovery = world.boundaries
      states.insert(try await Self.expectWhole(world, desk, id, "crash at \(first)"))

      // The recovery too, at every third place, so that each is reached for some crash of the run.
      for second in stride(from: 1 + first % 3, through: recovery, by: 3) {
        let (world, desk, id) = try await Self.planned()
        world.restart(crashingAt: first)
        _ = try? await desk.runKept(id)
        world.restart(crashingAt: second)
        _ = try? await desk.recover()
        world.restart(crashingAt: nil)
        _ = try await desk.recover()
        try await Self.expectWhole(world, desk, id, "crash at \(first), of the recovery at \(second)")
      }
    }
    // Not begun at all, nothing done yet, undone, done.
    #expect(states == [.planned, .cutOff, .failed, .done])
  }

  /// The same of one that is made in the process which was asked for it: nothing was kept before.
  @Test func everyCrashOfARunHereIsRecovered() async throws {
    func run(crashingAt place: Int?) async throws -> (CrashWorld, Desk, Int) {
      let (world, desk, id) = try await Self.planned()
      _ = try await desk.withdraw(id)
      world.restart(crashingAt: place)
      let request = try desk.request("restart-service", words: ["luci"])
      _ = try? await desk.operate(request, actor: "test", letGo: { () throws(Fault) in })
      let boundaries = world.boundaries
      world.restart(crashingAt: nil)
      return (world, desk, boundaries)
    }
    let (whole, _, boundaries) = try await run(crashingAt: nil)
    #expect(whole.records.last?["outcome"] == "done" && boundaries > 20)
    for place in 1...boundaries {
      let (world, desk, _) = try await run(crashingAt: place)
      let (_, left) = try await desk.recover()
      let note: Comment = "crash at \(place)"
      #expect(left.isEmpty && world.isRunning && OpenPlan.all(world.records).isEmpty, note)
      #expect(try await world.names(in: .used).isEmpty, note)
      for job in try await desk.jobs() { #expect(job.state != .running, note) }
      let request = try desk.request("restart-service", words: ["luci"])
      let next = try await desk.operate(request, actor: "test", letGo: { () throws(Fault) in })
      #expect(next.map(\.outcome) == [.done], note)
    }
  }

  /// What gives power is not there without its record.
  @Test func trustAndThawAreJournalledFirst() async throws {
    let world = CrashWorld()
    let desk = try Desk(
      source: MemorySource(text: Self.text), server: world, executor: world.executor, door: world.door)
    let digest = try await desk.trustStatus().digest
    world.restart(crashingAt: 1)
    await #expect(throws: Fault.self) { try await desk.trust(expected: digest) }
    world.restart(crashingAt: nil)
    #expect(try await desk.trustStatus().trusted == nil && world.records.isEmpty)
    _ = try await desk.freeze(why: "we move")
    world.restart(crashingAt: 1)
    await #expect(throws: Fault.self) { _ = try await desk.thaw() }
    world.restart(crashingAt: nil)
    #expect(try await desk.thaw() && world.records.last?["event"] == "thaw")
  }
}

/// A server with one program, and records; each change lies between two boundaries at which the process can end.
private final class CrashWorld: Server, Actuator, Journal, Locks, StateStore {
  struct Held: HeldLock {
    func release() async {}
  }

  private struct State {
    /// nil while it is stopped.
    var pid: Int? = 812
    var starts = 0
    var records: [JSON] = []
    var boundaries = 0
    var crash: Int?
  }

  private let state = Mutex(State())
  private let kept = MemoryState()

  var isRunning: Bool { state.withLock { $0.pid != nil } }
  var records: [JSON] { state.withLock { $0.records.filter { $0["event"] != "trust" } } }
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

  var door: Door {
    let count = Mutex(0)
    return Door(
      state: self, policy: { () throws(Fault) in "restarts = 1000\nchanges = 1000\nfailures = 1000" },
      launch: { _, _ throws(Fault) in throw Fault(.internalError, "launched") },
      sudoersFault: { _ throws(Fault) in nil },
      nonce: {
        count.withLock {
          $0 += 1
          return "\($0)"
        }
      })
  }

  /// Ends the process here, where it is to end; behind that nothing happens any more.
  private func boundary() throws(Fault) {
    let isAlive = state.withLock { state in
      state.boundaries += 1
      return state.crash.map { state.boundaries < $0 } ?? true
    }
    if !isAlive { throw Fault(.internalError, "the process has ended") }
  }

  // MARK: The server

  func look(_ look: Look) async -> Observation<Seen> {
    let pid = state.withLock { $0.pid }
    let server = ExampleServer.with { server in
      server.programs = [
        SupervisedProgram(
          name: "site-luci", state: pid == nil ? "STOPPED" : "RUNNING", pid: pid, started: 1)
      ]
      server.processes =
        pid.map { [RunningProcess(pid: $0, parent: 1, uid: 0, name: "node", startTicks: 1)] } ?? []
      server.listeners = pid.map { [Listener(address: "::", port: 3004, pids: [$0])] } ?? []
    }
    switch look {
    case .http: return .seen(.http(HTTPAnswer(status: 200)))
    case .supervisor(_, .logTail): return .unseen(Blindness(.permission, "no log"))
    default: return await server.recorded.look(look)
    }
  }

  func now() async -> Instant { ExampleServer.noon }

  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
    guard case .supervisor(let deed, _, _) = deed else { throw Fault(.internalError, "no deed of this test") }
    try boundary()
    state.withLock { state in
      switch deed {
      case .stop: state.pid = nil
      case .start where state.pid == nil:
        state.starts += 1
        state.pid = 812 + state.starts
      case .start: break
      }
    }
    try boundary()
    return DeedOutcome(status: 0, output: "")
  }

  // MARK: What is kept

  func append(_ record: JSONObject) async throws(Fault) {
    try boundary()
    state.withLock { $0.records.append(.object(record)) }
    try boundary()
  }

  func records() async throws(Fault) -> [JSON] { records }
  func take(_ subject: String) async throws(Fault) -> any HeldLock { Held() }

  func place() async throws(Fault) -> String { "/memory" }

  func read(_ item: StateItem, of owner: StateOwner) async throws(Fault) -> [UInt8]? {
    try await kept.read(item, of: owner)
  }

  func names(in folder: StateItem.Folder) async throws(Fault) -> [String] { try await kept.names(in: folder) }

  func sweep(
    _ folder: StateItem.Folder, writtenBefore then: Instant, keeping names: Set<String>
  ) async throws(Fault) -> [String] {
    try boundary()
    return try await kept.sweep(folder, writtenBefore: then, keeping: names)
  }

  func write(_ bytes: [UInt8], to item: StateItem, of owner: StateOwner) async throws(Fault) {
    try boundary()
    try await kept.write(bytes, to: item, of: owner)
    try boundary()
  }

  func create(_ bytes: [UInt8], as item: StateItem) async throws(Fault) -> Bool {
    try boundary()
    let isNew = try await kept.create(bytes, as: item)
    try boundary()
    return isNew
  }

  func remove(_ item: StateItem, of owner: StateOwner) async throws(Fault) {
    try boundary()
    try await kept.remove(item, of: owner)
    try boundary()
  }

  func change<Value: Sendable>(
    _ item: StateItem, _ body: @escaping @Sendable ([UInt8]?) -> (write: [UInt8]?, value: Value)
  ) async throws(Fault) -> Value {
    try boundary()
    let value = try await kept.change(item, body)
    try boundary()
    return value
  }
}
