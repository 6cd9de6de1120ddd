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
    fix: "Correct the name in the runbook, or add the program and run supervisorctl update.",
    identifies: [Service.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let (programs, processes) = await facts.ask(SupervisedPrograms(), Processes())
    let table: ProcessTable? = if case .seen(let table) = processes { table } else { nil }
    switch programs {
    case .unseen(let blindness):
      return runbook.supervisedServices.compactMap { service in
        service.program.map { unknown(service.address.field("program"), at: $0.range, blindness) }
      }
    case .seen(let programs):
      let byName = programs.byName, owners = programs.owners
      let names = programs.prefix(Self.mostNames).map(\.name)
      var unknownNames = 0
      return runbook.supervisedServices.compactMap { service in
        guard let program = service.program else { return nil }
        let claim = service.address.field("program")
        if byName[program.value] != nil { return holds(claim, at: program.range) }
        let holder = table.flatMap { owners.holder(of: service, $0) }
        unknownNames += 1
        let near = unknownNames > Self.mostNames ? [] : Nearest.words(to: program.value, among: names)
        return drift(service, program, names, holder.map(\.name) ?? near.first)
      }
    }
  }

  /// More names than these nobody compares by eye, and a server of thousands would compare each with each.
  private static let mostNames = 50

  private func drift(
    _ service: Service, _ program: Located<String>, _ names: [String], _ better: String?
  ) -> Verdict {
    let advice = better.map { "write \($0)" } ?? "correct the name"
    return drifts(
      service.address.field("program"), at: program.range,
      "the runbook names the program \(program.value); supervisord does not know it",
      evidence: [Evidence(source: "supervisord", text: names.joined(separator: ", "))],
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
