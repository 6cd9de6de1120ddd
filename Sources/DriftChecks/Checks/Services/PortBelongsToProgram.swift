import Findings
public import RunbookModel
public import ServerFacts

/// The listener on a service's port is a process of its program.
public struct PortBelongsToProgram: Check {
  public static let card = CheckCard(
    id: "port-belongs-to-program",
    summary: "the port of every service is held by its own program",
    why: "A stranger on the port answers in the service's place, and the service dies when it is restarted.",
    fix: "End the stranger, then restart the service.",
    after: ["ports-distinct", "programs-distinct", "program-known"],
    identifies: [Service.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let (table, asked) = await facts.ask(Processes(), SupervisedPrograms())
    let programs = asked.map(\.byName)
    return runbook.servicesOfOwnProgram.ofOwnPort.compactMap { service in
      guard let port = service.port, let program = service.program else { return nil }
      let claim = service.address.field("port")
      switch (table, programs) {
      case (.unseen(let blindness), _), (_, .unseen(let blindness)):
        return unknown(claim, at: port.range, blindness)
      case (.seen(let table), .seen(let programs)):
        guard let known = programs[program.value] else { return nil }
        return judge(service, port, known, table)
      }
    }
  }

  /// nil where nothing listens: that is `port-listens`' affair.
  private func judge(
    _ service: Service, _ port: Located<Int>, _ program: SupervisedProgram, _ table: ProcessTable
  ) -> Verdict? {
    let claim = service.address.field("port")
    let listeners = table.listeners(on: port.value)
    guard !listeners.isEmpty else { return nil }
    let pids = listeners.flatMap(\.pids)
    guard let holder = pids.first else {
      let blindness = Blindness(.permission, "who listens on \(port.value) cannot be seen from this account")
      return unknown(claim, at: port.range, blindness)
    }
    if let root = program.pid, pids.contains(where: { table.isInTree($0, of: root) }) {
      return holds(claim, at: port.range)
    }
    let name = WorldText.clean(table.process(holder)?.name ?? "?")
    return drifts(
      claim, at: port.range,
      "the runbook puts \(program.name) on port \(port.value); pid \(holder) (\(name)) holds it",
      evidence: [Evidence(source: "supervisord", text: "\(program.name) is \(program.state)")],
      remedy: .advice("end pid \(holder), then: runbook run restart-service \(service.name.value)"))
  }

  private static let text = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | site-luci |"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .drifts, "| App | Port | Program |\n|---|---|---|\n         ↓\n| luci | 3004 | site-luci |",
      .with { $0.listeners[1].pids = [990] }),
    CheckExample(.unknown, text, .with { $0.listeners[1].pids = [] }),
  ]
}
