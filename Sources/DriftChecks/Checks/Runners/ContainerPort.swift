import Findings
public import RunbookModel
public import ServerFacts

/// The container of each service publishes the service's port.
public struct ContainerPort: Check {
  public static let card = CheckCard(
    id: "container-port",
    summary: "the container of every service publishes its port",
    why: "What is proxied to the runbook's port does not reach the container.",
    fix: "Correct ports: in the compose file and recreate the container, or correct the runbook.",
    after: ["container-runs", "port-listens"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await ContainerRuns.containers(runbook, facts) { service, _, asked in
      guard let port = service.port else { return nil }
      let claim = service.address.field("port")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: port.range, blindness)
      case .seen(let containers):
        guard let container = containers.first, containers.count == 1, container.state == "running" else {
          return nil
        }
        // A container in the host's own network publishes nothing, and a runbook may mean the port inside.
        guard !container.published.isEmpty else { return nil }
        if container.published.contains(port.value) || container.inside.contains(port.value) {
          return holds(claim, at: port.range)
        }
        let ports = container.published.sorted().prefix(8).map(String.init).joined(separator: ", ")
        return drifts(
          claim, at: port.range,
          "the runbook puts \(service.name.value) on port \(port.value); its container publishes \(ports)",
          evidence: [Evidence(source: "docker ps", text: container.name)],
          remedy: .advice(
            "correct the ports of \(container.name) and recreate it, or write \(ports) in the runbook"))
      }
    }
  }

  private static let text = "| App | Port | Container |\n|---|---|---|\n| luci | 3004 | web-luci-1 |"

  public static let examples = [
    CheckExample(
      .holds, text,
      RunnerExamples.container(ports: "0.0.0.0:3004-3005->80-81/tcp, [::]:3004-3005->80-81/tcp")),
    CheckExample(
      .drifts, "| App | Port | Container |\n|---|---|---|\n         ↓\n| luci | 3004 | web-luci-1 |",
      RunnerExamples.container(ports: "0.0.0.0:3999->80/tcp, :::3999->80/tcp")),
    CheckExample(.unknown, text, .with { $0.refused = [RunnerExamples.containers] }),
  ]
}
