import Findings
import RunbookModel
import ServerFacts

/// PM2: a daemon of one account's own, which only that account and root can tell something.
struct PM2: Runner {
  func states(
    of programs: [KeptProgram], _ server: any Server
  ) async -> Observation<[KeptProgram: ProgramState]> {
    var states: [KeptProgram: ProgramState] = [:]
    for account in Set(programs.map { $0.account ?? "" }).sorted() {
      switch await PM2Processes(account: account).ask(server) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(let processes):
        for program in programs where program.account == account {
          states[program] = Self.state(processes.filter { $0.name == program.name })
        }
      }
    }
    return .seen(states)
  }

  /// Several processes of one name are one program: as good as the worst of them.
  private static func state(_ processes: [PM2Process]) -> ProgramState? {
    let phases = processes.map { (process: $0, phase: phase($0.status)) }
    let order: [ProgramState.Phase] = [.ended, .retries, .changes, .runs]
    guard let worst = order.lazy.compactMap({ phase in phases.first { $0.phase == phase } }).first else {
      return nil
    }
    let start = processes.map { "\($0.pid ?? 0).\($0.restarts)" }.joined(separator: " ")
    var state = ProgramState(
      worst.phase, statuses.contains(worst.process.status) ? worst.process.status : "unknown",
      pid: worst.process.pid, started: worst.process.started?.seconds, start: start)
    state.said = "restarted \(worst.process.restarts) times"
    state.isClustered = processes.contains(where: \.isClustered)
    return state
  }

  private static let statuses: Set<String> = [
    "online", "stopping", "stopped", "launching", "errored", "one-launch-status", "waiting restart",
  ]

  private static func phase(_ status: String) -> ProgramState.Phase {
    switch status {
    case "online": .runs
    case "waiting restart": .retries
    case "errored": .ended
    default: .changes
    }
  }

  func steps(_ deed: RunnerDeed, _ kept: KeptService, by facts: Facts) async throws(Refusal) -> [Step] {
    let name = kept.program.name, account = kept.program.account ?? ""
    guard kept.program.hasPlainName else {
      throw Refusal(.notPossible, "not the name of one process, at \(kept.range)", said: [name])
    }
    guard case .seen(let caller) = await facts.ask(Caller()) else {
      throw Refusal(.notPossible, "the calling account cannot be seen")
    }
    switch await facts.ask(PM2Processes(account: account)) {
    case .unseen(let blindness):
      // pm2 would start a daemon of its own where none runs, and have nothing to restart.
      throw Refusal(
        .notPossible, "the PM2 of \(account) cannot be seen (\(blindness.reason.words))",
        said: [blindness.text])
    case .seen(let processes):
      guard processes.contains(where: { $0.name == name }) else {
        throw Refusal(
          .notPossible,
          "the PM2 of \(account) knows no process \(name), which the runbook names at \(kept.range)")
      }
    }
    let program = try await ProgramSearch(folder: "/").path(of: "pm2", by: facts)
    var piped = PipedWords(
      stages: [PipedWords.Stage(words: [program, deed.rawValue, name])], directory: "/", seconds: 60)
    if caller.name != account { piped.account = account }
    return [step(deed, kept, .pipe(piped))]
  }

  /// The account's own daemon says where its files are: as root nobody opens what that account names.
  func log(
    of program: KeptProgram, _ filter: LogFilter, _ server: any Server
  ) async -> Observation<(found: FoundLines, place: String?)> {
    await ProgramJournal(.pm2(account: program.account ?? "", name: program.name), filter).ask(server).map {
      ($0, "pm2 logs")
    }
  }
}
