import RunbookModel
import ServerFacts

/// Proves that a service serves: it runs and was started anew, its port held by its own process tree, an HTTP answer,
/// and all of it unchanged for five seconds.
///
/// supervisord's RUNNING means only that the process outlived startsecs, systemd's active only that it was started; a
/// restart that exits 0 can be dead three seconds later. Where the runner cannot be seen, the process table alone is
/// asked, and the outcome says so.
public struct ServesProof: Hashable, Sendable {
  public var program: KeptProgram
  public var port: Int?
  /// Whether it has to be another process than before.
  public var demandsNew: Bool
  /// Longest wait for the first good state: supervisord's usual startsecs and stopwaitsecs, and 20 s to come up.
  static let patience = 30_000
  static let settling = 5_000
  static let interval = 100
  /// What supervisord is asked for of a log: far more than is written while a service comes up.
  private static let mostLog = 65_536

  public init(_ program: KeptProgram, port: Int?, demandsNew: Bool = true) {
    self.program = program
    self.port = port
    self.demandsNew = demandsNew
  }

  private var name: String { program.name }

  var words: String {
    let runs = demandsNew ? "runs anew" : "runs"
    guard let port else { return "\(name) \(runs) and stays so for 5 s" }
    return "\(name) \(runs), listens on \(port), answers, and stays so for 5 s"
  }

  func baseline(_ server: any Server) async -> Baseline {
    var baseline = Baseline()
    baseline.demandsNew = demandsNew
    if case .seen(let state?) = await program.state(server) {
      baseline.pid = state.pid
      baseline.start = state.start
    }
    if case .seen(let table) = await Processes().ask(server), let port {
      baseline.listeners = Set(table.listeners(on: port).flatMap(\.pids))
    }
    baseline.moment = await server.now()
    if program.kind == .supervisord { baseline.logSize = await logSize(server) }
    return baseline
  }

  /// The file's own, where it can be seen: supervisord is asked only where that is its alone.
  private func logSize(_ server: any Server) async -> Int? {
    if case .seen(let path?) = await ProgramLogFile(program: name).ask(server),
      case .seen(let attributes?) = await PathAttributes(path: path).ask(server), attributes.kind == .file
    {
      return attributes.size
    }
    guard case .seen(let log) = await LogTail(program: name, bytes: 1).ask(server) else { return nil }
    return log.size
  }

