import Findings
import RunbookModel
import ServerFacts

/// Looks at services: each runner is asked once, whoever it keeps.
struct StatusShowing {
  private let questions: [ServiceQuestion]

  init(_ questions: [ServiceQuestion]) {
    self.questions = questions
  }

  func read(_ server: any Server) async -> Observation<Shown> {
    let (looked, seen) = await atOnce({ await Processes().ask(server) }, { await self.states(server) })
    let (states, blind) = seen
    let asked = Set(questions.compactMap(\.programs.first?.kind))
    if states.isEmpty, let kind = RunnerKind.allCases.first(where: asked.contains), let why = blind[kind] {
      return .unseen(why)
    }
    let now = await server.now()
    let table: ProcessTable? = if case .seen(let table) = looked { table } else { nil }
    return .seen(.services(questions.map { line($0, states, Set(blind.keys), table, now) }))
  }

  private func states(
    _ server: any Server
  ) async -> ([KeptProgram: ProgramState], [RunnerKind: Blindness]) {
    var states: [KeptProgram: ProgramState] = [:], blind: [RunnerKind: Blindness] = [:]
    // Who is known to the first is looked for nowhere else.
    for place in 0..<(questions.map(\.programs.count).max() ?? 0) {
      let open = questions.filter { !$0.programs.prefix(place).contains { states[$0] != nil } }
      let programs = open.compactMap { $0.programs.dropFirst(place).first }
      for kind in RunnerKind.allCases {
        let own = programs.filter { $0.kind == kind }
        guard !own.isEmpty else { continue }
        switch await kind.runner.states(of: own, server) {
        case .seen(let known): states.merge(known) { first, _ in first }
        case .unseen(let blindness): blind[kind] = blindness
        }
      }
    }
    return (states, blind)
  }

  private func line(
    _ question: ServiceQuestion, _ states: [KeptProgram: ProgramState], _ blind: Set<RunnerKind>,
    _ table: ProcessTable?, _ now: Instant
  ) -> ServiceStatusLine {
    let program = question.programs.first { states[$0] != nil } ?? question.programs.first
    var line = ServiceStatusLine(
      service: question.service, runner: program?.kind.rawValue ?? "", program: program?.name ?? "",
      state: "",
      port: question.port)
    guard let program, let state = states[program] else {
      let kind = program?.kind ?? .supervisord
      line.state = blind.contains(kind) ? "\(kind.title) cannot be seen" : "unknown to \(kind.title)"
      return line
    }
    line.state = state.words
    line.pid = state.pid
    let started = state.started ?? state.pid.flatMap { table?.process($0) }.flatMap { table?.started($0) }
    if state.phase == .runs || state.pid != nil { line.uptime = started.map { max(0, now.seconds - $0) } }
    line.isListening = question.port.flatMap { state.holds($0, table) }
    return line
  }
}

extension ProgramState {
  /// Whether a port is the program's own; nil where that cannot be seen.
  func holds(_ port: Int, _ table: ProcessTable?) -> Bool? {
    if let published { return phase == .runs && published.contains(port) }
    guard let table else { return nil }
    let listeners = table.listeners(on: port)
    guard !listeners.isEmpty else { return false }
    guard let pid else { return phase == .runs ? nil : false }
    let pids = listeners.flatMap(\.pids)
    return pids.isEmpty ? nil : pids.contains { isOwn($0, pid, table) }
  }

  func isOwn(_ holder: Int, _ pid: Int, _ table: ProcessTable) -> Bool {
    table.isInTree(holder, of: pid) || isClustered && table.process(pid)?.parent == holder
  }
}
