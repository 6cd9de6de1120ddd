import Findings
public import RunbookModel
public import ServerFacts

/// The folders in which the runbook says that configuration lies are there, and nginx reads its own.
public struct ConfigurationFolderExists: Check {
  public static let card = CheckCard(
    id: "configuration-folder-exists",
    summary: "the configuration folders that the runbook names are there and are read",
    why: "Whoever follows the runbook edits a folder that nothing reads.",
    fix: "Correct the path in the runbook.",
    identifies: [NginxSettings.kind, SupervisorSettings.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let nginx = runbook.entries(NginxSettings.self).compactMap { entry in
      entry.configurationRoot.map { (entry.address.field("config-root"), $0, true) }
    }
    let supervisor = runbook.entries(SupervisorSettings.self).compactMap { entry in
      entry.configurationFolder.map { (entry.address.field("config-dir"), $0, false) }
    }
    var verdicts: [Verdict] = []
    for (claim, path, isOfNginx) in nginx + supervisor {
      switch await facts.ask(PathAttributes(path: VirtualHosts(folder: path.value).folder)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(let attributes?) where attributes.resolvedKind == .folder:
        let isLink = attributes.kind == .link
        verdicts.append(
          isOfNginx && !isLink ? await judgeInclusion(claim, path, facts) : holds(claim, at: path.range))
      case .seen:
        verdicts.append(
          drifts(
            claim, at: path.range, "the runbook has configuration in \(path.value); there is no such folder",
            remedy: .advice("correct the path in the runbook, or restore the folder")))
      }
    }
    return verdicts
  }

  /// Supervisor's folder is asked for by the checks of its programs.
  private func judgeInclusion(_ claim: Address, _ path: Located<String>, _ facts: Facts) async -> Verdict {
    switch await facts.ask(NginxInclusion(folder: path.value)) {
    case .unseen(let blindness): return unknown(claim, at: path.range, blindness)
    case .seen(false):
      return drifts(
        claim, at: path.range, "the runbook has nginx read \(path.value); nginx includes nothing from it",
        evidence: [
          Evidence(source: NginxInclusion.configuration, text: "no include of \(path.value) or a file there")
        ],
        remedy: .advice(
          "put the include back into \(NginxInclusion.configuration), then: runbook run reload-nginx"))
    // One that was built elsewhere has its file elsewhere.
    case .seen: return holds(claim, at: path.range)
    }
  }

  private static let folder = "/etc/supervisor/conf.d"
  private static let sites = "/etc/nginx/sites-enabled"
  private static let text = "## Nginx\n- Config root: /etc/nginx/sites-enabled/"

  private static func including(_ words: String) -> ExampleServer {
    .with {
      $0.files[sites] = (FileAttributes(kind: .folder, mode: 0o755), "")
      $0.files[NginxInclusion.configuration] = (
        FileAttributes(kind: .file, mode: 0o644), "http {\n  \(words)\n}\n"
      )
      $0.looks[.folder(path: "/etc/nginx/conf.d")] = .folder([])
    }
  }

  public static let examples = [
    CheckExample(
      .holds, "## Supervisor\n- Config dir: /etc/supervisor/conf.d/",
      .with { $0.files[folder] = (FileAttributes(kind: .folder, mode: 0o755), "") }),
    CheckExample(
      .drifts, "## Supervisor\n              ↓\n- Config dir: /etc/supervisor/conf.d/",
      .with { $0.files[folder] = (FileAttributes(kind: .file, mode: 0o644), "") }),
    CheckExample(.holds, text, including("include sites-enabled/*;")),
    CheckExample(
      .drifts, "## Nginx\n               ↓\n- Config root: /etc/nginx/sites-enabled/",
      including("include /etc/nginx/conf.d/*.conf; # include /etc/nginx/sites-enabled/*;")),
    CheckExample(
      .unknown, text,
      including("include sites-enabled/*;").changed {
        $0.refused = [.text(path: NginxInclusion.configuration)]
      }),
    CheckExample(
      .unknown, "## Supervisor\n- Config dir: /etc/supervisor/conf.d/",
      .with { $0.refused = [.attributes(path: folder)] }),
  ]
}
