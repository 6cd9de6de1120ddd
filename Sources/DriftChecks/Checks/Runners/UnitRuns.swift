import Findings
public import RunbookModel
public import ServerFacts

/// systemd knows the unit of each service, and it runs.
public struct UnitRuns: Check {
  public static let card = CheckCard(
    id: "unit-runs",
    summary: "the systemd unit of every service runs",
    why: "The service is down, or nothing that the runbook says of its unit reaches it.",
    fix: "Read its journal and start it, or correct the name of the unit in the runbook.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await Self.units(runbook, facts) { service, unit, asked in
      let claim = service.address.field("unit")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: unit.range, blindness)
      case .seen(let properties): return judge(service, unit, properties)
      }
    }
  }

  private func judge(
    _ service: Service, _ unit: Located<String>, _ properties: SystemdUnit.Properties
  ) -> Verdict? {
    let claim = service.address.field("unit")
    let stated = "the runbook keeps \(service.name.value) running by the unit \(unit.value)"
    func drift(_ fact: String, _ advice: String) -> Verdict {
      let text =
        "\(properties.loadState), \(properties.activeState) (\(properties.subState)), result: \(properties.result)"
      return drifts(
        claim, at: unit.range, "\(stated); \(fact)",
        evidence: [Evidence(source: "systemctl show \(unit.value)", text: text)], remedy: .advice(advice))
    }
    let start = "read journalctl -u \(unit.value) -n 50, then: sudo systemctl start \(unit.value)"
    switch (properties.loadState, properties.activeState) {
    case ("not-found", "inactive"):
      return drift("systemd knows no such unit", "correct the name in the runbook, or install the unit")
    case ("masked", "inactive"): return drift("it is masked", "sudo systemctl unmask \(unit.value)")
    case (_, "active"), (_, "reloading"), (_, "refreshing"): return holds(claim, at: unit.range)
    case (_, "failed"): return drift("it has failed", start)
    case (_, "activating"):
      return properties.subState == "auto-restart" ? drift("it dies again and again", start) : nil
    // What listens nowhere may run once and be done.
    case (_, "inactive"), (_, "deactivating"):
      return service.port == nil ? nil : drift("it does not run", start)
    default: return nil
    }
  }

  /// Every service that a unit keeps, with what systemd says of it, asked together.
  static func units(
    _ runbook: Runbook, _ facts: Facts,
    _ judge: (Service, Located<String>, Observation<SystemdUnit.Properties>) -> Verdict?
  ) async -> [Verdict] {
    let runners = runbook.runners
    let units = runbook.services.compactMap { service in
      runners.name(of: service, .systemd).map { (service, $0) }
    }
    let answers = await units.together { await facts.ask(SystemdUnit($1.value)) }
    return zip(units, answers).compactMap { judge($0.0, $0.1, $1) }
  }

  private static let text = "| App | Port | Systemd unit |\n|---|---|---|\n| luci | 3004 | luci |"
  private static let marked =
    "| App | Port | Systemd unit |\n|---|---|---|\n                ↓\n| luci | 3004 | luci |"

  public static let examples = [
    CheckExample(.holds, text, RunnerExamples.unit()),
    CheckExample(
      .holds, "| App | Port |\n|---|---|\n| luci | 3004 |\n\nRestart: `sudo systemctl restart luci`",
      RunnerExamples.unit()),
    CheckExample(
      .drifts, marked, RunnerExamples.unit(active: "failed", sub: "failed", result: "exit-code")),
    CheckExample(.drifts, marked, RunnerExamples.unit(active: "activating", sub: "auto-restart")),
    CheckExample(.drifts, marked, RunnerExamples.unit(load: "not-found", active: "inactive", sub: "dead")),
    CheckExample(
      .unknown, text,
      .with {
        $0.looks[RunnerExamples.unit] = .output(
          CommandOutput(
            status: 1, output: "", errors: "System has not been booted with systemd as init system (PID 1)."))
      }),
  ]
}
