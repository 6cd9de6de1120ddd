import Findings
public import RunbookModel
public import ServerFacts

/// Each service has a virtual host in the folder that nginx reads.
public struct VhostEnabled: Check {
  public static let card = CheckCard(
    id: "vhost-enabled",
    summary: "every service has a virtual host that is enabled",
    why: "nginx answers a name without a virtual host with the first one it has, and with 200.",
    fix: "Link the virtual host into the enabled folder and reload nginx.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    let folder = Self.folder(settings)
    let asked = await facts.ask(VirtualHosts(folder: folder))
    return runbook.services.filter { $0.port != nil }.map { service in
      let claim = service.address.field("host")
      let range = service.hostName?.range ?? service.name.range
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let files):
        if !Self.hosts(of: service, in: files).isEmpty { return holds(claim, at: range) }
        let name = service.hostName?.value ?? service.name.value
        if let dangling = files.first(where: { $0.isDangling && Self.isNamed($0, service) }) {
          return drifts(
            claim, at: range,
            "the runbook serves \(name) through nginx; its virtual host is a link that leads nowhere",
            evidence: [
              Evidence(source: dangling.path, text: "dangling link: nginx fails at its next reload")
            ],
            remedy: .advice("restore the file that \(dangling.path) leads to, then: runbook run reload-nginx")
          )
        }
        return drifts(
          claim, at: range, "the runbook serves \(name) through nginx; no virtual host in \(folder) has it",
          remedy: .advice("enable its virtual host in \(folder), then: runbook run reload-nginx"))
      }
    }
  }

  static func folder(_ settings: NginxSettings) -> String {
    VirtualHosts(folder: settings.configurationRoot?.value ?? "/etc/nginx/sites-enabled").folder
  }

  /// The server blocks of a service: by its host name, else by a name whose first label is the service, else by the
  /// name of the file.
  static func hosts(of service: Service, in files: [VirtualHostFile]) -> [(
    file: VirtualHostFile, host: VirtualHost
  )] {
    let all = files.flatMap { file in file.hosts.map { (file: file, host: $0) } }
    if let name = service.hostName?.value { return all.filter { $0.host.names.contains(name) } }
    let byLabel = all.filter { pair in
      pair.host.names.contains { $0.split(separator: ".").first.map(String.init) == service.name.value }
    }
    return byLabel.isEmpty ? all.filter { isNamed($0.file, service) } : byLabel
  }

  private static func isNamed(_ file: VirtualHostFile, _ service: Service) -> Bool {
    guard let name = file.path.split(separator: "/").last else { return false }
    return name == service.name.value || name.hasPrefix(service.name.value + ".")
  }

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx -s reload"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .drifts,
      "| App | Port | Host name |\n|---|---|---|\n                ↓\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx",
      .with { $0.files["/etc/nginx/sites-enabled/luci"] = nil }),
    CheckExample(.unknown, text, .with { $0.refused = [.folder(path: "/etc/nginx/sites-enabled")] }),
  ]
}
