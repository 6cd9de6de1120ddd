import Findings
public import RunbookModel
public import ServerFacts

/// Something listens on the port of each service.
public struct PortListens: Check {
  public static let card = CheckCard(
    id: "port-listens",
    summary: "something listens on the port of every service",
    why: "nginx answers 502 for a service that does not listen, even while its program counts as running.",
    fix: "Restart the service; if it listens elsewhere, correct its configuration or the runbook.",
    after: [
      "supervisor-answers", "program-known", "program-runs", "unit-runs", "container-runs",
      "pm2-process-online",
    ])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let (table, programs) = await facts.ask(Processes(), SupervisedPrograms())
    var ports: [String: [Int]] = [:]
    if case .seen(let programs) = programs, case .seen(let table) = table {
      ports = programs.owners.ports(table)
    }
    return runbook.services.compactMap { service in
      guard let port = service.port else { return nil }
      let claim = service.address.field("port")
      switch table {
      case .unseen(let blindness): return unknown(claim, at: port.range, blindness)
      case .seen(let table):
        if !table.listeners(on: port.value).isEmpty { return holds(claim, at: port.range) }
        let message = "the runbook puts \(service.name.value) on port \(port.value); nothing listens there"
        guard let other = service.program.flatMap({ ports[$0.value] })?.first else {
          return drifts(
            claim, at: port.range, message,
            remedy: .operation(name: "restart-service", arguments: [service.name.value]))
        }
        return drifts(
          claim, at: port.range, message,
          evidence: [
            Evidence(
              source: "/proc/net/tcp", text: "\(service.program?.value ?? "") listens on \(other) instead")
          ],
          remedy: .advice(
            "set its port back to \(port.value) and restart it, or write \(other) in the runbook"))
      }
    }
  }

  public static let examples = [
    CheckExample(.holds, "| App | Port |\n|---|---|\n| luci | 3004 |", .healthy),
    CheckExample(
      .drifts, "| App | Port |\n|---|---|\n         ↓\n| luci | 3004 |", .with { $0.listeners.removeLast() }),
    CheckExample(
      .unknown, "| App | Port |\n|---|---|\n| luci | 3004 |", .with { $0.refused = [.processTable] }),
  ]
}
