import Findings
public import RunbookModel
public import ServerFacts

/// PM2 keeps the process of each service online.
public struct PM2ProcessOnline: Check {
  public static let card = CheckCard(
    id: "pm2-process-online",
    summary: "the PM2 process of every service is online",
    why: "The service is down, or no command of the runbook reaches it.",
    fix: "Read its log and restart it, or correct its name in the runbook.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let runners = runbook.runners
    let services = runbook.services.compactMap { service in
      runners.name(of: service, .pm2).map { (service, $0) }
    }
    guard !services.isEmpty else { return [] }
    var own: String?
    if case .seen(let caller) = await facts.ask(Caller()) { own = caller.name }
    var answers: [String: Observation<[String: [PM2Process]]>] = [:]
    for account in Set(services.compactMap { $0.0.user?.value ?? own }) {
      answers[account] = await facts.ask(PM2Processes(account: account)).map {
        Dictionary(grouping: $0, by: \.name)
      }
    }
    return services.compactMap { service, name in
      let claim = service.address.field("pm2")
      guard let account = service.user?.value ?? own, let answer = answers[account] else {
        return unknown(claim, at: name.range, Blindness(.permission, "whose PM2 it is cannot be told"))
      }
      switch answer {
      case .unseen(let blindness): return unknown(claim, at: name.range, blindness)
      case .seen(let processes): return judge(service, name, processes[name.value] ?? [], account)
      }
    }
  }

  private func judge(
    _ service: Service, _ name: Located<String>, _ processes: [PM2Process], _ account: String
  ) -> Verdict {
    let claim = service.address.field("pm2")
    let stated = "the runbook keeps \(service.name.value) running by PM2 as \(name.value)"
    guard !processes.isEmpty else {
      guard service.user != nil else {
        // Another account may have a PM2 of its own.
        return unknown(claim, at: name.range, Blindness(.unreachable, "pm2: \(account) has no \(name.value)"))
      }
      return drifts(
        claim, at: name.range, "\(stated); the PM2 of \(account) knows no such process",
        remedy: .advice("start it and run pm2 save, or correct its name in the runbook"))
    }
    guard let process = processes.first(where: { $0.status != "online" }) else {
      return holds(claim, at: name.range)
    }
    return drifts(
      claim, at: name.range, "\(stated); it is \(WorldText.clean(process.status))",
      evidence: [Evidence(source: "pm2 jlist", text: "\(process.name) is \(process.status)")],
      remedy: .advice("read pm2 logs \(name.value) --nostream --lines 50, then: pm2 restart \(name.value)"))
  }

  private static let text =
    "| App | Port | PM2 name | User |\n|---|---|---|---|\n| luci | 3004 | luci | deploy |"
  private static let marked =
    "| App | Port | PM2 name | User |\n|---|---|---|---|\n                ↓\n| luci | 3004 | luci | deploy |"

  public static let examples = [
    CheckExample(.holds, text, RunnerExamples.process()),
    CheckExample(.drifts, marked, RunnerExamples.process(status: "errored")),
    CheckExample(
      .drifts,
      "| App | Port | PM2 name | User |\n|---|---|---|---|\n                ↓\n| luci | 3004 | lucy | deploy |",
      RunnerExamples.process()),
    CheckExample(.unknown, text, .with { $0.refused = [RunnerExamples.pm2] }),
  ]
}
