import Findings
public import RunbookModel
public import ServerFacts

/// Runs what a schedule runs, now, as cron would.
public struct RunJob: Operation {
  public static let card = OperationCard(
    name: "run-job",
    summary: "run a scheduled job now, such as a backup, as cron would",
    detail: """
      Runs the words of the schedule without a shell, in the account's home, with cron's PATH of /usr/bin and /bin; root \
      runs it as that account, with its groups and its sudo, and opens its files as that account. How \
      strong it is each command says; what nobody knows counts as destroying. Not proved: only the exit status is known.
      """,
    effect: .destroys,
    parameters: [
      Parameter(name: "job", summary: "which job", values: .vocabulary(.schedules))
    ],
    undo: "nobody knows: what the job did stays done")

  private let job: String

  public init(_ arguments: Arguments) throws(Refusal) {
    job = arguments["job"] ?? ""
  }

  /// Whose it is belongs to it: the same words as another account are another deed.
  public func row(_ runbook: Runbook) -> [Claim] {
    guard let schedule = runbook.schedule(named: job) else { return [] }
    let range = schedule.command.range
    var claims = [Claim(schedule.address.field("command"), label: "command", value: schedule.command)]
    if let user = schedule.user {
      claims.append(Claim(schedule.address.field("user"), label: "user", value: Located(user, at: range)))
    }
    return claims
  }

  /// Only root can be somebody else.
  private func account(
    of schedule: Schedule, _ caller: Account, by facts: Facts
  ) async throws(Refusal) -> Account {
    guard let user = schedule.user, user != caller.name else { return caller }
    guard caller.uid == 0 else {
      throw Refusal(
        .notPossible, "\(job) is a job of \(user), and this is \(caller.name)",
        help: "as \(user): runbook run run-job \(job)")
    }
    guard case .seen(let account?) = await facts.ask(AccountNamed(user)) else {
      throw Refusal(.notPossible, "there is no account \(user), whose job \(job) is".cleaned)
    }
    return account
  }

  public func plans(_ runbook: Runbook, by facts: Facts) async throws(Refusal) -> [Plan] {
    guard let schedule = runbook.schedule(named: job) else {
      throw Refusal(.argument, "the runbook names no job \(job)")
    }
    guard case .seen(let caller) = await facts.ask(Caller()) else {
      throw Refusal(.notPossible, "the calling account cannot be seen")
    }
    let account = try await account(of: schedule, caller, by: facts)
    guard let command = schedule.stated(in: account.home) else {
      throw Refusal(.notPossible, "what \(job) runs only cron can tell: \(schedule.command.value)".cleaned)
    }
    guard command.parameters.isEmpty else {
      throw Refusal(.notPossible, "\(job) has a place to be filled in: \(schedule.command.value)".cleaned)
    }
    var stated = StatedOperation(command, Arguments())
    stated.folders = Schedule.folders
    stated.environment = Schedule.variables(account: account.name, home: account.home)
    stated.account = account
    var plans = try await stated.plans(runbook, by: facts)
    for index in plans.indices {
      plans[index].operation = Self.card.name
      plans[index].subject = schedule.address
    }
    return plans
  }
}
