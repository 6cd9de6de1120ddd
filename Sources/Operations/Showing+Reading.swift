import Findings
import ServerFacts

extension Showing {
  /// A log line is seldom longer; the last lines are cut out of this many bytes a line.
  private static let bytesPerLine = 400

  func read(_ server: any Server) async -> Observation<Shown> {
    switch self {
    case .services(let questions): await services(questions, server)
    case .log(let program, let lines): await log(program, lines, server)
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

  private func log(_ program: String, _ lines: Int, _ server: any Server) async -> Observation<Shown> {
    await LogTail(program: program, bytes: lines * Self.bytesPerLine).ask(server).map { log in
      let all = WorldText.clean(log.text).split(whereSeparator: \.isNewline).map(String.init)
      let isCut = log.size > log.text.utf8.count
      let whole = isCut ? Array(all.dropFirst()) : all
      return .log(
        UntrustedText(
          source: "standard output of \(program)", lines: Array(whole.suffix(lines)), size: log.size,
          isTruncated: isCut || whole.count > lines))
    }
  }
}
