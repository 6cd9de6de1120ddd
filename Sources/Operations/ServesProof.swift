import ServerFacts

/// Proves that a service serves: RUNNING under a new pid, its port held by that process tree, an HTTP answer, and all
/// of it unchanged for five seconds.
///
/// supervisord's RUNNING means only that the process outlived startsecs; a restart that exits 0 can be dead three
/// seconds later. Where supervisord cannot be seen, the process table alone is asked, and the outcome says so.
public struct ServesProof: Hashable, Sendable {
  public var program: String
  public var port: Int?
  /// Whether it has to be another process than before.
  public var demandsNew: Bool
  /// Longest wait for the first good state: supervisord's usual startsecs and stopwaitsecs, and 20 s to come up.
  static let patience = 30_000
  static let settling = 5_000
  static let interval = 100
  /// What supervisord keeps as "spawn error" of a program that did start and then ended.
  static let deaths = ["Exited too quickly", "Bad exit code"]

  public init(program: String, port: Int?, demandsNew: Bool = true) {
    self.program = program
    self.port = port
    self.demandsNew = demandsNew
  }

  var words: String {
    let runs = demandsNew ? "runs anew" : "runs"
    guard let port else { return "\(program) \(runs) and stays so for 5 s" }
    return "\(program) \(runs), listens on \(port), answers, and stays so for 5 s"
  }

  func baseline(_ server: any Server) async -> Baseline {
    var baseline = Baseline()
    baseline.demandsNew = demandsNew
    if case .seen(let programs) = await SupervisedPrograms().ask(server) {
      baseline.pid = programs.first { $0.name == program }?.pid
    }
    if case .seen(let table) = await Processes().ask(server), let port {
      baseline.listeners = Set(table.listeners(on: port).flatMap(\.pids))
    }
    if case .seen(let log) = await LogTail(program: program, bytes: 1).ask(server) {
      baseline.logSize = log.size
    }
    return baseline
  }

  func judge(_ server: any Server, since baseline: Baseline, pause: Pause) async -> ProofOutcome {
    var waited = 0
    var good: (state: GoodState, since: Int)?
    var last: State = .unknown("nothing was seen")
    while waited <= Self.patience + Self.settling {
      last = await look(server, baseline, asksHTTP: good.map { waited - $0.since >= Self.settling } ?? true)
      switch last {
      case .good(let state):
        if let first = good, first.state.pid != state.pid {
          return .failed(
            .crashLoop,
            Told("pid \(first.state.pid) was replaced by \(state.pid)" + after(waited, first.since)))
        }
        let first = good ?? (state, waited)
        good = first
        if waited - first.since >= Self.settling { return await proved(state, server, baseline, first.since) }
      case .bad(let verdict, let text): return .failed(verdict, text)
      case .waiting(let verdict, let text):
        if good != nil, verdict == .unhealthy { return .failed(verdict, text) }
        if let first = good { return .failed(.crashLoop, text.with(after(waited, first.since))) }
        if waited >= Self.patience { return await timedOut(last) }
      case .unknown: if waited >= Self.patience { return await timedOut(last) }
      }
      await pause(Self.interval)
      waited += Self.interval
    }
    return await timedOut(last)
  }

  private func after(_ waited: Int, _ since: Int) -> String {
    ", \(Self.seconds(waited - since)) after it had come up"
  }

  private func timedOut(_ state: State) async -> ProofOutcome {
    switch state {
    case .waiting(let verdict, let text): .failed(verdict, text.with(" after \(Self.patience / 1000) s"))
    case .unknown(let text): .unknown(text)
    case .bad(let verdict, let text): .failed(verdict, text)
    case .good: .unknown("it did not settle in time")
    }
  }

  private struct GoodState {
    var pid: Int
    var isSupervisorSeen: Bool
  }

  private enum State {
    case good(GoodState)
    case waiting(ProofOutcome.Verdict, Told)
    case bad(ProofOutcome.Verdict, Told)
    case unknown(Told)
  }

  /// HTTP is asked until the first answer and once at the end: a service's access log is not ours to fill.
  private func look(_ server: any Server, _ baseline: Baseline, asksHTTP: Bool) async -> State {
    let answers: @Sendable (Int) async -> State? = { asksHTTP ? await self.answers($0, server) : nil }
    async let programs = SupervisedPrograms().ask(server)
    async let processes = Processes().ask(server)
    guard case .seen(let table) = await processes else { return .unknown("the process table cannot be seen") }
    switch await programs {
    case .unseen: return await lookWithoutSupervisor(table, baseline, answers)
    case .seen(let programs):
      guard let known = programs.first(where: { $0.name == program }) else {
        return .bad(.unknown, "supervisord does not know \(program)")
      }
      return await judge(known, table, baseline, answers)
    }
  }

