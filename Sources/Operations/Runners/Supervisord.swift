import Findings
import RunbookModel
import ServerFacts

/// supervisord: by its socket where we may open it, else by its command as root.
struct Supervisord: Runner {
  /// What it keeps as "spawn error" of a program that did start and then ended.
  private static let deaths = ["Exited too quickly", "Bad exit code"]
  /// A log line is seldom longer; the last lines are cut out of this many bytes a line.
  private static let bytesPerLine = 400
  /// What is asked of supervisord to look for something in it.
  private static let searchedBytes = 1 << 20

  func states(
    of programs: [KeptProgram], _ server: any Server
  ) async -> Observation<[KeptProgram: ProgramState]> {
    await SupervisedPrograms().ask(server).map { known in
      let known = known.byName
      var states: [KeptProgram: ProgramState] = [:]
      for program in programs { states[program] = known[program.name].map(Self.state) }
      return states
    }
  }

  private static func state(_ known: SupervisedProgram) -> ProgramState {
    let phase: ProgramState.Phase =
      switch known.state {
      case "RUNNING": .runs
      case "BACKOFF": .retries
      case "FATAL", "EXITED": .ended
      default: .changes
      }
    var state = ProgramState(
      phase, known.state, pid: known.pid, started: known.started, start: known.pid.map(String.init))
    state.said = known.spawnError.isEmpty ? known.description : known.spawnError
    state.isSpawnError =
      !known.spawnError.isEmpty && !deaths.contains { known.spawnError.hasPrefix($0) }
    return state
  }

  func steps(_ deed: RunnerDeed, _ kept: KeptService, by facts: Facts) async throws(Refusal) -> [Step] {
    let name = kept.program.name
    switch await facts.ask(SupervisedPrograms()) {
    case .unseen(let blindness):
      return [step(deed, kept, .run(try await Self.words(deed, name, blindness, by: facts)))]
    case .seen(let programs):
      guard programs.contains(where: { $0.name == name }) else {
        throw Refusal(
          .notPossible, "supervisord knows no program \(name), which the runbook names at \(kept.range)",
          accepted: programs.map(\.name))
      }
      var socket = SupervisorSocket.debianDefault
      if case .seen(let path) = await facts.ask(SupervisorSocket()) { socket = path }
      func call(_ deed: SupervisorDeed) -> Deed { .supervisor(deed, program: name, socket: socket) }
      switch deed {
      case .start: return [step(deed, kept, call(.start))]
      case .stop: return [step(deed, kept, call(.stop))]
      case .restart:
        // Stopping what is stopped succeeds, so the steps are the same whether it runs or not.
        let start = Step(
          "start \(name)", call(.start), effect: .interrupts, proof: kept.proof(of: .restart))
        let stop = Step(
          "stop \(name)", call(.stop), effect: .interrupts, proof: .stopped(kept.program),
          compensation: [start])
        return [stop, start]
      }
    }
  }

  private static func words(
    _ deed: RunnerDeed, _ name: String, _ blindness: Blindness, by facts: Facts
  ) async throws(Refusal) -> Words {
    do throws(Refusal) {
      return try await Privilege.words("/usr/bin/supervisorctl", [deed.rawValue, name], by: facts)
    } catch {
      throw Refusal(
        .notPossible, "supervisord cannot be seen (\(blindness.reason.words)), and \(error.message)",
        help: error.help, said: [blindness.text] + error.said)
    }
  }

  /// The file itself, whatever its size, else what supervisord hands out of it: its logs are root's alone by default, and
  /// whoever may speak with it can still have their end.
  func log(
    of program: KeptProgram, _ filter: LogFilter, _ server: any Server
  ) async -> Observation<(found: FoundLines, place: String?)> {
    let path = await file(of: program, server)
    if let path, case .seen(let found?) = await LogLines(path: path, filter: filter).ask(server) {
      return .seen((found, path))
    }
    let isSearch = filter.since != nil || filter.onlyErrors
    let bytes = isSearch ? Self.searchedBytes : filter.lines * Self.bytesPerLine
    var written = await server.now().seconds
    if let path, case .seen(let attributes?) = await PathAttributes(path: path).ask(server) {
      written = attributes.modified
    }
    return await LogTail(program: program.name, bytes: bytes).ask(server).map { log in
      let text = Array(log.text.utf8)
      let isCut = log.size > text.count
      var search = LogSearch(filter, written: written)
      let first = isCut ? text.firstIndex(of: 0x0A).map { $0 + 1 } ?? 0 : 0
      search.take(text[first...])
      if !isCut { search.finish() }
      let found = FoundLines(
        text: WorldText.clean(search.found), size: log.size, searched: text.count, end: search.end ?? .late)
      return (found, path)
    }
  }

  func file(of program: KeptProgram, _ server: any Server) async -> String? {
    guard case .seen(let file) = await ProgramLogFile(program: program.name).ask(server) else { return nil }
    return file
  }
}
