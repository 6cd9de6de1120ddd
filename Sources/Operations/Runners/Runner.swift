import Findings
import RunbookModel
import ServerFacts

enum RunnerDeed: String, Hashable, Sendable { case restart, start, stop }

/// What keeps services running, asked and told in one way.
protocol Runner: Sendable {
  /// How programs are, of those that the runner knows, seen afresh.
  func states(
    of programs: [KeptProgram], _ server: any Server
  ) async -> Observation<[KeptProgram: ProgramState]>
  /// What does it, the same whether the program runs or not: a plan that a crash cut off is derived again word for
  /// word.
  func steps(_ deed: RunnerDeed, _ kept: KeptService, by facts: Facts) async throws(Refusal) -> [Step]
  /// The lines of its log that pass, and where they were read.
  func log(
    of program: KeptProgram, _ filter: LogFilter, _ server: any Server
  ) async -> Observation<(found: FoundLines, place: String?)>
}

extension Runner {
  /// One command that does it, with its proof. A restart that was cut off is undone by another.
  func step(_ deed: RunnerDeed, _ kept: KeptService, _ does: Deed) -> Step {
    var step = Step(
      "\(deed.rawValue) \(kept.program.name)", does, effect: .interrupts, proof: kept.proof(of: deed))
    if deed == .restart { step.compensation = [step] }
    return step
  }
}

extension RunnerKind {
  var runner: any Runner {
    switch self {
    case .supervisord: Supervisord()
    case .systemd: Systemd()
    case .docker: DockerCompose()
    case .pm2: PM2()
    }
  }
}

extension KeptProgram {
  /// nil where its runner does not know it.
  func state(_ server: any Server) async -> Observation<ProgramState?> {
    await kind.runner.states(of: [self], server).map { $0[self] }
  }
}
