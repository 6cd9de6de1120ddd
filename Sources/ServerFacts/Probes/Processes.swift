/// The process table, with the questions that are asked of it.
public struct Processes: Probe {
  public init() {}

  public func ask(_ server: any Server) async -> Observation<ProcessTable> {
    await server.look(.processTable).flatMap { seen in
      guard case .processTable(let table) = seen else {
        return .unseen(Blindness(.malformed, "/proc: no table"))
      }
      return .seen(table)
    }
  }
}

extension ProcessTable {
  /// nginx's master: a process of that name whose parent is not one.
  public var nginxMaster: RunningProcess? {
    let pids = Set(processes.filter { $0.name == "nginx" }.map(\.pid))
    return processes.first { pids.contains($0.pid) && !pids.contains($0.parent) }
  }

  /// Whether a process is the root or one of its descendants. A chain of parents that does not end is cut.
  public func isInTree(_ pid: Int, of root: Int) -> Bool {
    var current = pid
    for _ in 0..<64 {
      if current == root { return true }
      guard let parent = process(current)?.parent, parent > 0 else { return false }
      current = parent
    }
    return false
  }
}
