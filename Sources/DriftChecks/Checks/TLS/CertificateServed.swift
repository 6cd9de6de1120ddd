import Findings
public import RunbookModel
public import ServerFacts

/// What nginx serves is the certificate that lies in the file.
public struct CertificateServed: Check {
  public static let card = CheckCard(
    id: "certificate-served",
    summary: "what is served for every host name is the certificate in the file",
    why: "A renewed file changes nothing until nginx reads it: the old one is served until it ends.",
    fix: "Reload nginx.",
    after: [
      "certificate-exists", "nginx-runs", "vhost-enabled", "vhost-listens", "vhost-names-distinct",
      "certificate-fits-key", "nginx-configuration-valid", "configuration-folder-exists",
    ])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    let port = settings.publicPort?.value ?? 443
    let asked = await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))).map(VhostIndex.init)
    guard case .seen(let index) = asked else { return [] }
    let sites = await WebSites(runbook, facts).all
    let stated = Dictionary(
      runbook.certificates.map { ($0.path.value, $0) },
      uniquingKeysWith: { first, _ in first })
    let verdicts = await sites.together { site -> Verdict? in
      let found = index.hosts(of: site.service).first {
        $0.host.securePorts.contains(port) && !$0.host.certificates.isEmpty
      }
      guard let paths = found?.host.certificates, let first = paths.first else { return nil }
      let path = paths.first { stated[$0] != nil } ?? first
      return await judge(site, path, paths, port, stated[path], facts)
    }
    return Self.once(verdicts.compactMap(\.self) + strangers(sites, index, port, Array(stated.values)))
  }

  /// Sites that nginx serves with another certificate than the only one the runbook names, where at least two others
  /// are served with that.
  private func strangers(
    _ sites: [WebSites.Site], _ index: VhostIndex, _ port: Int, _ stated: [Certificate]
  ) -> [Verdict] {
    guard stated.count == 1, let certificate = stated.first else { return [] }
    let paths = sites.map { site in
      index.hosts(of: site.service).first { $0.host.securePorts.contains(port) }.flatMap { pair in
        pair.host.certificates.first.map { first in
          let path = pair.host.certificates.first { $0 == certificate.path.value } ?? first
          return (path: path, place: "\(pair.file.path):\(pair.host.line)")
        }
      }
    }
    guard paths.count(where: { $0?.path == certificate.path.value }) >= 2 else { return [] }
    return zip(sites, paths).compactMap { site, found in
      guard let found, found.path != certificate.path.value else { return nil }
      return drifts(
        site.service.address.field("certificate"),
        at: site.service.hostName?.range ?? site.service.name.range,
        "the runbook names one certificate, \(certificate.path.value); nginx serves \(site.hostName) with another",
        severity: .warning, evidence: [Evidence(source: found.place, text: "ssl_certificate \(found.path)")],
        remedy: .advice(
          "name \(found.path) in the runbook too, or correct ssl_certificate, then: runbook run reload-nginx")
      )
    }
  }

  /// Where the runbook names the certificate, that is one claim, however many sites are served with it: the worst counts.
  private static func once(_ verdicts: [Verdict]) -> [Verdict] {
    var order: [Address] = [], worst: [Address: Verdict] = [:]
    for verdict in verdicts {
      guard let known = worst[verdict.claim] else {
        order.append(verdict.claim)
        worst[verdict.claim] = verdict
        continue
      }
      if rank(verdict) > rank(known) { worst[verdict.claim] = verdict }
    }
    return order.compactMap { worst[$0] }
  }

  private static func rank(_ verdict: Verdict) -> Int {
    switch verdict.outcome {
    case .holds: 0
    case .unknown: 1
    case .drifts: 2
    }
  }

  private func judge(
    _ site: WebSites.Site, _ path: String, _ paths: [String], _ port: Int, _ certificate: Certificate?,
    _ facts: Facts
  ) async -> Verdict? {
    let claim = certificate?.address.field("path") ?? site.service.address.field("host")
    let range = certificate?.path.range ?? site.service.hostName?.range ?? site.service.name.range
    let (files, served) = await atOnce({ await leaves(paths, facts) }) {
      await facts.ask(ServedCertificates(port: port, serverName: site.hostName))
    }
    switch served {
    // Nobody listens, or speaks no TLS: told elsewhere.
    case .unseen(let blindness) where blindness.reason == .unreachable || blindness.reason == .malformed:
      return nil
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let chain):
      switch files {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let leaves):
        guard let leaf = leaves[path], let served = chain.first else { return nil }
        if leaves.values.contains(where: { $0.fingerprint == served.fingerprint }) {
          return holds(claim, at: range)
        }
        return drifts(
          claim, at: range,
          "the runbook serves \(site.hostName) with \(path); nginx serves another certificate than the one in the file",
          evidence: [
            Evidence(
              source: "\(site.hostName):\(port)",
              text: "\(served.subject), until \(Instant(seconds: served.notAfter))"),
            Evidence(source: path, text: "\(leaf.subject), until \(Instant(seconds: leaf.notAfter))"),
          ],
          remedy: .operation(name: "reload-nginx", arguments: []))
      }
    }
  }

  /// The leaf of each file that holds one. A virtual host may have a certificate for each kind of key: nginx serves the
  /// one that suits the visitor.
  private func leaves(_ paths: [String], _ facts: Facts) async -> Observation<[String: CertificateFields]> {
    var leaves: [String: CertificateFields] = [:]
    for path in paths {
      switch await facts.ask(CertificateFile(path: path)) {
      case .unseen(let blindness) where blindness.reason == .malformed: continue
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(let fields): leaves[path] = fields?.first
      }
    }
    // With one of two gone nobody can say which is served.
    return .seen(leaves.count == Set(paths).count ? leaves : [:])
  }

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx\n\n"
    + "## TLS\n- Certificate: /etc/ssl/origin.pem"
  private static let marked =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx\n\n"
    + "## TLS\n               ↓\n- Certificate: /etc/ssl/origin.pem"
  private static let asked = Look.handshake(port: 443, serverName: "luci.example")

  private static func serving(_ fingerprint: String) -> ExampleServer {
    .with { server in
      server.files["/etc/nginx/sites-enabled/luci"]?.text =
        "server { listen 443 ssl; server_name luci.example; ssl_certificate /etc/ssl/origin.pem; "
        + "location / { proxy_pass http://127.0.0.1:3004; } }"
      var leaf = server.certificate
      leaf?.fingerprint = fingerprint
      server.looks[asked] = .certificates(leaf.map { [$0] } ?? [])
    }
  }

  public static let examples = [
    CheckExample(.holds, text, serving("f1")),
    CheckExample(.drifts, marked, serving("f0")),
    CheckExample(.unknown, text, serving("f1").changed { $0.refused = [asked] }),
  ]
}
