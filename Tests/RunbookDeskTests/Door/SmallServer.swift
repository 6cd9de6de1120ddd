import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor

@testable import DriftChecks

/// A runbook of a few services, with a rule of each kind, and a server that is as it says but for one port.
enum SmallRunbook {
  static let sites = """
    ## Sites and Ports
    | App | Port | Supervisor name | Host name |
    |---|---|---|---|
    | luci | 3004 | site-luci | luci.example |
    | nearyou | 3003 | site-nearyou | nearyou.example |
    | café | 3005 | site-cafe | cafe.example |
    | old | 3006 | site-old | old.example |
    """
  static let nginx = """
    ## Nginx
    - Config root: /etc/nginx/sites-enabled/
    """
  static let rules = """
    ## Rules
    - Never restart café.
    - Ask before restarting nearyou.
    - Do not delete /etc/nginx/sites-enabled.
    """
  static let text = "# Ops\n\n\(sites)\n\n\(nginx)\n\n\(rules)\n"
  static let ports = [
    "site-luci": 3004, "site-nearyou": 3003, "site-cafe": 3005, "site-old": 3006, "site-other": 3007,
  ]
}

/// The server of the small runbook: programs stop and start, time passes while somebody waits.
final class SmallServer: Server, Actuator, Journal, Locks, Digests {
  private struct State {
    var pids = SmallRunbook.ports
    var shown: [Look: Seen] = [:]
    var clock = 0
    var recorded: RecordedServer?
    var performed: [String] = []
    var records: [JSONObject] = []
    var held: Set<String> = []
  }

  private let state = Mutex(State())
  private let account: Account
  private let locksExclude: Bool
  private let digests = TestDigests()

  static let root = Account(name: "root", uid: 0, gid: 0, home: "/root")

  init(account: Account = root, locksExclude: Bool = true) {
    self.account = account
    self.locksExclude = locksExclude
  }

  var performed: [String] { state.withLock { $0.performed } }
  var records: [JSONObject] { state.withLock { $0.records } }

  func pass(seconds: Int) { state.withLock { $0.clock += seconds * 1000 } }
  func pause(_ milliseconds: Int) { state.withLock { $0.clock += milliseconds } }
  /// From now on a look shows something else.
  func show(_ look: Look, _ seen: Seen) {
    state.withLock {
      $0.shown[look] = seen
      $0.recorded = nil
    }
  }

  var executor: Executor {
    Executor(
      server: self, actuator: self, journal: self, locks: self, digests: self, pause: { [self] in pause($0) })
  }

  func desk(_ source: any RunbookSource, _ door: Door) throws -> Desk {
    try Desk(source: source, server: self, executor: executor, door: door)
  }

  func look(_ look: Look) async -> Observation<Seen> {
    let recorded = state.withLock { state in
      if let recorded = state.recorded { return recorded }
      var recorded = Self.recorded(state.pids, account)
      for (look, seen) in state.shown { recorded.looks[look] = .seen(seen) }
      state.recorded = recorded
      return recorded
    }
    return await recorded.look(look)
  }

  func now() async -> Instant {
    Instant(seconds: ExampleServer.noon.seconds + state.withLock { $0.clock } / 1000)
  }

  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
    state.withLock { state in
      state.performed.append(deed.words)
      if case .supervisor(let what, let program, _) = deed {
        state.pids[program] = what == .start ? 10_000 + state.performed.count : 0
        state.recorded = nil
      }
    }
    return DeedOutcome(status: 0, output: "")
  }

  func append(_ record: JSONObject) async throws(Fault) { state.withLock { $0.records.append(record) } }

  func take(_ subject: String) async throws(Fault) -> any HeldLock {
    guard state.withLock({ $0.held.insert(subject).inserted }) || !locksExclude else {
      throw Fault(.busy, "\(subject) is being changed")
    }
    return Held(server: self, subject: subject)
  }

  private struct Held: HeldLock {
    var server: SmallServer
    var subject: String
    func release() async { server.state.withLock { _ = $0.held.remove(subject) } }
  }

  func sha256(_ bytes: [UInt8]) -> String { digests.sha256(bytes) }

  /// A program of pid 0 is stopped.
  private static func recorded(_ pids: [String: Int], _ account: Account) -> RecordedServer {
    let example = ExampleServer.with { server in
      server.programs = pids.sorted { $0.key < $1.key }.map { name, pid in
        SupervisedProgram(
          name: name, state: pid == 0 ? "STOPPED" : "RUNNING", pid: pid == 0 ? nil : pid, started: 1)
      }
      let running = pids.filter { $0.value != 0 }
      server.processes += running.map {
        RunningProcess(pid: $0.value, parent: 1, uid: 1000, name: "node", startTicks: 1)
      }
      server.listeners = [Listener(address: "0.0.0.0", port: 443, pids: [700, 701])]
      server.listeners += running.map { name, pid in
        Listener(address: "::", port: SmallRunbook.ports[name] ?? 1, pids: [pid])
      }
      for site in ["luci", "nearyou", "cafe", "old"] {
        let port = site == "old" ? 3999 : SmallRunbook.ports["site-\(site)"] ?? 1
        server.files["/etc/nginx/sites-enabled/\(site)"] = (
          FileAttributes(kind: .file, mode: 0o644),
          "server { listen 443; server_name \(site).example; location / { proxy_pass http://127.0.0.1:\(port); } }\n"
        )
      }
      server.files["/usr/sbin/nginx"] = (FileAttributes(kind: .file, mode: 0o755), "")
    }
    var server = example.recorded
    server.looks[.caller] = .seen(.caller(account))
    for port in SmallRunbook.ports.values {
      server.looks[.http(port: port, host: "localhost", path: "/")] = .seen(.http(HTTPAnswer(status: 200)))
    }
    return server
  }
}

/// A runbook of several files in memory.
struct Chapters: RunbookSource {
  var list: [Chapter]
  var path = "/srv/AGENTS.md"
  /// Who else can write it.
  var writer: String?

  init(_ texts: [String], path: String = "/srv/AGENTS.md") {
    list = texts.enumerated().map {
      Chapter(name: $0 == 0 ? "AGENTS.md" : "runbooks/\($0).md", bytes: Array($1.utf8))
    }
    self.path = path
  }

  func chapters() throws(Unavailable) -> [Chapter] { list }

  func exposure() throws(Unavailable) -> String? { writer }
}
