import Findings
import RunbookModel
import ServerFacts

/// Which supervised program a process belongs to: the one whose process it is, or descends from.
struct ProgramOwners {
  private let byPID: [Int: SupervisedProgram]

  init(_ programs: [SupervisedProgram]) {
    byPID = Dictionary(
      programs.compactMap { program in program.pid.map { ($0, program) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// A chain of parents that does not end is cut.
  func program(of pid: Int, _ table: ProcessTable) -> SupervisedProgram? {
    var pid = pid
    for _ in 0..<64 {
      if let program = byPID[pid] { return program }
      guard let parent = table.process(pid)?.parent, parent > 0 else { return nil }
      pid = parent
    }
    return nil
  }

  /// The program that really holds a service's port.
  func holder(of service: Service, _ table: ProcessTable) -> SupervisedProgram? {
    guard let port = service.port?.value else { return nil }
    return table.listeners(on: port).lazy.flatMap(\.pids).compactMap { program(of: $0, table) }.first
  }

  /// The ports that each program listens on, in order.
  func ports(_ table: ProcessTable) -> [String: [Int]] {
    var ports: [String: Set<Int>] = [:]
    for listener in table.listeners {
      for pid in listener.pids {
        if let program = program(of: pid, table) { ports[program.name, default: []].insert(listener.port) }
      }
    }
    return ports.mapValues { $0.sorted() }
  }
}

extension [SupervisedProgram] {
  var owners: ProgramOwners { ProgramOwners(self) }
}
