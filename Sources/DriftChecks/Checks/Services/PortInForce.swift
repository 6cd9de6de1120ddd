public import Findings
public import RunbookModel
public import ServerFacts

/// The PORT that each service's process was started with is the runbook's, where the process holds no other.
public struct PortInForce: Check {
  public static let card = CheckCard(
    id: "port-in-force",
    summary: "the PORT that a service was started with is the runbook's",
    why: "The app listens where its environment says, whatever file was changed since.",
    fix: "Set PORT in its configuration to the runbook's and run supervisorctl update.",
    after: ["program-known", "program-runs", "port-listens", "port-belongs-to-program"],
    identifies: [Service.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await judge(Self.services(runbook), facts)
  }

  public func judge(_ runbook: Runbook, only entry: Address, by facts: Facts) async -> [Verdict] {
    await judge(Self.services(runbook).filter { $0.address == entry }, facts)
  }

  private static func services(_ runbook: Runbook) -> [Service] {
    runbook.servicesOfOwnProgram.ofOwnPort.filter { $0.port != nil }
  }

  private func judge(_ services: [Service], _ facts: Facts) async -> [Verdict] {
    guard !services.isEmpty else { return [] }
    switch await facts.ask(Processes(), SupervisedPrograms()) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)):
      return services.compactMap { service in
        service.port.map { unknown(service.address.field("port"), at: $0.range, blindness) }
      }
    case (.seen(let table), .seen(let programs)):
      let known = programs.byName
      return await services.together { service -> Verdict? in
        guard let pid = service.program.flatMap({ known[$0.value] })?.pid else { return nil }
        return await judge(service, pid, table, facts)
      }.compactMap(\.self)
    }
  }

  private func judge(_ service: Service, _ pid: Int, _ table: ProcessTable, _ facts: Facts) async -> Verdict?
  {
    guard let port = service.port else { return nil }
    let claim = service.address.field("port")
    switch await facts.ask(EnvironmentValues(pid: pid, names: ["PORT"])) {
    case .unseen(let blindness): return unknown(claim, at: port.range, blindness)
    case .seen(let values):
      guard let value = values?["PORT"], let number = Int(value) else { return nil }
      let pids = table.listeners(on: port.value).flatMap(\.pids)
      // An app may take its port from elsewhere.
      if number == port.value || pids.contains(where: { table.isInTree($0, of: pid) }) {
        return holds(claim, at: port.range)
      }
      return drifts(
        claim, at: port.range,
        "the runbook puts \(service.name.value) on port \(port.value); it was started with PORT=\(number)",
        evidence: [Evidence(source: "/proc/\(pid)/environ", text: "PORT=\(number)")],
        remedy: .advice(
          "set PORT to \(port.value) and run supervisorctl update, or write \(number) in the runbook"))
    }
  }

  private static let text = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | site-luci |"
  private static let asked = Look.environment(pid: 812, names: ["PORT"])

  public static let examples = [
    CheckExample(.holds, text, .with { $0.looks[asked] = .environment(["PORT": "3004"]) }),
    CheckExample(
      .drifts, "| App | Port | Program |\n|---|---|---|\n         ↓\n| luci | 3004 | site-luci |",
      .with {
        $0.listeners[1].port = 3999
        $0.looks[asked] = .environment(["PORT": "3999"])
      }),
    CheckExample(.unknown, text, .with { $0.refused = [asked] }),
  ]
}