  private func judge(
    _ known: SupervisedProgram, _ table: ProcessTable, _ baseline: Baseline,
    _ answers: @Sendable (Int) async -> State?
  ) async -> State {
    let stranger = port.flatMap { self.stranger(on: $0, table, tree: known.pid) }
    switch known.state {
    case "RUNNING": break
    case "FATAL", "BACKOFF", "EXITED":
      if let stranger, known.state != "BACKOFF" { return .bad(.wrongListener, stranger) }
      let text = known.spawnError.isEmpty ? known.description : known.spawnError
      let isTooQuick = known.spawnError.isEmpty || Self.deaths.contains { known.spawnError.hasPrefix($0) }
      let told = Told("\(program) is \(known.state)", untrusted: text)
      if known.state == "BACKOFF" { return .waiting(isTooQuick ? .crashLoop : .spawnError, told) }
      return .bad(isTooQuick ? .crashLoop : .spawnError, told)
    default: return .waiting(.unknown, "\(program) is \(known.state)")
    }
    guard let pid = known.pid, !baseline.demandsNew || pid != baseline.pid else {
      return .waiting(.unknown, "\(program) was not restarted")
    }
    guard let port else { return .good(GoodState(pid: pid, isSupervisorSeen: true)) }
    let holders = table.listeners(on: port).flatMap(\.pids)
    guard holders.contains(where: { table.isInTree($0, of: pid) }) else {
      if let stranger { return .waiting(.wrongListener, stranger) }
      return .waiting(.notListening, "\(program) (pid \(pid)) runs and does not listen on \(port)")
    }
    return await answers(port) ?? .good(GoodState(pid: pid, isSupervisorSeen: true))
  }

  private func lookWithoutSupervisor(
    _ table: ProcessTable, _ baseline: Baseline, _ answers: @Sendable (Int) async -> State?
  ) async -> State {
    guard let port else { return .unknown("supervisord cannot be seen from this account") }
    let listeners = table.listeners(on: port)
    guard !listeners.isEmpty else { return .waiting(.notListening, "nothing listens on \(port)") }
    guard let pid = listeners.flatMap(\.pids).first, !baseline.demandsNew || !baseline.listeners.isEmpty
    else {
      return .unknown("who listens on \(port) cannot be seen from this account")
    }
    guard !baseline.demandsNew || !baseline.listeners.contains(pid) else {
      return .waiting(.unknown, "pid \(pid) still listens on \(port)")
    }
    return await answers(port) ?? .good(GoodState(pid: pid, isSupervisorSeen: false))
  }

  /// nil where the service answers over HTTP, or speaks something else.
  private func answers(_ port: Int, _ server: any Server) async -> State? {
    guard case .seen(.http(let answer)) = await server.look(.http(port: port, host: "localhost", path: "/"))
    else {
      return .waiting(.unhealthy, "port \(port) takes connections and gives no HTTP answer")
    }
    return answer.status >= 500 ? .waiting(.unhealthy, "port \(port) answers \(answer.status)") : nil
  }

  private func stranger(on port: Int, _ table: ProcessTable, tree: Int?) -> Told? {
    for pid in table.listeners(on: port).flatMap(\.pids) {
      if let tree, table.isInTree(pid, of: tree) { continue }
      let name = table.process(pid)?.name ?? "?"
      return Told(
        "port \(port) is held by pid \(pid), which is not \(program)",
        untrusted: "pid \(pid) is called \(name)")
    }
    return nil
  }

  private func proved(
    _ state: GoodState, _ server: any Server, _ baseline: Baseline, _ since: Int
  ) async -> ProofOutcome {
    var parts: [String] = []
    let before = baseline.pid ?? (state.isSupervisorSeen ? nil : baseline.listeners.first)
    parts.append(before.flatMap { $0 == state.pid ? nil : "pid \($0) → \(state.pid)" } ?? "pid \(state.pid)")
    if let port { parts.append("listening on \(port) after \(Self.seconds(since))") }
    if let size = baseline.logSize,
      case .seen(let log) = await LogTail(program: program, bytes: 65_536).ask(server)
    {
      let lines = log.lines(since: size).filter(ErrorWords.isIn).count
      parts.append("\(lines) error line\(lines == 1 ? "" : "s") since")
    }
    if !state.isSupervisorSeen { parts.append("supervisord itself cannot be seen from this account") }
    return .proved("\(program): up and proved: " + parts.joined(separator: ", "))
  }

  private static func seconds(_ milliseconds: Int) -> String {
    "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
  }
}
