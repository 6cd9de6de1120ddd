import Findings
public import RunbookModel
public import ServerFacts

/// Nobody but its owner reads the private key that the runbook names.
public struct CertificateKeyPrivate: Check {
  public static let card = CheckCard(
    id: "certificate-key-private",
    summary: "every private key that the runbook names is private",
    why: "Whoever reads the key can pass for the site.",
    fix: "Let its owner alone read it, and have the certificate issued anew if others could.",
    after: ["certificate-exists", "certificate-fits-key"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for certificate in CertificateExists.certificates(runbook) {
      guard let key = certificate.key else { continue }
      let claim = certificate.address.field("key")
      switch await facts.ask(KeyFile(path: key.value)) {
      // A key that is no key, or is not there, is the affair of certificate-fits-key.
      case .unseen(let blindness) where blindness.reason == .malformed: continue
      case .seen(nil): continue
      case .unseen(let blindness): verdicts.append(unknown(claim, at: key.range, blindness))
      case .seen(let fields?): verdicts.append(judge(key, claim, fields.attributes))
      }
    }
    return verdicts
  }

  private func judge(_ key: Located<String>, _ claim: Address, _ attributes: FileAttributes) -> Verdict {
    let mode = attributes.mode & 0o777
    // Debian's own way is a group of the system's, ssl-cert, that may read.
    let isOfSystem = mode & 0o066 == 0o040 && attributes.gid > 0 && attributes.gid < 1000
    guard mode & 0o066 != 0, !isOfSystem else {
      // A server's own account may have it; a person's or a site's may not.
      guard attributes.uid >= 1000, attributes.uid != 65_534 else { return holds(claim, at: key.range) }
      return drifts(
        claim, at: key.range,
        "the runbook has a private key at \(key.value); it belongs to an account of a person or a site",
        severity: .warning, evidence: [Evidence(source: key.value, text: "owner \(attributes.uid)")],
        remedy: .advice("sudo chown root: \(key.value)"))
    }
    let others = mode & 0o006 != 0
    return drifts(
      claim, at: key.range,
      "the runbook has a private key at \(key.value); \(others ? "everybody" : "its group") can open it",
      severity: others || mode & 0o020 != 0 ? .error : .warning,
      evidence: [
        Evidence(
          source: key.value,
          text: "mode 0\(String(mode, radix: 8)), owner \(attributes.uid), group \(attributes.gid)")
      ],
      remedy: .advice("sudo chmod 600 \(key.value)"))
  }

  private static let text = "## TLS\n- Certificate: /etc/ssl/origin.pem\n- Key: /etc/ssl/origin.key"
  private static let marked =
    "## TLS\n- Certificate: /etc/ssl/origin.pem\n       ↓\n- Key: /etc/ssl/origin.key"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(.drifts, marked, .with { $0.key?.attributes.mode = 0o644 }),
    CheckExample(
      .drifts, marked,
      .with {
        $0.key?.attributes.mode = 0o640
        $0.key?.attributes.gid = 1001
      }),
    CheckExample(
      .holds, text,
      .with {
        $0.key?.attributes.mode = 0o640
        $0.key?.attributes.gid = 110
      }),
    CheckExample(.unknown, text, .with { $0.refused = [.publicKey(path: "/etc/ssl/origin.key")] }),
  ]
}
