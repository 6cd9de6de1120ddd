import Findings
import JSON
import MarkdownDocument
import Operations
import RunbookModel
import ServerFacts
import TestDoor
import Synchronization

/// How a server looks at one moment.
struct Picture: Sendable {
  var program: SupervisedProgram? = SupervisedProgram(
    name: "site-luci", state: "RUNNING", pid: 812, started: 1000, description: "pid 812, uptime 0:01:00")
  var processes = [
    RunningProcess(pid: 812, parent: 1, uid: 1000, name: "node", startTicks: 1),
    RunningProcess(pid: 700, parent: 1, uid: 0, name: "nginx", startTicks: 1),
    RunningProcess(pid: 701, parent: 700, uid: 33, name: "nginx", startTicks: 2),
  ]
  var listeners = [
    Listener(address: "::", port: 3004, pids: [812]),
    Listener(address: "0.0.0.0", port: 443, pids: [700, 701]),
  ]
  var status: Int? = 200
  var log = "listening\n"
  var caller = Account(name: "root", uid: 0, gid: 0, home: "/root")
  var isSupervisorSeen = true
  var isProcessTableSeen = true
  var sudoAllows: [[String]] = []
  /// What is seen besides.
  var looks: [Look: Seen] = [:]

  static let up = Picture()

  static func with(_ change: (inout Picture) -> Void) -> Picture {
    var picture = up
    change(&picture)
    return picture
  }

  /// The program under another pid, which listens.
  static func running(_ pid: Int, _ change: (inout Picture) -> Void = { _ in }) -> Picture {
    with {
      $0.program?.pid = pid
      $0.processes[0].pid = pid
      $0.listeners[0].pids = [pid]
      change(&$0)
    }
  }

  static func down(_ state: String, _ spawnError: String = "") -> Picture {
    with {
      $0.program = SupervisedProgram(
        name: "site-luci", state: state, pid: nil, started: 0, spawnError: spawnError,
        description: "Not started")
      $0.processes.removeFirst()
      $0.listeners.removeFirst()
    }
  }

  func seen(_ look: Look) -> Observation<Seen> {
    if let seen = looks[look] { return .seen(seen) }
    let closed = Observation<Seen>.unseen(Blindness(.permission, "\(look.words): permission denied"))
    switch look {
    case .processTable:
      return isProcessTableSeen
        ? .seen(.processTable(ProcessTable(processes: processes, listeners: listeners))) : closed
    case .supervisor(_, .allProcesses):
      return isSupervisorSeen ? .seen(.text(Self.answer(program.map(Self.value) ?? ""))) : closed
    case .supervisor(_, .logTail(_, let bytes)):
      guard isSupervisorSeen else { return closed }
      let text = String(decoding: log.utf8.suffix(bytes), as: UTF8.self)
      return .seen(
        .text(
          Self.answer(
            "<value><string>\(text)</string></value><value><int>\(log.utf8.count)</int></value>"
              + "<value><boolean>0</boolean></value>")))
    case .http:
      return status.map { .seen(.http(HTTPAnswer(status: $0))) }
        ?? .unseen(Blindness(.unreachable, "no answer"))
    case .caller: return .seen(.caller(caller))
    case .command(.sudoAllows(let words)):
      return .seen(.output(CommandOutput(status: sudoAllows.contains(words) ? 0 : 1, output: "")))
    default: return .seen(.absent)
    }
  }

  private static func answer(_ values: String) -> String {
    "<methodResponse><params><param><value><array><data>\(values)</data></array></value></param></params></methodResponse>"
  }

  private static func value(_ program: SupervisedProgram) -> String {
    let texts = [
      "name": program.name, "statename": program.state, "spawnerr": program.spawnError,
      "description": program.description, "stdout_logfile": program.logFile,
    ].map { "<member><name>\($0)</name><value><string>\($1)</string></value></member>" }
    let numbers = ["pid": program.pid ?? 0, "start": program.started]
      .map { "<member><name>\($0)</name><value><int>\($1)</int></value></member>" }
    return "<value><struct>\((texts + numbers).joined())</struct></value>"
  }
}

/// A server whose pictures follow one another: a deed or a pause brings the next.
final class Stage: Server, Actuator, Journal, Locks, Digests {
  struct Moment: Sendable {
    var after: Int
    var picture: Picture
    init(_ after: Int, _ picture: Picture) { (self.after, self.picture) = (after, picture) }
  }

  private struct State {
    var clock = 0
    var now: Picture
    var script: [Moment] = []
    var since = 0
    var events: [String] = []
    var records: [JSONObject] = []
    var appended = 0
  }

  private let state: Mutex<State>
  /// What each deed brings, by its words.
  let effects: [String: [Moment]]
  let faults: [String: Fault]
  let statuses: [String: Int]
  /// The append that fails, counted from 1.
  let fullJournalFrom: Int?
  let isBusy: Bool

  init(
    _ first: Picture, effects: [String: [Moment]] = [:], faults: [String: Fault] = [:],
    statuses: [String: Int] = [:], fullJournalFrom: Int? = nil, isBusy: Bool = false
  ) {
    state = Mutex(State(now: first))
    self.effects = effects
    self.faults = faults
    self.statuses = statuses
    self.fullJournalFrom = fullJournalFrom
    self.isBusy = isBusy
  }

