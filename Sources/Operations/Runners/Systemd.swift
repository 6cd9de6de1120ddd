import Findings
import RunbookModel
import ServerFacts

/// systemd: by `systemctl` as root, its journal by `journalctl`.
struct Systemd: Runner {
  /// The statuses with which systemd itself ends a process that it could not set up (systemd.exec(5)).
  private static let setUpStatuses = 200...243

  func states(
    of programs: [KeptProgram], _ server: any Server
  ) async -> Observation<[KeptProgram: ProgramState]> {
    // Each is a process of its own, so they are asked together.
    await withTaskGroup(of: (KeptProgram, Observation<SystemdUnit.Properties>).self) { group in
      for program in programs { group.addTask { (program, await SystemdUnit(program.name).ask(server)) } }
      var states: [KeptProgram: ProgramState] = [:]
      for await (program, asked) in group {
        switch asked {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let unit): if unit.loadState != "not-found" { states[program] = Self.state(unit) }
        }
      }
      return .seen(states)
    }
  }

  private static func state(_ unit: SystemdUnit.Properties) -> ProgramState {
    let phase: ProgramState.Phase =
      switch (unit.activeState, unit.subState) {
      case ("active", _), ("reloading", _), ("refreshing", _): .runs
      case ("activating", "auto-restart"), ("activating", "auto-restart-queued"): .retries
      case ("activating", _), ("deactivating", _): .changes
      default: .ended
      }
    var state = ProgramState(
      phase, "\(word(unit.activeState)) (\(word(unit.subState)))", pid: unit.pid, start: unit.invocation)
    state.restarts = unit.restarts
    state.said = "Result=\(unit.result) ExecMainStatus=\(unit.exitStatus) NRestarts=\(unit.restarts)"
    state.isSpawnError = unit.loadState != "loaded" || setUpStatuses.contains(unit.exitStatus)
    return state
  }

  /// Its states are words of its own, small letters and dashes.
  private static func word(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x2D }
    return isPlain && text.utf8.count < 32 ? text : "unknown"
  }

  func steps(_ deed: RunnerDeed, _ kept: KeptService, by facts: Facts) async throws(Refusal) -> [Step] {
    let name = kept.program.name
    guard kept.program.hasPlainName else {
      throw Refusal(.notPossible, "not the name of one unit, at \(kept.range)", said: [name])
    }
    if case .seen(let unit) = await facts.ask(SystemdUnit(name)), unit.loadState == "not-found" {
      throw Refusal(
        .notPossible, "systemd knows no unit \(name), which the runbook names at \(kept.range)")
    }
    let does = Deed.run(try await Privilege.words("/usr/bin/systemctl", [deed.rawValue, name], by: facts))
    guard deed != .stop else { return [step(deed, kept, does)] }
    // What could not be started again is left running.
    let verify = Words("/usr/bin/systemd-analyze", ["verify", SystemdUnit(name).name])
    return [
      Step("verify the unit \(name)", .run(verify), effect: .observes), step(deed, kept, does),
    ]
  }

  func log(
    of program: KeptProgram, _ filter: LogFilter, _ server: any Server
  ) async -> Observation<(found: FoundLines, place: String?)> {
    await ProgramJournal(.unit(program.name), filter).ask(server).map {
      ($0, "journalctl -u \(program.name)")
    }
  }
}
