import Findings
public import RunbookModel
public import ServerFacts

/// The timer that the runbook trusts with renewing certificates runs, and has something to renew.
public struct CertificateRenewed: Check {
  public static let card = CheckCard(
    id: "certificate-renewed",
    summary: "the timer that renews certificates runs and has something to renew",
    why: "A timer that is active and renews nothing looks like care: the certificate ends all the same.",
    fix: "Start the timer, or have certbot manage the certificate.", severity: .warning)

  static let renewals = "/etc/letsencrypt/renewal"

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    var seen: Set<String> = []
    for claim in runbook.claims {
      guard let timer = Self.timer(in: claim.value.value), seen.insert(timer).inserted else { continue }
      verdicts.append(await judge(timer, claim.address, claim.value.range, facts))
    }
    return verdicts
  }

  private func judge(_ timer: String, _ claim: Address, _ range: SourceRange, _ facts: Facts) async -> Verdict
  {
    switch await facts.ask(SystemdUnit(timer)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let unit):
      guard unit.loadState == "loaded", unit.activeState == "active" else {
        return drifts(
          claim, at: range, "the runbook has certificates renewed by \(timer); it does not run",
          severity: .error,
          evidence: [
            Evidence(
              source: "systemctl show \(timer)",
              text: "LoadState=\(unit.loadState) ActiveState=\(unit.activeState)")
          ],
          remedy: .advice("sudo systemctl enable --now \(timer)"))
      }
    }
    switch await facts.ask(FolderEntries(path: Self.renewals)) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let entries):
      if entries?.contains(where: { $0.name.hasSuffix(".conf") }) == true { return holds(claim, at: range) }
      return drifts(
        claim, at: range, "the runbook has certificates renewed by \(timer); it is active and renews nothing",
        evidence: [Evidence(source: Self.renewals, text: "no renewal configuration")],
        remedy: .advice("have certbot issue the certificate, or write in the runbook who renews it, and when")
      )
    }
  }

  /// `certbot.timer` in a stated value.
  private static func timer(in value: String) -> String? {
    guard value.contains(".timer") else { return nil }
    return value.split { " `,;()".contains($0) }.map(String.init).first { word in
      word.hasSuffix(".timer")
        && ["certbot", "acme", "letsencrypt", "lego", "dehydrated"].contains { word.contains($0) }
    }
  }

  private static let text = "## TLS\n- Fallback: certbot --nginx, timer: systemctl status certbot.timer"
  private static let marked =
    "## TLS\n            ↓\n- Fallback: certbot --nginx, timer: systemctl status certbot.timer"
  private static let asked = Look.command(.systemdUnit(name: "certbot.timer"))

  private static func timer(_ state: String, _ names: [String]) -> ExampleServer {
    .with { server in
      server.looks[asked] = .output(
        CommandOutput(status: 0, output: "LoadState=loaded\nActiveState=\(state)\n"))
      server.looks[.folder(path: renewals)] = .folder(
        names.map { FolderEntry(name: $0, attributes: FileAttributes(kind: .file, mode: 0o644)) })
    }
  }

  public static let examples = [
    CheckExample(.holds, text, timer("active", ["luci.example.conf"])),
    CheckExample(.drifts, marked, timer("active", [])),
    CheckExample(.drifts, marked, timer("inactive", ["luci.example.conf"])),
    CheckExample(.unknown, text, .with { $0.refused = [asked] }),
  ]
}
