import Findings
public import RunbookModel
public import ServerFacts

/// supervisord knows the program that the runbook names.
public struct ProgramKnown: Check {
  public static let card = CheckCard(
    id: "program-known",
    summary: "supervisord knows every program that the runbook names",
    why:
      "A restart of a name that supervisord does not know restarts nothing, and scripts go on as if it had.",
    fix: "Correct the name in the runbook, or add the program and run supervisorctl update.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    async let programs = facts.ask(SupervisedPrograms())
    async let processes = facts.ask(Processes())
    let table: ProcessTable? = if case .seen(let table) = await processes { table } else { nil }
    let asked = await programs.map { (list: $0, byName: $0.byName) }
    return runbook.services.compactMap { service in
      guard let program = service.program else { return nil }
      let claim = service.address.field("program")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: program.range, blindness)
      case .seen(let programs):
        if programs.byName[program.value] != nil { return holds(claim, at: program.range) }
        let holder = table.flatMap { Self.holder(of: service, programs.list, $0) }
        let known = programs.list.map(\.name)
        let names = holder.map { [$0.name] } ?? Nearest.words(to: program.value, among: known)
        let advice = names.first.map { "write \($0)" } ?? "correct the name"
        return drifts(
          claim, at: program.range,
          "the runbook names the program \(program.value); supervisord does not know it",
          evidence: [Evidence(source: "supervisord", text: known.joined(separator: ", "))],
          remedy: .advice(
            "\(advice) in the runbook, or add \(program.value) to supervisord and run supervisorctl update"))
      }
    }
  }

  /// The program that really holds a service's port.
  static func holder(
    of service: Service, _ programs: [SupervisedProgram], _ table: ProcessTable
  ) -> SupervisedProgram? {
    guard let port = service.port?.value else { return nil }
    let pids = table.listeners(on: port).flatMap(\.pids)
    return programs.first { program in
      program.pid.map { root in pids.contains { table.isInTree($0, of: root) } } ?? false
    }
  }

  public static let examples = [
    CheckExample(.holds, "| App | Program |\n|---|---|\n| luci | site-luci |", .healthy),
    CheckExample(.drifts, "| App | Program |\n|---|---|\n         ↓\n| luci | luci |", .healthy),
    CheckExample(
      .unknown, "| App | Program |\n|---|---|\n| luci | site-luci |",
      .with { $0.refused = [.supervisor(socket: ExampleServer.socket, call: .allProcesses)] }),
  ]
}
