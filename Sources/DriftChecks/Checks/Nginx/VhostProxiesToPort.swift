import Findings
public import RunbookModel
public import ServerFacts

/// The virtual host of a service leads to the service's port.
public struct VhostProxiesToPort: Check {
  public static let card = CheckCard(
    id: "vhost-proxies-to-port",
    summary: "the virtual host of every service proxies to its port",
    why: "Visitors get another app, or 502.",
    fix: "Correct proxy_pass in the virtual host and reload nginx, or correct the runbook.",
    after: ["ports-distinct", "vhost-enabled", "vhost-listens", "port-listens"],
    identifies: [Service.kind])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    let asked = await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))).map(VhostIndex.init)
    let known = Set(runbook.services.compactMap { $0.port?.value })
    return runbook.services.ofOwnPort.compactMap { service in
      guard let port = service.port else { return nil }
      let claim = service.address.field("port")
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: port.range, blindness)
      case .seen(let index): return judge(service, port, index.hosts(of: service), known, settings)
      }
    }
  }

  private func judge(
    _ service: Service, _ port: Located<Int>, _ found: [VhostIndex.Pair], _ known: Set<Int>,
    _ settings: NginxSettings
  ) -> Verdict? {
    guard !found.isEmpty else { return nil }
    let claim = service.address.field("port")
    let wanted = settings.publicPort?.value
    let facing = found.filter { pair in wanted.map { pair.host.ports.contains($0) } ?? true }
    let name = service.name.value
    // Nothing on the public port is told by another check.
    guard !facing.isEmpty else { return nil }
    let proxies = facing.flatMap { pair in pair.host.proxiedPorts.map { (file: pair.file, proxy: $0) } }
    // A site may hand a part of itself to another service of the runbook; never its front page.
    let front = proxies.filter { $0.proxy.location == "/" }
    let wrong = proxies.filter { pair in
      pair.proxy.port != port.value
        && (pair.proxy.location == "/" || front.isEmpty || !known.contains(pair.proxy.port))
    }
    if wrong.isEmpty, proxies.contains(where: { $0.proxy.port == port.value }) {
      return holds(claim, at: port.range)
    }
    let fact =
      wrong.first.map { "its virtual host proxies to \($0.proxy.port)" } ?? "its virtual host proxies nowhere"
    return drifts(
      claim, at: port.range, "the runbook puts \(name) on port \(port.value); \(fact)",
      evidence: wrong.map {
        Evidence(source: "\($0.file.path):\($0.proxy.line)", text: "proxy_pass to \($0.proxy.port)")
      },
      remedy: .advice("set proxy_pass to \(port.value) there, then: runbook run reload-nginx"))
  }

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx -s reload"

  private static let parted = ExampleServer.with {
    $0.files["/etc/nginx/sites-enabled/luci"]?.text =
      "server { listen 443 ssl; server_name luci.example; location / { proxy_pass http://127.0.0.1:3004; } "
      + "location /api { proxy_pass http://127.0.0.1:3009; } }"
  }

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .holds, "| App | Port |\n|---|---|\n| luci | 3004 |\n| api | 3009 |\n\n## Nginx\n- Reload: nginx",
      parted),
    CheckExample(
      .drifts, "| App | Port |\n|---|---|\n         ↓\n| luci | 3004 |\n\n## Nginx\n- Reload: nginx", parted),
    CheckExample(
      .drifts,
      "| App | Port | Host name |\n|---|---|---|\n         ↓\n| luci | 3009 | luci.example |\n\n## Nginx\n- Reload: nginx",
      .healthy),
    CheckExample(.unknown, text, .with { $0.refused = [.folder(path: "/etc/nginx/sites-enabled")] }),
  ]
}
