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

  var all: [Site] = []

  init(_ runbook: Runbook, _ facts: Facts) async {
    guard let settings = runbook.entries(NginxSettings.self).first else { return }
    let services = runbook.services.filter { $0.port != nil }
    guard !services.isEmpty else { return }
    let asked = await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings)))
    let files: [VirtualHostFile] = if case .seen(let files) = asked { files } else { [] }
    let hosts = Dictionary(
      grouping: files.flatMap(\.hosts).flatMap { host in host.proxiedPorts.map { ($0.port, host) } }, by: \.0)
    for service in services {
      guard let port = service.port else { continue }
      let proxying = (hosts[port.value] ?? []).map(\.1)
      let names = proxying.flatMap(\.names).filter(Self.isPlain)
      // A name that stands in the runbook needs no file to be asked for.
      guard let name = service.hostName?.value ?? names.first, Self.isPlain(name) else { continue }
      let path = service.healthPath?.value ?? "/"
      all.append(
        Site(
          service: service, port: port, hostName: name, path: path.hasPrefix("/") ? path : "/",
          isSecure: proxying.isEmpty
            || proxying.contains { $0.ports.contains(settings.publicPort?.value ?? 443) }))
    }
  }

  /// A name that can be asked for: no pattern and no catch-all.
  private static func isPlain(_ name: String) -> Bool {
    name.contains(".")
      && name.utf8.allSatisfy { byte in
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
      }
  }
}
