import Findings
public import RunbookModel
public import ServerFacts

/// The certificate file that the runbook names is there and holds a certificate.
public struct CertificateExists: Check {
  public static let card = CheckCard(
    id: "certificate-exists",
    summary: "every certificate that the runbook names is there",
    why: "nginx goes on with the one in memory and fails at its next reload or boot.",
    fix: "Restore the file from its source.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for certificate in runbook.certificates {
      let claim = certificate.address.field("path"), path = certificate.path
      switch await facts.ask(CertificateFile(path: path.value)) {
      case .unseen(let blindness) where blindness.reason == .malformed:
        verdicts.append(
          drifts(
            claim, at: path.range, "the runbook has a certificate at \(path.value); the file holds none",
            evidence: [Evidence(source: path.value, text: blindness.text)],
            remedy: .advice("restore the certificate at \(path.value)")))
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(nil):
        verdicts.append(
          drifts(
            claim, at: path.range, "the runbook has a certificate at \(path.value); there is no such file",
            remedy: .advice("restore the certificate at \(path.value) before nginx is reloaded")))
      case .seen: verdicts.append(holds(claim, at: path.range))
      }
    }
    return verdicts
  }

  public static let examples = [
    CheckExample(.holds, "## TLS\n- Certificate: /etc/ssl/origin.pem", .healthy),
    CheckExample(
      .drifts, "## TLS\n               ↓\n- Certificate: /etc/ssl/origin.pem", .with { $0.certificate = nil }),
    CheckExample(
      .unknown, "## TLS\n- Certificate: /etc/ssl/origin.pem",
      .with { $0.refused = [.certificate(path: "/etc/ssl/origin.pem")] }),
  ]
}
