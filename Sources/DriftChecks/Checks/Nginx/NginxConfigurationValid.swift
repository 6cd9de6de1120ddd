import Findings
public import RunbookModel
public import ServerFacts

/// nginx would load its configuration files as they are now.
public struct NginxConfigurationValid: Check {
  public static let card = CheckCard(
    id: "nginx-configuration-valid",
    summary: "nginx would load its configuration",
    why: "It works now and fails at the next reload or boot.",
    fix: "Correct the line that nginx -t names.",
    after: ["vhost-enabled", "certificate-exists", "certificate-fits-key", "configuration-folder-exists"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard let settings = runbook.entries(NginxSettings.self).first else { return [] }
    let claim = settings.address.field("configuration")
    let range = settings.configurationRoot?.range ?? settings.name.range
    switch await facts.ask(NginxSelfTest()) {
    case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
    case .seen(nil): return [holds(claim, at: range)]
    case .seen(let refusal?):
      return [
        drifts(
          claim, at: range,
          "the runbook has nginx reloaded from its configuration; nginx refuses it, at the next reload or boot",
          evidence: [Evidence(source: "nginx -t", text: refusal)],
          remedy: .advice("correct what nginx names until sudo nginx -t passes"))
      ]
    }
  }

  private static let text = "## Nginx\n- Reload: sudo nginx -s reload"
  private static let test = Look.command(.nginxConfigurationTest)

  private static func saying(_ errors: String) -> Seen {
    .output(CommandOutput(status: 1, output: "", errors: "\(errors)\nnginx: test failed\n"))
  }

  public static let examples = [
    CheckExample(.holds, text, .with { $0.looks[test] = .output(CommandOutput(status: 0, output: "")) }),
    CheckExample(
      .drifts, "   ↓\n## Nginx\n- Reload: sudo nginx -s reload",
      .with {
        $0.looks[test] = saying("nginx: [emerg] unknown directive \"lisen\" in /etc/nginx/nginx.conf:2")
      }),
    CheckExample(
      .unknown, text,
      .with {
        $0.looks[test] = saying(
          "nginx: [emerg] cannot load certificate key \"/etc/ssl/origin.key\": BIO_new_file() failed "
            + "(SSL: error:8000000D:system library::Permission denied)")
      }),
  ]
}
