import Findings
public import RunbookModel
public import ServerFacts

/// The certificate that a virtual host serves is made out for the service's host name.
public struct CertificateNamesHosts: Check {
  public static let card = CheckCard(
    id: "certificate-names-hosts",
    summary: "every certificate covers the host names that are served with it",
    why: "Browsers and strict proxies refuse a certificate that names another host.",
    fix: "Have the certificate issued anew with all host names.",
    after: ["certificate-exists", "certificate-fits-key", "certificate-current"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let certificates = runbook.certificates
    guard let settings = runbook.entries(NginxSettings.self).first, !certificates.isEmpty else { return [] }
    let asked = await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))).map(VhostIndex.init)
    let sites = await WebSites(runbook, facts).all
    var verdicts: [Verdict] = []
    for certificate in certificates {
      let claim = certificate.address.field("path"), range = certificate.path.range
      switch (asked, await facts.ask(CertificateFile(path: certificate.path.value))) {
      case (_, .unseen(let blindness)) where blindness.reason == .malformed: continue
      case (.unseen(let blindness), _), (_, .unseen(let blindness)):
        verdicts.append(unknown(claim, at: range, blindness))
      case (.seen(let index), .seen(let chain)):
        let hosts = sites.filter { site in
          index.hosts(of: site.service).contains { $0.host.certificates.contains(certificate.path.value) }
        }
        guard let leaf = chain?.first, !hosts.isEmpty else { continue }
        verdicts.append(judge(certificate, leaf, hosts.map(\.hostName)))
      }
    }
    return verdicts
  }

  private func judge(_ certificate: Certificate, _ leaf: CertificateFields, _ hosts: [String]) -> Verdict {
    let claim = certificate.address.field("path"), range = certificate.path.range
    let covered = Set(leaf.names.map { $0.lowercased() })
    let bare = hosts.filter { !Self.covers(covered, $0.lowercased()) }
    guard let first = bare.first else { return holds(claim, at: range) }
    let more = bare.count > 1 ? " and \(bare.count - 1) more" : ""
    return drifts(
      claim, at: range,
      "the runbook serves \(first)\(more) with \(certificate.path.value); it is made out for other names",
      evidence: [
        Evidence(source: certificate.path.value, text: "names: \(leaf.names.joined(separator: ", "))")
      ],
      remedy: .advice("have it issued anew for all host names, then: runbook run reload-nginx"))
  }

  /// A wildcard stands for exactly one label.
  static func covers(_ names: Set<String>, _ host: String) -> Bool {
    if names.contains(host) { return true }
    guard let dot = host.firstIndex(of: "."), dot > host.startIndex else { return false }
    return names.contains("*" + host[dot...])
  }

  private static let table =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx\n\n"
  private static let text = table + "## TLS\n- Certificate: /etc/ssl/origin.pem"
  private static let marked = table + "## TLS\n               ↓\n- Certificate: /etc/ssl/origin.pem"

  private static func named(_ names: [String]) -> ExampleServer {
    .with { server in
      server.files["/etc/nginx/sites-enabled/luci"]?.text =
        "server { listen 443 ssl; server_name luci.example; ssl_certificate /etc/ssl/origin.pem; "
        + "location / { proxy_pass http://127.0.0.1:3004; } }"
      server.certificate?.names = names
    }
  }

  public static let examples = [
    CheckExample(.holds, text, named(["luci.example"])),
    CheckExample(.holds, text, named(["*.example"])),
    CheckExample(.drifts, marked, named(["nearyou.example"])),
    CheckExample(.drifts, marked, named(["*.luci.example"])),
    CheckExample(
      .unknown, text, named([]).changed { $0.refused = [.certificate(path: "/etc/ssl/origin.pem")] }),
  ]
}
