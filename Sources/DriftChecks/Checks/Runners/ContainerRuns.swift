import Findings
public import RunbookModel
public import ServerFacts

/// The container of each service is there, runs and is well.
public struct ContainerRuns: Check {
  public static let card = CheckCard(
    id: "container-runs",
    summary: "the container of every service runs",
    why: "The service is down, or its own health check says that it does not answer.",
    fix: "Read its log and start it, or correct the name of the container in the runbook.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await Self.containers(runbook, facts) { service, name, asked in
      let claim = service.address.field("container")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: name.range, blindness)
      case .seen(let containers): return judge(service, name, containers)
      }
    }
  }

  private func judge(_ service: Service, _ name: Located<String>, _ containers: [Container]) -> Verdict? {
    let claim = service.address.field("container")
    let stated = "the runbook keeps \(service.name.value) running in the container \(name.value)"
    guard !containers.isEmpty else {
      return drifts(
        claim, at: name.range, "\(stated); Docker has no such container",
        remedy: .advice("start it, or correct its name in the runbook"))
    }
    let bad = containers.filter { $0.state != "running" || $0.isUnhealthy }
    guard let container = bad.first else { return holds(claim, at: name.range) }
    // Several of one name need not all be meant, and what listens nowhere may run once and be done.
    if containers.count > 1 { return nil }
    if service.port == nil, container.status.hasPrefix("Exited (0)") { return nil }
    let fact =
      switch container.state {
      case "running": "its health check says that it is not well"
      case "restarting": "it dies again and again"
      default: "it does not run"
      }
    return drifts(
      claim, at: name.range, "\(stated); \(fact)",
      evidence: [Evidence(source: "docker ps", text: "\(container.name): \(container.status)")],
      remedy: .advice(
        "read docker logs --tail 50 \(container.name), then: docker restart \(container.name)"))
  }

  /// Every service in a container, with the containers of that name: their own, or else that of a Compose service.
  static func containers(
    _ runbook: Runbook, _ facts: Facts,
    _ judge: (Service, Located<String>, Observation<[Container]>) -> Verdict?
  ) async -> [Verdict] {
    let runners = runbook.runners
    let services = runbook.services.compactMap { service in
      runners.name(of: service, .docker).map { (service, $0) }
    }
    guard !services.isEmpty else { return [] }
    let asked = await facts.ask(Containers()).map { containers in
      (
        byName: Dictionary(grouping: containers, by: \.name),
        byService: Dictionary(grouping: containers.filter { $0.service != nil }, by: { $0.service ?? "" })
      )
    }
    return services.compactMap { service, name in
      judge(service, name, asked.map { $0.byName[name.value] ?? $0.byService[name.value] ?? [] })
    }
  }

  private static let text = "| App | Port | Container |\n|---|---|---|\n| luci | 3004 | luci |"
  private static let marked =
    "| App | Port | Container |\n|---|---|---|\n                ↓\n| luci | 3004 | luci |"

  public static let examples = [
    CheckExample(.holds, text, RunnerExamples.container()),
    CheckExample(
      .holds, "| App | Port |\n|---|---|\n| luci | 3004 |\n\nRestart: `docker compose restart luci`",
      RunnerExamples.container(status: "Up 3 seconds (health: starting)")),
    CheckExample(
      .drifts, marked, RunnerExamples.container(state: "exited", status: "Exited (1) 5 minutes ago")),
    CheckExample(.drifts, marked, RunnerExamples.container(status: "Up 2 hours (unhealthy)")),
    CheckExample(
      .drifts, marked, RunnerExamples.container(state: "restarting", status: "Restarting (1) 5 seconds ago")),
    CheckExample(
      .drifts, "| App | Port | Container |\n|---|---|---|\n                ↓\n| luci | 3004 | lucy |",
      RunnerExamples.container()),
    CheckExample(.unknown, text, .with { $0.refused = [RunnerExamples.containers] }),
  ]
}
