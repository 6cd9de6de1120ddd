import JSON
import MCPSurface
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor

/// A small server on which things are really done, slowly: what was done can be looked at.
final class Scene: Server, Actuator, Journal, Locks, Digests {
  private struct State {
    var pids = ["site-nearyou": 11, "site-luci": 12]
    var records: [JSON] = []
    var readings = 0
    var deeds: [String] = []
    var held: Set<String> = []
    var account = Scene.deploy
  }

  private struct Held: HeldLock {
    var scene: Scene
    var subject: String

    func release() async { scene.state.withLock { _ = $0.held.remove(subject) } }
  }

  private let state = Mutex(State())
  private let isTrusted = Mutex(false)
  private let pause: Duration
  private let weighing: Duration
  let door: TestDoor

  /// - Parameters:
  ///   - pause: how long each deed takes.
  ///   - weighing: how long a look takes under the lock of a subject.
  init(policy: String? = nil, pause: Duration = .zero, weighing: Duration = .zero) {
    self.pause = pause
    self.weighing = weighing
    door = TestDoor(policy: policy)
  }

  /// The words of what was done.
  var deeds: [String] { state.withLock { $0.deeds } }
  var events: [String] { state.withLock { $0.records.compactMap { $0["event"]?.asString } } }

  func records() async throws(Fault) -> [JSON] {
    state.withLock {
      $0.readings += 1
      return $0.records
    }
  }

  func recent() async throws(Fault) -> [JSON] { state.withLock { $0.records } }

  /// How often the journal was read as a whole.
  var readings: Int { state.withLock { $0.readings } }

  /// The journal's record of an event.
  func record(_ event: String) -> JSON? {
    state.withLock { $0.records.last { $0["event"] == .string(event) } }
  }

  /// Root has agreed to the runbook before.
  func trustAsRoot() async throws {
    state.withLock { $0.account = Account(name: "root", uid: 0, gid: 0, home: "/root") }
    _ = try await desk()
    state.withLock { $0.account = Scene.deploy }
    isTrusted.withLock { $0 = true }
  }

  private static let deploy = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy")

  /// The one desk of it, trusted.
  func desk(_ source: any RunbookSource = MemoryRunbook()) async throws -> Desk {
    let desk = try Desk(
      source: source, server: self,
      executor: Executor(
        server: self, actuator: self, journal: self, locks: self, digests: self, pause: { _ in }),
      door: door.door)
    return isTrusted.withLock { $0 } ? door.open(desk) : try await door.trust(desk)
  }

  func server(_ change: (inout AgentWorld) -> Void = { _ in }) async throws -> MCPServer {
    let desk = try await desk()
    var world = AgentWorld(version: "0.1.0") { desk }
    change(&world)
    return MCPServer(world)
  }

  /// Whether a job holds a subject: it is about to begin, or has begun.
  var isHeld: Bool { state.withLock { !$0.held.isEmpty } }

  func look(_ look: Look) async -> Observation<Seen> {
    if isHeld { try? await Task.sleep(for: weighing) }
    return seen(look)
  }

  private func seen(_ look: Look) -> Observation<Seen> {
    switch look {
    case .caller: .seen(.caller(state.withLock { $0.account }))
    case .supervisor(_, .allProcesses): programs
    case .processTable:
      .seen(
        .processTable(
          ProcessTable(
            processes: state.withLock { $0.pids.values.map { $0 } }.map {
              RunningProcess(pid: $0, parent: 1, uid: 1000, name: "node", startTicks: $0)
            },
            listeners: state.withLock {
              [
                Listener(address: "::", port: 3003, pids: [$0.pids["site-nearyou"] ?? 0]),
                Listener(address: "::", port: 3004, pids: [$0.pids["site-luci"] ?? 0]),
              ]
            })))
    case .http: .seen(.http(HTTPAnswer(status: 200, headers: [:])))
    default: .seen(.absent)
    }
  }

  private var programs: Observation<Seen> {
    let structs = state.withLock { $0.pids }.sorted { $0.key < $1.key }.map { name, pid in
      let members = [
        ("name", "<string>\(name)</string>"), ("pid", "<int>\(pid)</int>"),
        ("statename", "<string>\(pid == 0 ? "STOPPED" : "RUNNING")</string>"),
      ]
      let inner = members.map { "<member><name>\($0)</name><value>\($1)</value></member>" }.joined()
      return "<value><struct>\(inner)</struct></value>"
    }
    return .seen(
      .text(
        "<methodResponse><params><param><value><array><data>\(structs.joined())</data></array></value></param></params></methodResponse>"
      ))
  }

  func now() async -> Instant { Instant(seconds: 1_795_608_000) }

  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
    try? await Task.sleep(for: pause)
    state.withLock { state in
      state.deeds.append(deed.words)
      guard case .supervisor(let call, let program, _) = deed else { return }
      state.pids[program] = call == .stop ? 0 : 100 + state.deeds.count
    }
    return DeedOutcome(status: 0, output: "")
  }

  func append(_ record: JSONObject) async throws(Fault) {
    state.withLock { $0.records.append(.object(record)) }
  }

  func take(_ subject: String) async throws(Fault) -> any HeldLock {
    let isNew = state.withLock { $0.held.insert(subject).inserted }
    guard isNew else { throw Fault(.busy, "\(subject) is being changed") }
    return Held(scene: self, subject: subject)
  }

  func sha256(_ bytes: [UInt8]) -> String { TestDigests().sha256(bytes) }
}
