import Findings
import RunbookModel
import ServerFacts

extension Showing {
  func read(_ server: any Server) async -> Observation<Shown> {
    switch self {
    case .services(let questions): await StatusShowing(questions).read(server)
    case .certificates(let files): await RowShowing(server).certificates(files)
    case .room(let paths): await RowShowing(server).room(paths)
    case .port(let port, let questions): await RowShowing(server).holders(of: port, questions)
    case .backups(let places, let count): await RowShowing(server).backups(places, count)
    case .log(let program, let lines, let minutes, let onlyErrors):
      await LogShowing(program: program, lines: lines, minutes: minutes, onlyErrors: onlyErrors).read(server)
    }
  }
}
