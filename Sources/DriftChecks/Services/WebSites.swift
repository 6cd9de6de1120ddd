import Findings
import RunbookModel
import ServerFacts

/// The services that the web sees: those with a host name in the runbook, or with a virtual host that proxies to them.
struct WebSites {
  struct Site: Sendable {
    var service: Service
    var port: Located<Int>
    var hostName: String
    /// The health path that the runbook states, else the front page.
    var path: String
    /// Whether a virtual host of it takes TLS, as far as the files say.
    var isSecure: Bool

    /// The service asked on its own port.
    var direct: WebAnswer { WebAnswer(port: port.value, host: hostName, path: path) }
  }

  /// Those behind nginx.
  private(set) var all: [Site] = []
  /// Those and what else the runbook plainly has answer HTTP: services with a path for their health.
  private(set) var answering: [Site] = []

  init(_ runbook: Runbook, _ facts: Facts) async {
    let services = runbook.services.filter { $0.port != nil }
    guard !services.isEmpty else { return }
    let settings = runbook.entries(NginxSettings.self).first
    var files: [VirtualHostFile] = []
    if let settings,
      case .seen(let seen) = await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings)))
    {
      files = seen
    }
    let hosts = Dictionary(
      grouping: files.flatMap(\.hosts).flatMap { host in host.proxiedPorts.map { ($0.port, host) } }, by: \.0)
    for service in services {
      guard let port = service.port else { continue }
      let proxying = (hosts[port.value] ?? []).map(\.1)
      let names = proxying.flatMap(\.names).filter(Self.isPlain)
      // A name that stands in the runbook needs no file to be asked for.
      let name = (service.hostName?.value ?? names.first).flatMap { Self.isPlain($0) ? $0 : nil }
      let publicPort = settings?.publicPort?.value ?? 443
      let site = Site(
        service: service, port: port, hostName: name ?? "localhost",
        path: Self.path(service.healthPath?.value),
        isSecure: proxying.isEmpty || proxying.contains { $0.ports.contains(publicPort) })
      if name != nil, settings != nil { all.append(site) }
      if name != nil && settings != nil || service.healthPath != nil { answering.append(site) }
    }
  }

  /// `/health` of `/health`, `GET /health` and `https://luci.example/health`; the front page for anything else.
  private static func path(_ stated: String?) -> String {
    guard let word = stated?.split(separator: " ").first(where: { $0.contains("/") }) else { return "/" }
    if word.hasPrefix("/") { return String(word) }
    guard let scheme = word.firstRange(of: "://"), let slash = word[scheme.upperBound...].firstIndex(of: "/")
    else { return "/" }
    return String(word[slash...])
  }

  /// A name that can be asked for: no pattern and no catch-all.
  private static func isPlain(_ name: String) -> Bool {
    name.contains(".")
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
      }
  }
}
