import Findings
public import RunbookModel
public import ServerFacts

/// The virtual host of each service listens on the port that the world reaches, and with TLS on 443.
public struct VhostListens: Check {
  public static let card = CheckCard(
    id: "vhost-listens",
    summary: "the virtual host of every service listens on the public port",
    why: "Another virtual host answers there in its place, with its certificate.",
    fix: "Add the listen line to the virtual host and reload nginx.", after: ["vhost-enabled"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first, let wanted = settings.publicPort?.value
    else { return [] }
    let asked = await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))).map(VhostIndex.init)
    return runbook.services.compactMap { service in
      guard service.port != nil else { return nil }
      let claim = service.address.field("host")
      let range = service.hostName?.range ?? service.name.range
      switch asked {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let index):
        let found = index.hosts(of: service)
        guard !found.isEmpty else { return nil }
        let facing = found.filter { $0.host.ports.contains(wanted) }
        let name = service.name.value
        if facing.isEmpty {
          let ports = Set(found.flatMap(\.host.ports)).sorted().map(String.init).joined(separator: ", ")
          return drifts(
            claim, at: range,
            "the runbook has \(name) proxied from \(wanted); its virtual host listens on \(ports)",
            evidence: found.map { Evidence(source: "\($0.file.path):\($0.host.line)", text: "server block") },
            remedy: .advice("add listen \(wanted) ssl to its virtual host, then: runbook run reload-nginx"))
        }
        guard wanted == 443, !facing.contains(where: { $0.host.securePorts.contains(wanted) }) else {
          return holds(claim, at: range)
        }
        return drifts(
          claim, at: range, "the runbook has \(name) proxied from 443; its virtual host takes no TLS there",
          evidence: facing.map {
            Evidence(source: "\($0.file.path):\($0.host.line)", text: "listen 443 without ssl")
          },
          remedy: .advice("write listen 443 ssl in its virtual host, then: runbook run reload-nginx"))
      }
    }
  }

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- All sites proxied from 443."
  private static let marked =
    "| App | Port | Host name |\n|---|---|---|\n                ↓\n| luci | 3004 | luci.example |\n\n## Nginx\n"
    + "- All sites proxied from 443."
  private static let path = "/etc/nginx/sites-enabled/luci"

  private static func listening(_ words: String) -> ExampleServer {
    .with { $0.files[path]?.text = "server { listen \(words); server_name luci.example; }" }
  }

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(.drifts, marked, listening("80")),
    CheckExample(.drifts, marked, listening("443")),
    CheckExample(.unknown, text, .with { $0.refused = [.folder(path: "/etc/nginx/sites-enabled")] }),
  ]
}
