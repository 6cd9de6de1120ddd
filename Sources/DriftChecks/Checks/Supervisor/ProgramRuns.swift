import Findings
public import RunbookModel
public import ServerFacts

/// The program of each service runs.
public struct ProgramRuns: Check {
  public static let card = CheckCard(
    id: "program-runs",
    summary: "the program of every service runs",
    why: "The service is down, whatever the runbook says of it.",
    fix: "Restart it with proof, and read its log when it does not stay up.",
    after: ["program-known", "port-belongs-to-program", "program-directory", "program-command"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let asked = await facts.ask(SupervisedPrograms()).map(\.byName)
    return runbook.supervisedServices.compactMap { service in
      guard let program = service.program else { return nil }
      let claim = service.address.field("program")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: program.range, blindness)
      case .seen(let programs):
        guard let known = programs[program.value] else { return nil }
        if known.state == "RUNNING" { return holds(claim, at: program.range) }
        let told = known.spawnError.isEmpty ? known.description : known.spawnError
        return drifts(
          claim, at: program.range,
          "the runbook says that \(program.value) keeps \(service.name.value) running; it is \(known.state)",
          evidence: told.isEmpty ? [] : [Evidence(source: "supervisord", text: told)],
          remedy: .operation(name: "restart-service", arguments: [service.name.value]))
      }
    }
  }

  public static let examples = [
    CheckExample(.holds, "| App | Program |\n|---|---|\n| luci | site-luci |", .healthy),
    CheckExample(
      .drifts, "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |",
      .with { $0.programs = [SupervisedProgram(name: "site-luci", state: "FATAL", pid: nil, started: 0)] }),
    CheckExample(
      .unknown, "| App | Program |\n|---|---|\n| luci | site-luci |",
      .with { $0.refused = [.supervisor(socket: ExampleServer.socket, call: .allProcesses)] }),
  ]
}
