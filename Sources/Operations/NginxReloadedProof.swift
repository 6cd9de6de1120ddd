import ServerFacts

/// Proves a reload of nginx by its worker generation: the exit status lies when a port is taken.
enum NginxReloadedProof {
  static let patience = 10_000

  static func baseline(_ server: any Server) async -> Baseline {
    var baseline = Baseline()
    guard case .seen(let table) = await Processes().ask(server), let master = table.nginxMaster else {
      return baseline
    }
    baseline.pid = master.pid
    baseline.workers = Set(table.children(of: master.pid))
    baseline.ports = table.ports(of: master.pid)
    return baseline
  }

  static func judge(_ server: any Server, since baseline: Baseline, pause: Pause) async -> ProofOutcome {
    var waited = 0
    while true {
      guard case .seen(let table) = await Processes().ask(server) else {
        return .unknown("the process table cannot be seen")
      }
      guard let master = table.nginxMaster else { return .failed(.fatal, "nginx does not run") }
      let workers = Set(table.children(of: master.pid))
      let isNew = !workers.isEmpty && !workers.subtracting(baseline.workers).isEmpty
      let lost = baseline.ports.subtracting(table.ports(of: master.pid)).sorted()
      if isNew, lost.isEmpty {
        return .proved(
          "nginx: reloaded and proved: \(workers.subtracting(baseline.workers).count) new workers")
      }
      guard waited < patience else {
        let text =
          lost.isEmpty
          ? "no new workers" : "no longer listens on \(lost.map(String.init).joined(separator: ", "))"
        return .failed(.notReloaded, "\(text) after \(patience / 1000) s")
      }
      await pause(ServesProof.interval)
      waited += ServesProof.interval
    }
  }
}

extension ProcessTable {
  func children(of pid: Int) -> [Int] { processes.filter { $0.parent == pid }.map(\.pid) }

  func ports(of pid: Int) -> Set<Int> { Set(listeners.filter { $0.pids.contains(pid) }.map(\.port)) }
}
