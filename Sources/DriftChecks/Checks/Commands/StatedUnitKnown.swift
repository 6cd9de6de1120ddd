import Findings
public import RunbookModel
public import ServerFacts

/// systemd knows every unit that a stated command names: `systemctl restart luci`, `journalctl -u luci`.
///
/// The units of services are `unit-runs`'s to judge.
public struct StatedUnitKnown: Check {
  public static let card = CheckCard(
    id: "stated-unit-known",
    summary: "systemd knows every unit that a stated command names",
    why: "Whoever follows the runbook restarts nothing, and reads the log of nothing.",
    fix: "Correct the unit's name in the runbook, or install the unit.", severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard !runbook.isOfSeveralHosts else { return [] }
    let kept = runbook.services.compactMap { runbook.runners.name(of: $0, .systemd)?.value }
    var done = Set(kept.map { SystemdUnit($0).name })
    var stated: [(claim: Address, unit: Located<String>)] = []
    for command in runbook.commands {
      for unit in command.units where done.insert(SystemdUnit(unit.value).name).inserted {
        stated.append((Address("command", command.name, "unit"), unit))
      }
    }
    let answers = await stated.together { await facts.ask(SystemdUnit($0.unit.value)) }
    return zip(stated, answers).map { stated, answer in
      switch answer {
      case .unseen(let blindness): unknown(stated.claim, at: stated.unit.range, blindness)
      case .seen(let properties) where properties.loadState == "not-found":
        drifts(
          stated.claim, at: stated.unit.range,
          "the runbook's command names the unit \(stated.unit.value); systemd knows no such unit",
          evidence: [
            Evidence(source: "systemctl show \(stated.unit.value)", text: "LoadState=\(properties.loadState)")
          ],
          remedy: .advice("correct the name in the runbook, or install the unit"))
      case .seen: holds(stated.claim, at: stated.unit.range)
      }
    }
  }

  private static let text = "## Restart\n\n```\nsudo systemctl restart luci\n```"
  private static let marked = "## Restart\n\n```\n                       ↓\nsudo systemctl restart luci\n```"

  public static let examples = [
    CheckExample(.holds, text, RunnerExamples.unit()),
    CheckExample(.holds, "Its log: `journalctl -u luci.service -f`", RunnerExamples.unit(active: "inactive")),
    CheckExample(.drifts, marked, RunnerExamples.unit(load: "not-found", active: "inactive", sub: "dead")),
    CheckExample(.unknown, text, .with { $0.refused = [RunnerExamples.unit] }),
  ]
}
