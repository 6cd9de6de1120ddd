import RunbookModel
public import ServerFacts

/// What must hold after a deed, asked of the server afresh. It never takes the deed's own word.
public enum Proof: Hashable, Sendable {
  /// A program runs anew, its port belongs to it, and it stays so.
  case serves(ServesProof)
  /// A program is down; where its runner cannot be seen, the port that was listened on before is free.
  case stopped(KeptProgram, port: Int? = nil)
  /// supervisord knows the programs that its files have.
  case supervisorReread
  /// nginx has a new generation of workers under the same master.
  case nginxReloaded

  public var words: String {
    switch self {
    case .serves(let proof): proof.words
    case .stopped(let program, _): "\(program.name) is stopped"
    case .supervisorReread: "supervisord knows the programs that its files have"
    case .nginxReloaded: "nginx has new workers and listens where it did"
    }
  }

  /// What has to be known from before the deed.
  func baseline(_ server: any Server) async -> Baseline {
    switch self {
    case .serves(let proof): await proof.baseline(server)
    case .stopped(_, let port): await Self.listeners(on: port, server)
    case .supervisorReread: Baseline()
    case .nginxReloaded: await NginxReloadedProof.baseline(server)
    }
  }

  func judge(_ server: any Server, since baseline: Baseline, pause: Pause) async -> ProofOutcome {
    switch self {
    case .serves(let proof): await proof.judge(server, since: baseline, pause: pause)
    case .stopped(let program, let port): await Self.isStopped(program, port, server, since: baseline)
    case .supervisorReread: await SupervisorRereadProof.judge(server)
    case .nginxReloaded: await NginxReloadedProof.judge(server, since: baseline, pause: pause)
    }
  }

  /// What was logged since the deed and speaks of an error; nil where that cannot be told, or nothing logs.
  func errors(_ server: any Server, since baseline: Baseline) async -> LoggedErrors? {
    guard case .serves(let proof) = self else { return nil }
    return await proof.errors(server, since: baseline)
  }

  private static func listeners(on port: Int?, _ server: any Server) async -> Baseline {
    var baseline = Baseline()
    if let port, case .seen(let table) = await Processes().ask(server), !table.listeners(on: port).isEmpty {
      baseline.ports = [port]
    }
    return baseline
  }

  private static func isFree(_ port: Int?, _ server: any Server, since baseline: Baseline) async -> Bool {
    guard let port, baseline.ports.contains(port), case .seen(let table) = await Processes().ask(server)
    else {
      return false
    }
    return table.listeners(on: port).isEmpty
  }

  private static func isStopped(
    _ program: KeptProgram, _ port: Int?, _ server: any Server, since baseline: Baseline
  ) async -> ProofOutcome {
    let runner = program.kind.title
    switch await program.state(server) {
    case .unseen(let blindness):
      guard await isFree(port, server, since: baseline) else { return .unknown(Told(blindness)) }
      return .proved(
        "\(program.name) is stopped: nothing listens on \(port ?? 0) any more; "
          + "\(runner) itself cannot be seen from this account")
    case .seen(nil): return .failed(.unknown, "\(runner) does not know \(program.name)")
    case .seen(let state?):
      guard state.pid == nil, [.changes, .ended].contains(state.phase) else {
        return .failed(.unknown, "\(program.name) is still \(state.words)")
      }
      return .proved("\(program.name) is stopped")
    }
  }
}

/// Waits for so many milliseconds. Tests hand in one that does not.
public typealias Pause = @Sendable (Int) async -> Void

/// What was so just before a deed.
public struct Baseline: Hashable, Sendable {
  public var pid: Int?
  /// Another after every start.
  public var start: String?
  public var listeners: Set<Int> = []
  public var logSize: Int?
  public var moment: Instant?
  public var workers: Set<Int> = []
  public var ports: Set<Int> = []
  /// Whether what is there has to be another than before. What is only brought back may be the same.
  public var demandsNew = true

  public init() {}
}

public enum ProofOutcome: Hashable, Sendable {
  case proved(String, errors: LoggedErrors? = nil)
  case failed(Verdict, Told)
  /// It could not be seen whether it holds.
  case unknown(Told)

  /// Why a service does not serve after it was started.
  public enum Verdict: String, Sendable, CaseIterable {
    case notListening = "not listening"
    case wrongListener = "wrong listener"
    case crashLoop = "crash loop"
    case spawnError = "spawn error"
    case fatal
    case unhealthy
    case notReloaded = "not reloaded"
    case unknown
  }

  public var text: String {
    switch self {
    case .proved(let text, _): text
    case .unknown(let told): told.text
    case .failed(let verdict, let told): "\(verdict.rawValue): \(told.text)"
    }
  }

  /// What strangers say to it.
  public var untrusted: String {
    switch self {
    case .proved: ""
    case .failed(_, let told), .unknown(let told): told.untrusted
    }
  }
}
