import Findings
public import RunbookModel
public import ServerFacts

/// The private key that the runbook names belongs to the certificate.
public struct CertificateFitsKey: Check {
  public static let card = CheckCard(
    id: "certificate-fits-key",
    summary: "every certificate fits the key that the runbook names",
    why: "nginx refuses the pair at its next reload or boot.",
    fix: "Put certificate and key of one issue in place.", after: ["certificate-exists"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for certificate in runbook.certificates {
      guard let key = certificate.key else { continue }
      let (chain, publicKey) = await facts.ask(
        CertificateFile(path: certificate.path.value), KeyFile(path: key.value))
      if let verdict = judge(certificate, key, chain, publicKey) { verdicts.append(verdict) }
    }
    return verdicts
  }

  private func judge(
    _ certificate: Certificate, _ key: Located<String>, _ chain: Observation<[CertificateFields]?>,
    _ publicKey: Observation<PublicKeyFields?>
  ) -> Verdict? {
    let claim = certificate.address.field("key")
    guard case .seen(let leaf) = chain.map({ $0?.first }) else {
      if case .unseen(let blindness) = chain, blindness.reason != .malformed {
        return unknown(claim, at: key.range, blindness)
      }
      return nil
    }
    switch publicKey {
    case .unseen(let blindness) where blindness.reason == .malformed:
      return drifts(
        claim, at: key.range, "the runbook has a private key at \(key.value); the file holds none",
        remedy: .advice("restore the key at \(key.value) before nginx is reloaded"))
    case .unseen(let blindness): return unknown(claim, at: key.range, blindness)
    case .seen(nil):
      return drifts(
        claim, at: key.range, "the runbook has a private key at \(key.value); there is no such file",
        remedy: .advice("restore the key at \(key.value) before nginx is reloaded"))
    case .seen(let fields?):
      guard let leaf else { return nil }
      if fields.publicKey == leaf.publicKey { return holds(claim, at: key.range) }
      return drifts(
        claim, at: key.range,
        "the runbook pairs \(key.value) with \(certificate.path.value); they do not fit",
        evidence: [Evidence(source: certificate.path.value, text: "certificate of \(leaf.subject)")],
        remedy: .advice(
          "put the key that belongs to the certificate at \(key.value), before nginx is reloaded"))
    }
  }

  private static let text = "## TLS\n- Certificate: /etc/ssl/origin.pem\n- Key: /etc/ssl/origin.key"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .drifts, "## TLS\n- Certificate: /etc/ssl/origin.pem\n       ↓\n- Key: /etc/ssl/origin.key",
      .with { $0.key?.publicKey = "k2" }),
    CheckExample(.unknown, text, .with { $0.refused = [.publicKey(path: "/etc/ssl/origin.key")] }),
  ]
}
