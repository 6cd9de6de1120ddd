import Findings
public import RunbookModel
public import ServerFacts

/// The program of each service runs as the account that the runbook names, or else as the other services do.
public struct ProgramUser: Check {
  public static let card = CheckCard(
    id: "program-user",
    summary: "every program runs as the account that is meant",
    why: "A site that runs as root gives the whole server to whoever breaks into it.",
    fix: "Set user= in its file and run supervisorctl update.", after: ["program-known", "program-runs"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let services = runbook.servicesOfOwnProgram
    guard !services.isEmpty else { return [] }
    let (asked, accounts) = await atOnce(
      { await facts.ask(Processes(), SupervisedPrograms()) },
      { await Self.accounts(Set(services.compactMap { $0.user?.value }), facts) })
    switch asked {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)):
      return services.compactMap { service in
        service.program.map { unknown(Self.claim(service), at: $0.range, blindness) }
      }
    case (.seen(let table), .seen(let programs)):
      let known = programs.byName
      let uids = services.map { service in
        service.program.flatMap { known[$0.value]?.pid }.flatMap { table.process($0)?.uid }
      }
      let usual = Self.usual(uids.compactMap { $0 })
      return zip(services, uids).compactMap { service, uid in
        uid.flatMap { judge(service, uid: $0, usual: usual, accounts) }
      }
    }
  }

  private func judge(
    _ service: Service, uid: Int, usual: Usual?, _ accounts: [String: Observation<Account?>]
  ) -> Verdict? {
    guard let program = service.program else { return nil }
    let claim = Self.claim(service), range = service.user?.range ?? program.range
    let name = service.name.value
    if let user = service.user, let account = accounts[user.value] {
      switch account {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(let account):
        if account?.uid == uid { return holds(claim, at: range) }
        let seen = account == nil ? "there is no such account" : "it runs as uid \(uid)"
        return drifts(
          claim, at: range, "the runbook runs \(name) as \(user.value); \(seen)",
          remedy: .advice("set user=\(user.value) for \(program.value), then: sudo supervisorctl update"))
      }
    }
    guard let usual else { return nil }
    if uid == usual.uid { return holds(claim, at: range) }
    // Several accounts are somebody's intention; root beside an ordinary one is a slip.
    guard uid == 0 || usual.isOfAllOthers else { return nil }
    return drifts(
      claim, at: range,
      "the other services run as uid \(usual.uid); \(name) runs as \(uid == 0 ? "root" : "uid \(uid)")",
      severity: uid == 0 ? .error : .warning,
      remedy: .advice(
        "set the same user= for \(program.value) as for the others, then: sudo supervisorctl update"))
  }

  private static func claim(_ service: Service) -> Address {
    service.address.field(service.user == nil ? "program" : "user")
  }

  private struct Usual {
    var uid: Int
    var isOfAllOthers: Bool
  }

  /// The account of at least two services and of more than half of them.
  private static func usual(_ uids: [Int]) -> Usual? {
    let counts = Dictionary(grouping: uids) { $0 }.mapValues(\.count)
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value >= 2,
      most.value * 2 > uids.count
    else { return nil }
    return Usual(uid: most.key, isOfAllOthers: most.value >= uids.count - 1)
  }

  private static func accounts(
    _ names: Set<String>, _ facts: Facts
  ) async -> [String: Observation<Account?>] {
    var accounts: [String: Observation<Account?>] = [:]
    for name in names { accounts[name] = await facts.ask(AccountNamed(name)) }
    return accounts
  }

  private static let text = "| App | Program | User |\n|---|---|---|\n| luci | site-luci | deploy |"

  private static let three = ExampleServer.with { server in
    server.programs += ["a", "b"].enumerated().map {
      SupervisedProgram(name: $1, state: "RUNNING", pid: 900 + $0, started: 0)
    }
    server.processes += [
      RunningProcess(pid: 900, parent: 1, uid: 1000, name: "node", startTicks: 1),
      RunningProcess(pid: 901, parent: 1, uid: 0, name: "node", startTicks: 1),
    ]
  }

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .drifts,
      "| App | Program | User |\n|---|---|---|\n                     ↓\n| luci | site-luci | deploy |",
      .with { $0.processes[2].uid = 0 }),
    CheckExample(
      .drifts, "| App | Program |\n|---|---|\n| luci | site-luci |\n| a | a |\n      ↓\n| b | b |", three),
    CheckExample(.unknown, text, .with { $0.refused = [.processTable] }),
  ]
}
