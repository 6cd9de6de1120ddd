import Findings
public import RunbookModel
public import ServerFacts

/// Each service has a virtual host in the folder that nginx reads.
public struct VhostEnabled: Check {
  public static let card = CheckCard(
    id: "vhost-enabled",
    summary: "every service has a virtual host that is enabled",
    why: "nginx answers a name without a virtual host with the first one it has, and with 200.",
    fix: "Link the virtual host into the enabled folder and reload nginx.",
    after: ["configuration-folder-exists", "program-known"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    let folder = Self.folder(settings)
    let asked = await facts.ask(VirtualHosts(folder: folder)).map(VhostIndex.init)
    return runbook.services.filter { $0.port != nil }.compactMap { service in
      let claim = service.address.field("host")
      let range = service.hostName?.range ?? service.name.range
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let index):
        if !index.hosts(of: service).isEmpty { return holds(claim, at: range) }
        let name = service.hostName?.value ?? service.name.value
        if let dangling = index.dangling(of: service) {
          return drifts(
            claim, at: range,
            "the runbook serves \(name) through nginx; its virtual host is a link that leads nowhere",
            evidence: [
              Evidence(source: dangling.path, text: "dangling link: nginx fails at its next reload")
            ],
            remedy: .advice("restore the file that \(dangling.path) leads to, then: runbook run reload-nginx")
          )
        }
        // An expression among the names may be what takes it: whether the right app answers is seen elsewhere.
        if index.hasExpressions { return nil }
        return drifts(
          claim, at: range, "the runbook serves \(name) through nginx; no virtual host in \(folder) has it",
          remedy: .advice("enable its virtual host in \(folder), then: runbook run reload-nginx"))
      }
    }
  }

  static func folder(_ settings: NginxSettings) -> String {
    VirtualHosts(folder: settings.configurationRoot?.value ?? "/etc/nginx/sites-enabled").folder
  }

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx -s reload"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .holds, text,
      .with {
        $0.files["/etc/nginx/sites-enabled/luci"]?.text = "server { listen 443 ssl; server_name *.Example; }"
      }),
    CheckExample(
      .drifts,
      "| App | Port | Host name |\n|---|---|---|\n                ↓\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx",
      .with { $0.files["/etc/nginx/sites-enabled/luci"] = nil }),
    CheckExample(.unknown, text, .with { $0.refused = [.folder(path: "/etc/nginx/sites-enabled")] }),
  ]
}
