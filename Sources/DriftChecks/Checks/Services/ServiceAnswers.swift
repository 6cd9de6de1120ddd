import Findings
public import RunbookModel
public import ServerFacts

/// Each web service answers on its port, and not with an error of its own.
public struct ServiceAnswers: Check {
  public static let card = CheckCard(
    id: "service-answers",
    summary: "every web service answers on its port",
    why:
      "RUNNING means that it survived its first seconds, and a listener that never answers looks alive too.",
    fix: "Read its log, then restart it.",
    after: ["program-known", "program-runs", "port-listens", "port-belongs-to-program"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    await WebSites(runbook, facts).answering.together { await judge($0, facts) }.compactMap(\.self)
  }

  private func judge(_ site: WebSites.Site, _ facts: Facts) async -> Verdict? {
    let claim = site.service.address.field("port"), range = site.port.range
    let stated = "the runbook puts \(site.service.name.value) on port \(site.port.value)"
    let source = "http://127.0.0.1:\(site.port.value)\(site.path)"
    let restart = Remedy.operation(name: "restart-service", arguments: [site.service.name.value])
    switch await facts.ask(site.direct) {
    // Nothing listens, or what listens speaks something else: another check's affair.
    case .unseen(let blindness) where blindness.reason == .unreachable || blindness.reason == .malformed:
      return nil
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(.silence(let seconds)):
      return drifts(
        claim, at: range, "\(stated); it takes the connection and does not answer",
        evidence: [Evidence(source: source, text: "no answer in \(seconds) s")], remedy: restart)
    case .seen(.answer(let answer)):
      if answer.status < 500 { return holds(claim, at: range) }
      return drifts(
        claim, at: range, "\(stated); it answers with an error of its own",
        evidence: [Evidence(source: source, text: "HTTP status \(answer.status)")],
        remedy: .operation(name: "show-log", arguments: [site.service.name.value]))
    }
  }

  private static let text =
    "| App | Port | Host name |\n|---|---|---|\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx"
  private static let marked =
    "| App | Port | Host name |\n|---|---|---|\n         ↓\n| luci | 3004 | luci.example |\n\n## Nginx\n- Reload: nginx"
  private static let asked = Look.http(port: 3004, host: "luci.example", path: "/")

  public static let examples = [
    CheckExample(.holds, text, .with { $0.looks[asked] = .http(HTTPAnswer(status: 404)) }),
    CheckExample(.drifts, marked, .with { $0.looks[asked] = .http(HTTPAnswer(status: 500)) }),
    CheckExample(.drifts, marked, .with { $0.looks[asked] = .silence(seconds: 5) }),
    CheckExample(
      .drifts, "| App | Port | Health |\n|---|---|---|\n         ↓\n| luci | 3004 | GET /up |",
      .with { $0.looks[.http(port: 3004, host: "localhost", path: "/up")] = .http(HTTPAnswer(status: 503)) }),
    CheckExample(.unknown, text, .with { $0.refused = [asked] }),
  ]
}
