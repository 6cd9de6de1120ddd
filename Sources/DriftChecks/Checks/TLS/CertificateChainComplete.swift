import Findings
public import RunbookModel
public import ServerFacts

/// A certificate of a public authority has its intermediate certificates with it.
public struct CertificateChainComplete: Check {
  public static let card = CheckCard(
    id: "certificate-chain-complete",
    summary: "every certificate of a public authority has its intermediates with it",
    why:
      "Browsers that have seen the intermediate before accept it; phones, curl and other servers refuse it.",
    fix: "Put the whole chain into the file: leaf first, then its issuer.", after: ["certificate-exists"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let served = await Self.served(runbook, facts)
    for certificate in runbook.certificates {
      let claim = certificate.address.field("path"), range = certificate.path.range
      // certbot's cert.pem lies beside its fullchain.pem, and only the one that visitors get has to be whole.
      if case .seen(let paths?) = served, !paths.isEmpty, !paths.contains(certificate.path.value) { continue }
      switch await facts.ask(CertificateFile(path: certificate.path.value)) {
      case .unseen(let blindness) where blindness.reason == .malformed: continue
      case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
      case .seen(let chain):
        guard let chain, let leaf = chain.first, Self.isPublic(leaf.issuer), leaf.issuer != leaf.subject
        else { continue }
        if chain.count > 1, chain[1].subject == leaf.issuer {
          verdicts.append(holds(claim, at: range))
          continue
        }
        if case .unseen(let blindness) = served {
          verdicts.append(unknown(claim, at: range, blindness))
          continue
        }
        verdicts.append(
          drifts(
            claim, at: range,
            "the runbook has a certificate at \(certificate.path.value); its issuer's certificate does not follow it",
            evidence: [
              Evidence(
                source: certificate.path.value, text: "issued by \(leaf.issuer); \(chain.count) in the file")
            ],
            remedy: .advice(
              "use the file with the whole chain (certbot: fullchain.pem), then: runbook run reload-nginx")))
      }
    }
    return verdicts
  }

  /// The files that virtual hosts serve; nil where the runbook has no nginx.
  private static func served(_ runbook: Runbook, _ facts: Facts) async -> Observation<Set<String>?> {
    guard let settings = runbook.entries(NginxSettings.self).first else { return .seen(nil) }
    return await facts.ask(VirtualHosts(folder: VhostEnabled.folder(settings))).map { files in
      Set(files.flatMap(\.hosts).flatMap(\.certificates))
    }
  }

  /// Authorities whose leaves never hang on a root directly. An origin certificate is signed by one that nobody trusts
  /// but the proxy in front.
  private static func isPublic(_ issuer: String) -> Bool {
    guard !issuer.contains("Origin") else { return false }
    return [
      "O=Let's Encrypt", "O=ZeroSSL", "O=Google Trust Services", "O=DigiCert", "O=Sectigo", "O=GoDaddy",
      "O=Buypass", "O=SSL Corporation", "O=Amazon", "O=GlobalSign",
    ].contains { issuer.contains($0) }
  }

  private static let text = "## TLS\n- Certificate: /etc/ssl/origin.pem"
  private static let path = Look.certificate(path: "/etc/ssl/origin.pem")

  private static func chain(_ count: Int) -> ExampleServer {
    .with { server in
      let authority = "CN=R11,O=Let's Encrypt,C=US"
      guard var leaf = server.certificate else { return }
      leaf.issuer = authority
      var issuer = leaf
      issuer.subject = authority
      server.looks[path] = .certificates(Array([leaf, issuer].prefix(count)))
    }
  }

  public static let examples = [
    CheckExample(.holds, text, chain(2)),
    CheckExample(.drifts, "## TLS\n               ↓\n- Certificate: /etc/ssl/origin.pem", chain(1)),
    CheckExample(.unknown, text, .with { $0.refused = [path] }),
  ]
}
