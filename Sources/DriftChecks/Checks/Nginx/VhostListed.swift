import Findings
public import RunbookModel
public import ServerFacts

/// Every enabled virtual host that proxies to a port of this machine belongs to a service of the runbook.
public struct VhostListed: Check {
  public static let card = CheckCard(
    id: "vhost-listed",
    summary: "every virtual host that proxies to this machine belongs to a service of the runbook",
    why: "What is not in the runbook is not checked, and nobody remembers why it is open to the world.",
    fix: "Add a row for it, or disable it.", severity: .warning,
    after: ["vhost-proxies-to-port", "vhost-names-distinct", "ports-distinct"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.services.filter { $0.port != nil }
    guard let settings = runbook.entries(NginxSettings.self).first, let last = services.last else {
      return []
    }
    let range = last.port?.range
    switch await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))) {
    case .unseen(let blindness): return [unknown(settings.address.field("vhosts"), at: range, blindness)]
    case .seen(let files):
      let ports = Set(services.compactMap { $0.port?.value })
      let names = Set(runbook.services.compactMap { $0.hostName?.value })
      let own = Set(runbook.services.map(\.name.value))
      return files.flatMap { file in
        file.hosts.compactMap { host -> Verdict? in
          let strange = host.proxiedPorts.filter { $0.isLocal && !ports.contains($0.port) }
          let claim = Address("vhost", host.names.first ?? file.path)
          // One whose name the runbook has is held against that service's port.
          guard let proxy = strange.first, host.names.allSatisfy({ !names.contains($0) }) else {
            return host.proxiedPorts.isEmpty ? nil : holds(claim, at: range)
          }
          guard !Self.isOwn(host, file, own) else { return nil }
          let name = WorldText.clean(host.names.first ?? file.path)
          return drifts(
            claim, at: range,
            "the runbook lists \(services.count) services with ports; nginx also proxies \(name) to port \(proxy.port)",
            evidence: [Evidence(source: "\(file.path):\(proxy.line)", text: "proxy_pass to \(proxy.port)")],
            remedy: .advice(
              "add a row for \(name), or disable it: sudo rm \(file.path), then runbook run reload-nginx"))
        }
      }
    }
  }

  /// A virtual host that is a service's by the first label of its name or by its file's name.
  private static func isOwn(_ host: VirtualHost, _ file: VirtualHostFile, _ services: Set<String>) -> Bool {
    let labels = Set(host.names.compactMap { $0.split(separator: ".").first.map(String.init) })
    let stem = file.path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? ""
    return services.contains(stem) || !labels.isDisjoint(with: services)
  }

  private static let text = "| App | Port |\n|---|---|\n| luci | 3004 |\n\n## Nginx\n- Reload: nginx"

  private static func other(_ text: String) -> ExampleServer {
    .with {
      $0.files["/etc/nginx/sites-enabled/other"] = (FileAttributes(kind: .file, mode: 0o644), text)
    }
  }

  public static let examples = [
    CheckExample(.holds, text, other("server { listen 80; server_name static.example; root /srv; }")),
    CheckExample(
      .holds, text, other("server { listen 80; location / { proxy_pass http://10.0.0.9:8080; } }")),
    CheckExample(
      .drifts, "| App | Port |\n|---|---|\n         ↓\n| luci | 3004 |\n\n## Nginx\n- Reload: nginx",
      other("server { listen 80; server_name x.example; location / { proxy_pass http://127.0.0.1:9000; } }")),
    CheckExample(.unknown, text, .with { $0.refused = [.folder(path: "/etc/nginx/sites-enabled")] }),
  ]
}
