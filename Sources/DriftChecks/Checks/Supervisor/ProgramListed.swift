import Findings
public import RunbookModel
public import ServerFacts

/// Every program that supervisord runs stands in the runbook.
public struct ProgramListed: Check {
  public static let card = CheckCard(
    id: "program-listed",
    summary: "every program that supervisord knows stands in the runbook",
    why:
      "What is not in the runbook is not checked, not restarted by name, and surprises whoever needs its port.",
    fix: "Add a row for it, or remove the program from supervisord.", severity: .warning,
    after: ["programs-distinct"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let listed = runbook.supervisedServices
    guard let last = listed.last else { return [] }
    let programs: [SupervisedProgram]
    switch await facts.ask(SupervisedPrograms()) {
    case .unseen(let blindness):
      return [unknown(Address("supervisor", "programs"), at: last.program?.range, blindness)]
    case .seen(let seen): programs = seen
    }
    // A program that holds the port of one that supervisord does not know is that one, by another name.
    var explained: Set<String> = []
    var blind: Blindness?
    let known = programs.byName
    let misnamed = listed.filter { service in service.program.map { known[$0.value] == nil } ?? false }
    if !misnamed.isEmpty {
      switch await facts.ask(Processes()) {
      case .unseen(let blindness): blind = blindness
      case .seen(let table):
        let owners = programs.owners
        explained = Set(misnamed.compactMap { owners.holder(of: $0, table)?.name })
      }
    }
    let services = Dictionary(
      listed.map { ($0.program?.value ?? "", $0) }, uniquingKeysWith: { first, _ in first })
    return programs.compactMap { program in
      let claim = Address("supervisor", program.name)
      if let service = services[program.name] {
        return holds(claim, at: service.program?.range)
      }
      guard !explained.contains(program.name) else { return nil }
      if let blind { return unknown(claim, at: last.program?.range, blind) }
      return drifts(
        claim, at: last.program?.range,
        "the runbook lists \(listed.count) programs; supervisord also knows \(WorldText.clean(program.name))",
        evidence: [Evidence(source: "supervisord", text: "\(program.name) is \(program.state)")],
        remedy: .advice(
          "add a row for \(WorldText.clean(program.name)) below this one, or remove it from supervisord"))
    }
  }

  public static let examples = [
    CheckExample(.holds, "| App | Program |\n|---|---|\n| luci | site-luci |", .healthy),
    CheckExample(
      .drifts, "| App | Program |\n|---|---|\n         ↓\n| luci | site-luci |",
      .with { $0.programs.append(SupervisedProgram(name: "worker", state: "RUNNING", pid: 990, started: 0)) }),
    CheckExample(
      .unknown, "| App | Program |\n|---|---|\n| luci | site-luci |",
      .with { $0.refused = [.supervisor(socket: ExampleServer.socket, call: .allProcesses)] }),
  ]
}
