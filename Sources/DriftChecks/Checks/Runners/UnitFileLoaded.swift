import Findings
public import RunbookModel
public import ServerFacts

/// systemd has read the unit files as they are now.
public struct UnitFileLoaded: Check {
  public static let card = CheckCard(
    id: "unit-file-loaded",
    summary: "systemd has read the file of every service's unit as it is now",
    why: "The next boot brings another configuration into force than the one that was tried.",
    fix: "Run systemctl daemon-reload and restart the unit, or take the change back.", severity: .warning,
    after: ["unit-runs"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await UnitRuns.units(runbook, facts) { service, unit, asked in
      let claim = service.address.field("unit")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: unit.range, blindness)
      case .seen(let properties):
        guard properties.loadState == "loaded" else { return nil }
        guard properties.needsReload else { return holds(claim, at: unit.range) }
        return drifts(
          claim, at: unit.range,
          "the runbook keeps \(service.name.value) running by the unit \(unit.value); its file was changed and systemd has not read it",
          evidence: [Evidence(source: properties.path, text: "NeedDaemonReload=yes")],
          remedy: .advice("sudo systemctl daemon-reload, then: sudo systemctl restart \(unit.value)"))
      }
    }
  }

  private static let text = "| App | Port | Systemd unit |\n|---|---|---|\n| luci | 3004 | luci |"

  public static let examples = [
    CheckExample(.holds, text, RunnerExamples.unit()),
    CheckExample(
      .drifts, "| App | Port | Systemd unit |\n|---|---|---|\n                ↓\n| luci | 3004 | luci |",
      RunnerExamples.unit(needsReload: "yes")),
    CheckExample(.unknown, text, .with { $0.refused = [RunnerExamples.unit] }),
  ]
}
