import Findings
public import RunbookModel
public import ServerFacts

/// No two enabled virtual hosts answer to one name on one port: nginx takes the first and warns.
public struct VhostNamesDistinct: Check {
  public static let card = CheckCard(
    id: "vhost-names-distinct",
    summary: "no two virtual hosts have one name on one port",
    why: "nginx ignores the second with a mere warning: which one answers depends on the names of the files.",
    fix: "Take the name out of one of them and reload nginx.",
    after: ["vhost-enabled", "vhost-proxies-to-port"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    let claim = settings.address.field("names"),
      range = settings.configurationRoot?.range ?? settings.name.range
    switch await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))) {
    case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
    case .seen(let files):
      let doubled = Self.doubled(files)
      guard !doubled.isEmpty else { return [holds(claim, at: range)] }
      let services = Dictionary(
        runbook.services.flatMap { service in
          ([service.hostName?.value.lowercased()].compactMap { $0 }).map { ($0, service) }
        }, uniquingKeysWith: { first, _ in first })
      return doubled.map { name, places in
        let service = services[name]
        return drifts(
          claim, at: service?.hostName?.range ?? range,
          "the runbook serves \(WorldText.clean(name)) by one virtual host; \(places.count) enabled ones have that name",
          evidence: places.map { Evidence(source: $0, text: "server_name \(name)") },
          remedy: .advice("take \(WorldText.clean(name)) out of all but one, then: runbook run reload-nginx"))
      }
    }
  }

  /// Names that stand in more than one server block for one address and port (one block for IPv4 and one for IPv6 are
  /// not in each other's way), with the places, in the order of the files. A
  /// catch-all without a name is nobody's.
  private static func doubled(_ files: [VirtualHostFile]) -> [(String, [String])] {
    var places: [String: [String]] = [:], order: [String] = []
    for file in files {
      for host in file.hosts {
        for name in Set(host.names.map { $0.lowercased() }) where name != "_" && !name.isEmpty {
          for listen in Set(host.listens.map { "\($0.address):\($0.port)" }) {
            let key = "\(name) \(listen)"
            if places[key] == nil { order.append(key) }
            places[key, default: []].append("\(file.path):\(host.line)")
          }
        }
      }
    }
    var told: Set<String> = []
    return order.sorted().compactMap { key in
      guard let found = places[key], found.count > 1, let name = key.split(separator: " ").first,
        told.insert(String(name)).inserted
      else { return nil }
      return (String(name), found)
    }
  }

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx"
  private static let other = "/etc/nginx/sites-enabled/other"

  public static let examples = [
    CheckExample(
      .holds, text,
      .with {
        $0.files[other] = (
          FileAttributes(kind: .file, mode: 0o644), "server { listen 80; server_name luci.example; }"
        )
      }),
    CheckExample(
      .holds, text,
      .with {
        $0.files[other] = (
          FileAttributes(kind: .file, mode: 0o644),
          "server { listen [::]:443 ssl; server_name luci.example; }"
        )
      }),
    CheckExample(
      .drifts,
      "| App | Port | Host name |\n|---|---|---|\n                ↓\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx",
      .with {
        $0.files[other] = (
          FileAttributes(kind: .file, mode: 0o644), "server { listen 443 ssl; server_name luci.example; }"
        )
      }),
    CheckExample(.unknown, text, .with { $0.refused = [.folder(path: "/etc/nginx/sites-enabled")] }),
  ]
}
