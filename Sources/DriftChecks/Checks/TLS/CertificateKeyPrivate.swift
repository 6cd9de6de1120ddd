import Findings
public import RunbookModel
public import ServerFacts

/// Nobody but its owner reads the private key of a certificate.
///
/// Where the runbook names none, it is the one that a virtual host pairs with the runbook's certificate.
public struct CertificateKeyPrivate: Check {
  public static let card = CheckCard(
    id: "certificate-key-private",
    summary: "the private key of every certificate is private",
    why: "Whoever reads the key can pass for the site.",
    fix: "Let its owner alone read it, and have the certificate issued anew if others could.",
    after: ["certificate-exists", "certificate-fits-key"])

  /// A group that may read keys on Debian, beside root's.
  private static let keepers = "ssl-cert"

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let paired = await Self.paired(runbook, facts)
    for certificate in runbook.certificates {
      if let key = certificate.key {
        let claim = certificate.address.field("key")
        verdicts += await judge(
          key.value, claim, key.range, "the runbook has a private key at \(key.value)", facts)
        continue
      }
      let claim = certificate.address.field("path"), range = certificate.path.range
      let stated = "the runbook has a certificate at \(certificate.path.value)"
      switch paired {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
      case .seen(let keys):
        for key in (keys[certificate.path.value] ?? []).sorted() {
          verdicts += await judge(key, claim, range, stated, facts)
        }
      }
    }
    return verdicts
  }

  /// The keys that virtual hosts pair with each certificate.
  private static func paired(_ runbook: Runbook, _ facts: Facts) async -> Observation<[String: Set<String>]> {
    guard let settings = runbook.entries(NginxSettings.self).first else { return .seen([:]) }
    return await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))).map { files in
      var keys: [String: Set<String>] = [:]
      for host in files.flatMap(\.hosts) {
        for (certificate, key) in zip(host.certificates, host.certificateKeys) {
          keys[certificate, default: []].insert(key)
        }
      }
      return keys
    }
  }

  private func judge(
    _ key: String, _ claim: Address, _ range: SourceRange, _ stated: String, _ facts: Facts
  ) async -> [Verdict] {
    switch await facts.ask(KeyFile(path: key)) {
    // A key that is no key, or is not there, is the affair of others: nginx refuses it.
    case .unseen(let blindness) where blindness.reason == .malformed: return []
    case .seen(nil): return []
    case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
    case .seen(let fields?):
      let attributes = fields.attributes
      switch await Self.fault(attributes, facts) {
      case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
      case .seen(nil): return [holds(claim, at: range)]
      case .seen(let fault?):
        return [
          drifts(
            claim, at: range, "\(stated); \(fault.fact)", severity: fault.severity,
            evidence: [
              Evidence(
                source: key,
                text:
                  "mode 0\(String(attributes.mode & 0o777, radix: 8)), owner \(attributes.uid), group \(attributes.gid)"
              )
            ],
            remedy: .advice(fault.remedy + key))
        ]
      }
    }
  }

  private struct Fault: Sendable {
    var fact: String
    var severity: Severity
    var remedy = "sudo chmod 600 "
  }

  private static func fault(_ attributes: FileAttributes, _ facts: Facts) async -> Observation<Fault?> {
    let mode = attributes.mode
    if mode & 0o006 != 0 { return .seen(Fault(fact: "everybody can open the key", severity: .error)) }
    if mode & 0o020 != 0 { return .seen(Fault(fact: "its group can replace the key", severity: .error)) }
    if mode & 0o040 != 0, attributes.gid != 0 {
      switch await facts.ask(GroupNumbered(gid: attributes.gid)) {
      case .unseen(let blindness): return .unseen(blindness)
      case .seen(keepers): break
      case .seen(let name):
        let group = WorldText.clean(name ?? String(attributes.gid))
        return .seen(Fault(fact: "the group \(group) can read the key", severity: .warning))
      }
    }
    // A server's own account may have it; a person's or a site's may not.
    guard attributes.uid >= 1000, attributes.uid != 65_534 else { return .seen(nil) }
    return .seen(
      Fault(
        fact: "the key belongs to an account of a person or a site", severity: .warning,
        remedy: "sudo chown root: "))
  }

  private static let text = "## TLS\n- Certificate: /etc/ssl/origin.pem\n- Key: /etc/ssl/origin.key"
  private static let marked =
    "## TLS\n- Certificate: /etc/ssl/origin.pem\n       ↓\n- Key: /etc/ssl/origin.key"

  private static func open(_ mode: Int, _ gid: Int = 0) -> ExampleServer {
    .with {
      $0.key?.attributes.mode = mode
      $0.key?.attributes.gid = gid
      $0.files["/etc/group"] = (
        FileAttributes(kind: .file, mode: 0o644), "root:x:0:\nwww-data:x:33:\nssl-cert:x:110:\n"
      )
      $0.files["/etc/nginx/sites-enabled/luci"]?.text =
        "server { ssl_certificate /etc/ssl/origin.pem; ssl_certificate_key /etc/ssl/origin.key; }"
    }
  }

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(.holds, text, open(0o640)),
    CheckExample(.holds, text, open(0o640, 110)),
    CheckExample(.drifts, marked, open(0o644)),
    CheckExample(.drifts, marked, open(0o660)),
    CheckExample(.drifts, marked, open(0o640, 33)),
    CheckExample(
      .drifts, "## Nginx\n- Reload: nginx\n\n## TLS\n               ↓\n- Certificate: /etc/ssl/origin.pem",
      open(0o644)),
    CheckExample(.unknown, text, .with { $0.refused = [.publicKey(path: "/etc/ssl/origin.key")] }),
    CheckExample(.unknown, text, open(0o640, 33).changed { $0.refused = [.text(path: "/etc/group")] }),
  ]
}
