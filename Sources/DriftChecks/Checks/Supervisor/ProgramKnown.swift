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
    switch await programs {
    case .unseen(let blindness):
      return runbook.services.compactMap { service in
        service.program.map { unknown(service.address.field("program"), at: $0.range, blindness) }
      }
    case .seen(let programs):
      let byName = programs.byName, owners = programs.owners
      let names = programs.map(\.name)
      return runbook.services.compactMap { service in
        guard let program = service.program else { return nil }
        let claim = service.address.field("program")
        if byName[program.value] != nil { return holds(claim, at: program.range) }
        let holder = table.flatMap { owners.holder(of: service, $0) }
        return unknownName(service, program, names, holder)
      }
    }
  }

  /// More names than these nobody compares by eye, and a server of thousands would compare each with each.
  private static let mostNames = 100

  private func unknownName(
    _ service: Service, _ program: Located<String>, _ names: [String], _ holder: SupervisedProgram?
  ) -> Verdict {
    let some = Array(names.prefix(Self.mostNames))
    let near = holder.map { [$0.name] } ?? Nearest.words(to: program.value, among: some)
    let advice = near.first.map { "write \($0)" } ?? "correct the name"
    return drifts(
      service.address.field("program"), at: program.range,
      "the runbook names the program \(program.value); supervisord does not know it",
      evidence: [Evidence(source: "supervisord", text: some.joined(separator: ", "))],
      remedy: .advice(
        "\(advice) in the runbook, or add \(program.value) to supervisord and run supervisorctl update"))
  }

  public static let examples = [
    CheckExample(.holds, "| App | Program |\n|---|---|\n| luci | site-luci |", .healthy),
    CheckExample(.drifts, "| App | Program |\n|---|---|\n         ↓\n| luci | luci |", .healthy),
    CheckExample(
      .unknown, "| App | Program |\n|---|---|\n| luci | site-luci |",
      .with { $0.refused = [.supervisor(socket: ExampleServer.socket, call: .allProcesses)] }),
  ]
}