  func judge(_ server: any Server, since baseline: Baseline, pause: Pause) async -> ProofOutcome {
    var waited = 0
    var good: (state: GoodState, since: Int)?
    var last: State = .unknown("nothing was seen")
    while waited <= Self.patience + Self.settling {
      last = await look(server, baseline, asksHTTP: good.map { waited - $0.since >= Self.settling } ?? true)
      switch last {
      case .good(let state):
        if let first = good, first.state.start != state.start {
          let pids = [first.state.pid, state.pid].compactMap { $0.map(String.init) }
          let text =
            pids.count == 2 && pids[0] != pids[1]
            ? "pid \(pids[0]) was replaced by \(pids[1])" : "\(name) was started again"
          return .failed(.crashLoop, Told(text + after(waited, first.since)))
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
    var pid: Int?
    var start: String?
    var isRunnerSeen: Bool
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
    let (asked, processes) = await atOnce({ await program.state(server) }, { await Processes().ask(server) })
    guard case .seen(let table) = processes else { return .unknown("the process table cannot be seen") }
    switch asked {
    case .unseen: return await lookWithoutRunner(table, baseline, answers)
    case .seen(nil): return .bad(.unknown, "\(program.kind.title) does not know \(name)")
    case .seen(let state?): return await judge(state, table, baseline, answers)
    }
  }

  private func judge(
    _ known: ProgramState, _ table: ProcessTable, _ baseline: Baseline,
    _ answers: @Sendable (Int) async -> State?
  ) async -> State {
    let stranger: Told? = if let port { self.stranger(on: port, table, known) } else { nil }
    let told = Told("\(name) is \(known.words)", untrusted: known.said)
    let verdict: ProofOutcome.Verdict = known.isSpawnError ? .spawnError : .crashLoop
    switch known.phase {
    case .runs: break
    case .isUnwell: return .waiting(.unhealthy, told)
    case .retries: return .waiting(verdict, told)
    case .ended:
      if let stranger { return .bad(.wrongListener, stranger) }
      return .bad(verdict, told)
    case .changes: return .waiting(.unknown, "\(name) is \(known.words)")
    }
    guard !baseline.demandsNew || known.start != baseline.start else {
      return .waiting(.unknown, "\(name) was not restarted")
    }
    let good = State.good(GoodState(pid: known.pid, start: known.start, isRunnerSeen: true))
    guard let port else { return good }
    let isHeld = known.holds(port, table)
    if isHeld == nil, known.pid == nil { return .unknown("whose port \(port) is cannot be seen") }
    guard isHeld == true else {
      if let stranger { return .waiting(.wrongListener, stranger) }
      if let restarts = known.restarts, restarts > 0, known.start != baseline.start {
        return .bad(.crashLoop, Told("\(name) was started again \(restarts) times", untrusted: known.said))
      }
      let pid = known.pid.map { " (pid \($0))" } ?? ""
      return .waiting(.notListening, "\(name)\(pid) runs and does not listen on \(port)")
    }
    return await answers(port) ?? good
  }

  private func lookWithoutRunner(
    _ table: ProcessTable, _ baseline: Baseline, _ answers: @Sendable (Int) async -> State?
  ) async -> State {
    guard let port else { return .unknown("\(program.kind.title) cannot be seen from this account") }
    let listeners = table.listeners(on: port)
    guard !listeners.isEmpty else { return .waiting(.notListening, "nothing listens on \(port)") }
    guard let pid = listeners.flatMap(\.pids).first, !baseline.demandsNew || !baseline.listeners.isEmpty
    else {
      return .unknown("who listens on \(port) cannot be seen from this account")
    }
    guard !baseline.demandsNew || !baseline.listeners.contains(pid) else {
      return .waiting(.unknown, "pid \(pid) still listens on \(port)")
    }
    return await answers(port) ?? .good(GoodState(pid: pid, start: String(pid), isRunnerSeen: false))
  }

  /// nil where the service answers over HTTP, or speaks something else.
  private func answers(_ port: Int, _ server: any Server) async -> State? {
    guard case .seen(.http(let answer)) = await server.look(.http(port: port, host: "localhost", path: "/"))
    else {
      return .waiting(.unhealthy, "port \(port) takes connections and gives no HTTP answer")
    }
    return answer.status >= 500 ? .waiting(.unhealthy, "port \(port) answers \(answer.status)") : nil
  }

  /// What its runner holds for it nobody else can.
  private func stranger(on port: Int, _ table: ProcessTable, _ known: ProgramState) -> Told? {
    guard known.published == nil else { return nil }
    for pid in table.listeners(on: port).flatMap(\.pids) {
      if let own = known.pid, known.isOwn(pid, own, table) { continue }
      let called = table.process(pid)?.name ?? "?"
      return Told(
        "port \(port) is held by pid \(pid), which is not \(name)",
        untrusted: "pid \(pid) is called \(called)")
    }
    return nil
  }

  private func proved(
    _ state: GoodState, _ server: any Server, _ baseline: Baseline, _ since: Int
  ) async -> ProofOutcome {
    var parts: [String] = []
    let before = baseline.pid ?? (state.isRunnerSeen ? nil : baseline.listeners.first)
    if let pid = state.pid {
      parts.append(before.flatMap { $0 == pid ? nil : "pid \($0) → \(pid)" } ?? "pid \(pid)")
    } else {
      parts.append(baseline.demandsNew ? "started anew" : "runs")
    }
    if let port { parts.append("listening on \(port) after \(Self.seconds(since))") }
    let errors = await errors(server, since: baseline)
    if let count = errors?.count { parts.append("\(count) error line\(count == 1 ? "" : "s") since") }
    if !state.isRunnerSeen { parts.append("\(program.kind.title) itself cannot be seen from this account") }
    return .proved("\(name): up and proved: " + parts.joined(separator: ", "), errors: errors)
  }

  /// The lines that were written since the deed and speak of an error; nil where that cannot be told.
  func errors(_ server: any Server, since baseline: Baseline) async -> LoggedErrors? {
    guard program.kind == .supervisord else {
      let filter = LogFilter(lines: 1000, since: baseline.moment, onlyErrors: true)
      guard baseline.moment != nil, [.systemd, .docker].contains(program.kind),
        case .seen(let log) = await program.kind.runner.log(of: program, filter, server)
      else { return nil }
      let lines = log.found.text.split(whereSeparator: \.isNewline).map(String.init)
      return LoggedErrors(
        lines, of: program, size: log.found.size, isTruncated: log.found.end != .whole)
    }
    guard let size = baseline.logSize,
      case .seen(let log) = await LogTail(program: name, bytes: Self.mostLog).ask(server)
    else { return nil }
    return LoggedErrors(
      log.lines(since: size).filter(ErrorWords.isIn).map(String.init), of: program, size: log.size,
      isTruncated: log.size - size > Self.mostLog)
  }

  private static func seconds(_ milliseconds: Int) -> String {
    "\(milliseconds / 1000).\(milliseconds / 100 % 10) s"
  }
}
