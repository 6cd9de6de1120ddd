import Findings
import ServerFacts

extension Showing {
  func read(_ server: any Server) async -> Observation<Shown> {
    switch self {
    case .services(let questions): await services(questions, server)
    case .certificates(let files): await RowShowing(server).certificates(files)
    case .room(let paths): await RowShowing(server).room(paths)
    case .port(let port, let questions): await RowShowing(server).holders(of: port, questions)
    case .backups(let places, let count): await RowShowing(server).backups(places, count)
    case .log(let program, let lines, let minutes, let onlyErrors):
      await LogShowing(program: program, lines: lines, minutes: minutes, onlyErrors: onlyErrors).read(server)
    }
  }

  private func services(_ questions: [ServiceQuestion], _ server: any Server) async -> Observation<Shown> {
    async let asked = SupervisedPrograms().ask(server)
    async let table = Processes().ask(server)
    let now = await server.now()
    let processes: ProcessTable? = if case .seen(let table) = await table { table } else { nil }
    return await asked.map { programs in
      .services(
        questions.map { question in
          guard let known = programs.first(where: { $0.name == question.program }) else {
            return ServiceStatusLine(
              service: question.service, program: question.program, state: "unknown to supervisord",
              port: question.port)
          }
          return ServiceStatusLine(
            service: question.service, program: question.program, state: known.state, pid: known.pid,
            uptime: known.pid.map { _ in max(0, now.seconds - known.started) }, port: question.port,
            isListening: question.port.flatMap { Self.holds(known, $0, processes) })
        })
    }
  }

  private static func holds(_ program: SupervisedProgram, _ port: Int, _ table: ProcessTable?) -> Bool? {
    guard let table else { return nil }
    let listeners = table.listeners(on: port)
    guard let pid = program.pid, !listeners.isEmpty else { return false }
    let pids = listeners.flatMap(\.pids)
    return pids.isEmpty ? nil : pids.contains { table.isInTree($0, of: pid) }
  }
}
