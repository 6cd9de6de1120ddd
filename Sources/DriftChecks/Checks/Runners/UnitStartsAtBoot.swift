import Findings
public import RunbookModel
public import ServerFacts

/// systemd starts the unit of each running service at boot.
public struct UnitStartsAtBoot: Check {
  public static let card = CheckCard(
    id: "unit-starts-at-boot",
    summary: "the systemd unit of every service starts at boot",
    why: "It runs now and is gone after the next boot, when nobody looks.",
    fix: "Enable the unit.", severity: .warning, after: ["unit-runs"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await UnitRuns.units(runbook, facts) { service, unit, asked in
      let claim = service.address.field("unit")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: unit.range, blindness)
      case .seen(let properties):
        guard properties.activeState == "active" else { return nil }
        let fact: String
        switch properties.fileState {
        case "disabled": fact = "it is not enabled, and the next boot does not start it"
        case "enabled-runtime": fact = "it is enabled until the next boot only"
        case "masked", "masked-runtime": fact = "it runs and is masked, and the next boot does not start it"
        default: return holds(claim, at: unit.range)
        }
        return drifts(
          claim, at: unit.range,
          "the runbook keeps \(service.name.value) running by the unit \(unit.value); \(fact)",
          evidence: [
            Evidence(source: "systemctl show \(unit.value)", text: "UnitFileState=\(properties.fileState)")
          ],
          remedy: .advice("sudo systemctl enable \(unit.value)"))
      }
    }
  }

  private static let text = "| App | Port | Systemd unit |\n|---|---|---|\n| luci | 3004 | luci |"

  public static let examples = [
    CheckExample(.holds, text, RunnerExamples.unit()),
    CheckExample(.holds, text, RunnerExamples.unit(file: "static")),
    CheckExample(
      .drifts, "| App | Port | Systemd unit |\n|---|---|---|\n                ↓\n| luci | 3004 | luci |",
      RunnerExamples.unit(file: "disabled")),
    CheckExample(.unknown, text, .with { $0.refused = [RunnerExamples.unit] }),
  ]
}
