import Findings
public import RunbookModel
public import ServerFacts

/// The folders in which the runbook says that configuration lies are there.
public struct ConfigurationFolderExists: Check {
  public static let card = CheckCard(
    id: "configuration-folder-exists",
    summary: "the configuration folders that the runbook names are there",
    why: "Whoever follows the runbook edits a folder that nothing reads.",
    fix: "Correct the path in the runbook.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let nginx = runbook.entries(NginxSettings.self).compactMap { entry in
      entry.configurationRoot.map { (entry.address.field("config-root"), $0) }
    }
    let supervisor = runbook.entries(SupervisorSettings.self).compactMap { entry in
      entry.configurationFolder.map { (entry.address.field("config-dir"), $0) }
    }
    var verdicts: [Verdict] = []
    for (claim, path) in nginx + supervisor {
      switch await facts.ask(PathAttributes(path: VirtualHosts(folder: path.value).folder)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(let attributes?) where attributes.resolvedKind == .folder:
        verdicts.append(holds(claim, at: path.range))
      case .seen:
        verdicts.append(
          drifts(
            claim, at: path.range, "the runbook has configuration in \(path.value); there is no such folder",
            remedy: .advice("correct the path in the runbook, or restore the folder")))
      }
    }
    return verdicts
  }

  private static let folder = "/etc/supervisor/conf.d"

  public static let examples = [
    CheckExample(
      .holds, "## Supervisor\n- Config dir: /etc/supervisor/conf.d/",
      .with { $0.files[folder] = (FileAttributes(kind: .folder, mode: 0o755), "") }),
    CheckExample(
      .drifts, "## Supervisor\n              ↓\n- Config dir: /etc/supervisor/conf.d/",
      .with { $0.files[folder] = (FileAttributes(kind: .file, mode: 0o644), "") }),
    CheckExample(
      .unknown, "## Supervisor\n- Config dir: /etc/supervisor/conf.d/",
      .with { $0.refused = [.attributes(path: folder)] }),
  ]
}