  var events: [String] { state.withLock { $0.events } }
  var records: [JSONObject] { state.withLock { $0.records } }
  var clock: Int { state.withLock { $0.clock } }

  func play(_ script: [Moment]) {
    state.withLock {
      $0.script = script
      $0.since = $0.clock
    }
  }

  private var picture: Picture {
    state.withLock { state in
      let elapsed = state.clock - state.since
      if let reached = state.script.last(where: { $0.after <= elapsed }) { state.now = reached.picture }
      return state.now
    }
  }

  /// Like the live one, it ends at once what nobody waits for any more.
  func look(_ look: Look) async -> Observation<Seen> {
    Task.isCancelled ? .unseen(Blindness(.timeout, "cancelled")) : picture.seen(look)
  }
  func now() async -> Instant { Instant(seconds: 1060 + clock / 1000) }
  func pause(_ milliseconds: Int) { state.withLock { $0.clock += milliseconds } }

  func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
    state.withLock { $0.events.append("perform \(deed.words)") }
    if Task.isCancelled { throw Fault(.timeout, "cancelled") }
    if let fault = faults[deed.words] { throw fault }
    if let script = effects[deed.words] { play(script) }
    return DeedOutcome(status: statuses[deed.words] ?? 0, output: "")
  }

  func append(_ record: JSONObject) async throws(Fault) {
    let isFull = state.withLock { state in
      state.appended += 1
      if let from = fullJournalFrom, state.appended >= from { return true }
      let text = record["summary"]?.asString ?? record["outcome"]?.asString
      state.events.append([record["event"]?.asString, text].compactMap { $0 }.joined(separator: " "))
      state.records.append(record)
      return false
    }
    if isFull { throw Fault(.io, "journal: no space left on device") }
  }

  func take(_ subject: String) async throws(Fault) -> any HeldLock {
    if isBusy { throw Fault(.busy, "\(subject) is being changed by pid 1 since noon") }
    state.withLock { $0.events.append("lock \(subject)") }
    return Held(stage: self)
  }

  struct Held: HeldLock {
    var stage: Stage
    func release() async { stage.state.withLock { $0.events.append("release") } }
  }

  func sha256(_ bytes: [UInt8]) -> String {
    let sum = bytes.reduce(UInt64(14_695_981_039_346_656_037)) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    return String(sum, radix: 16)
  }

  /// Runs a plan as the door would.
  func run(_ plan: Plan) async -> Execution {
    guard plan.effect > .observes else { return await executor.observe(plan) }
    let agreed = AgreedPlan(
      id: Self.id, plan: plan, request: Request(operation: plan.operation), actor: "test", consent: "policy")
    let executor = executor
    do {
      return try await executor.holding(plan.subject.description) {
        await executor.change(agreed, holding: $0)
      }
    } catch {
      var nothing = plan
      nothing.steps = []
      var execution = await executor.observe(nothing)
      execution.outcome = .refused
      execution.fault = error as? Fault
      return execution
    }
  }

  static let id = "0123456789abcdef0123"

  var executor: Executor {
    Executor(
      server: self, actuator: self, journal: self, locks: self, digests: self, pause: { self.pause($0) })
  }
}

enum Ops {
  static let text = """
    ## Sites
    | App | Port | Supervisor name | Host name |
    |---|---|---|---|
    | luci | 3004 | site-luci | luci.example |
    | idle | 3005 | - | idle.example |
    | nearyou | 3003 | site-nearyou | nearyou.example |

    ## Nginx
    - Config root: /etc/nginx/sites-enabled/

    ## TLS
    - Certificate: /etc/ssl/origin.pem
    - Certificate: /srv/a/fullchain.pem
    - Certificate: /srv/b/fullchain.pem

    ## Cron (deploy user)
    - 02:00 nightly: /home/deploy/db-backup.sh

    ## Database Restore
    - Database: appdb
    - Dumps: r2:my-backups/postgres/

    1. Fetch it: rclone copy r2:my-backups/postgres/appdb-STAMP.sql.gz /tmp/
    """

  static func runbook() throws -> Runbook {
    Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
  }

  static func plan(_ name: String, _ words: [String], _ server: any Server) async throws -> Plan {
    let runbook = try runbook()
    guard let operation = AllOperations.list.first(where: { $0.card.name == name }) else {
      throw Refusal(.unknownOperation, name)
    }
    let plans = try await operation.init(Arguments(words: words, for: operation.card, in: runbook))
      .plans(runbook, by: Facts(server))
    guard let plan = plans.first, plans.count == 1 else {
      throw Refusal(.notPossible, "\(plans.count) plans")
    }
    return plan
  }
}

/// Values that are handed out one after the other, or gathered.
final class Script<Value: Sendable>: Sendable {
  private let values: Mutex<[Value]>

  init(_ values: [Value]) { self.values = Mutex(values) }

  var all: [Value] { values.withLock { $0 } }
  var count: Int { values.withLock { $0.count } }
  func add(_ value: Value) { values.withLock { $0.append(value) } }
  func next() -> Value? { values.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}
