import Findings
public import RunbookModel
public import ServerFacts

/// Shows until when certificates are valid.
public struct CertificateStatus: Operation {
  public static let card = OperationCard(
    name: "certificate-status", alias: "certificates",
    summary: "show until when a certificate is valid, and for which names",
    detail: "Reads the certificate files now. Names and issuer are a stranger's words. Changes nothing.",
    effect: .observes,
    parameters: [
      Parameter(
        name: "certificate", summary: "which certificate; all when left out",
        values: .vocabulary(.certificates),
        isOptional: true)
    ],
    undo: "nothing to undo")

  private let certificate: String?

  public init(_ arguments: Arguments) throws(Refusal) {
    certificate = arguments["certificate"]
  }

  public func row(_ runbook: Runbook) -> [Claim] {
    certificates(runbook).flatMap(\.claims).filter { $0.address.field == "path" }
  }

  private func certificates(_ runbook: Runbook) -> [Certificate] {
    certificate.map(runbook.certificates(named:)) ?? runbook.certificates
  }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    let certificates = certificates(runbook)
    guard let first = certificates.first else {
      throw Refusal(.notPossible, "the runbook names no certificate")
    }
    let files = certificates.map { NamedPath(name: runbook.shortName(of: $0), path: $0.path.value) }
    return [
      Plan(
        operation: Self.card.name, subject: Address(Certificate.kind, certificate ?? "*"),
        source: first.path.range,
        steps: [Step("read the certificates", .show(.certificates(files)), effect: .observes)])
    ]
  }
}
