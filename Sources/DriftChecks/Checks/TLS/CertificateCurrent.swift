import Findings
public import RunbookModel
public import ServerFacts

/// The certificate is valid now and will be for long enough to renew it in peace.
public struct CertificateCurrent: Check {
  public static let card = CheckCard(
    id: "certificate-current",
    summary: "every certificate is valid and does not end soon",
    why: "On the day it ends every visitor gets an error page, and nobody was told before.",
    fix: "Renew it and reload nginx.", after: ["certificate-exists"])

  private static let day = 86_400

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let now = await facts.now()
    var verdicts: [Verdict] = []
    for certificate in runbook.certificates {
      switch await facts.ask(CertificateFile(path: certificate.path.value)) {
      case .unseen(let blindness) where blindness.reason == .malformed: continue
      case .unseen(let blindness):
        verdicts.append(unknown(certificate.address.field("path"), at: certificate.path.range, blindness))
      case .seen(let chain):
        if let leaf = chain?.first {
          let days = Double(leaf.notAfter - now.seconds) / Double(Self.day)
          let measure = Measure(.certificateDaysLeft, days, of: certificate.address)
          verdicts.append(judge(certificate, leaf, now).measuring(measure))
        }
      }
    }
    return verdicts
  }

  private func judge(_ certificate: Certificate, _ leaf: CertificateFields, _ now: Instant) -> Verdict {
    let claim = certificate.address.field("path"), range = certificate.path.range
    let left = leaf.notAfter - now.seconds
    let evidence = [
      Evidence(
        source: certificate.path.value,
        text: "\(leaf.subject), \(Instant(seconds: leaf.notBefore)) to \(Instant(seconds: leaf.notAfter))")
    ]
    let remedy = Remedy.advice("renew \(certificate.path.value), then: runbook run reload-nginx")
    let stated = "the runbook relies on \(certificate.path.value)"
    if leaf.notBefore > now.seconds {
      return drifts(claim, at: range, "\(stated); it is not valid yet", evidence: evidence, remedy: remedy)
    }
    if left <= 0 {
      let days = -left / Self.day
      return drifts(
        claim, at: range, "\(stated); it ended \(days) days ago", evidence: evidence, remedy: remedy)
    }
    let (warning, error) = Self.thresholds(lifetime: leaf.notAfter - leaf.notBefore)
    guard left < max(warning, error) else { return holds(claim, at: range) }
    return drifts(
      claim, at: range, "\(stated); it ends in \(left / Self.day) days",
      severity: left < error ? .error : .warning,
      evidence: evidence, remedy: remedy)
  }

  /// A third and a sixth of the lifetime, since lifetimes shrink to 45 days by 2028; certificates of over 400 days
  /// are renewed by hand, so 90 and 30 days. Never less than 72 hours before an error.
  private static func thresholds(lifetime: Int) -> (warning: Int, error: Int) {
    if lifetime > 400 * day { return (90 * day, 30 * day) }
    return (lifetime / 3, max(lifetime / 6, 3 * day))
  }

  public static let examples = [
    CheckExample(.holds, "## TLS\n- Certificate: /etc/ssl/origin.pem", .healthy),
    CheckExample(
      .drifts, "## TLS\n               ↓\n- Certificate: /etc/ssl/origin.pem",
      .with { $0.certificate?.notAfter = ExampleServer.noon.seconds - ExampleServer.day }),
    CheckExample(
      .unknown, "## TLS\n- Certificate: /etc/ssl/origin.pem",
      .with { $0.refused = [.certificate(path: "/etc/ssl/origin.pem")] }),
  ]
}
