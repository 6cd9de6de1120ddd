import Findings
public import RunbookModel
public import ServerFacts

/// nginx runs, where the runbook has a section on it.
public struct NginxRuns: Check {
  public static let card = CheckCard(
    id: "nginx-runs",
    summary: "nginx runs",
    why: "No site can be reached from outside.",
    fix: "Test its configuration with nginx -t and start it.", after: ["nginx-configuration-valid"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    switch await facts.ask(Processes()) {
    case .unseen(let blindness): return [unknown(settings.address, at: settings.name.range, blindness)]
    case .seen(let table):
      if table.nginxMaster != nil { return [holds(settings.address, at: settings.name.range)] }
      return [
        drifts(
          settings.address, at: settings.name.range,
          "the runbook has nginx in front of its sites; it does not run",
          remedy: .advice("test the configuration and start it: sudo nginx -t, then sudo nginx"))
      ]
    }
  }

  public static let examples = [
    CheckExample(.holds, "## Nginx\n- Reload: sudo nginx -s reload", .healthy),
    CheckExample(
      .drifts, "   ↓\n## Nginx\n- Reload: sudo nginx -s reload",
      .with { $0.processes.removeAll { $0.name == "nginx" } }),
    CheckExample(
      .unknown, "## Nginx\n- Reload: sudo nginx -s reload", .with { $0.refused = [.processTable] }),
  ]
}
