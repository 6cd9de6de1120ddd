import Findings
public import RunbookModel
public import ServerFacts

/// The user of each job can write the log that the job opens, or make it.
public struct LogWritable: Check {
  public static let card = CheckCard(
    id: "log-writable",
    summary: "every job can open its log",
    why: "A redirect that cannot be opened ends the job there: the backup behind it never starts.",
    fix: "Let the job log to a folder of its own user.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let crontabs = Crontabs(facts)
    for schedule in runbook.schedules {
      guard let user = schedule.user, let path = schedule.script else { continue }
      let claim = schedule.address.field("command")
      let (logs, account) = await atOnce(
        { await JobLog.logs(of: schedule, user: user, facts, crontabs) },
        { await facts.ask(AccountNamed(user)) })
      switch (logs, account) {
      case (.unseen(let blindness), _), (_, .unseen(let blindness)):
        verdicts.append(unknown(claim, at: path.range, blindness))
      case (.seen, .seen(nil)): continue
      case (.seen(let logs), .seen(let account?)):
        for log in logs { verdicts.append(await judge(log, account, claim, path, facts)) }
      }
    }
    return verdicts
  }

  private func judge(
    _ log: JobLog, _ account: Account, _ claim: Address, _ path: Located<String>, _ facts: Facts
  ) async -> Verdict {
    let folder = String(log.path[..<(log.path.lastIndex(of: "/") ?? log.path.startIndex)])
    switch await facts.ask(
      TargetAttributes(path: log.path), TargetAttributes(path: folder.isEmpty ? "/" : folder))
    {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)):
      return unknown(claim, at: path.range, blindness)
    case (.seen(let file?), .seen(let folder)):
      let isReached = folder.map { account.may(0o1, $0) } ?? true
      if file.kind == .file, isReached, account.may(0o2, file) { return holds(claim, at: path.range) }
      if file.kind == .other { return holds(claim, at: path.range) }
      let fact = file.kind == .folder ? "is a folder" : "cannot be written by \(account.name)"
      return tell(log, fact, account, claim, path, mode: file)
    case (.seen(nil), .seen(nil)):
      if log.makesFolders { return holds(claim, at: path.range) }
      return tell(log, "cannot be made: there is no folder \(folder)", account, claim, path, mode: nil)
    case (.seen(nil), .seen(let parent?)):
      if account.may(0o3, allOf: parent) { return holds(claim, at: path.range) }
      return tell(log, "cannot be made by \(account.name)", account, claim, path, mode: parent)
    }
  }

  private func tell(
    _ log: JobLog, _ fact: String, _ account: Account, _ claim: Address, _ path: Located<String>,
    mode: FileAttributes?
  ) -> Verdict {
    var evidence = [log.evidence]
    if let mode {
      let text = "uid \(mode.uid), mode \(String(mode.mode, radix: 8))"
      evidence.append(
        Evidence(source: fact.contains("made") ? "the folder of \(log.path)" : log.path, text: text))
    }
    return drifts(
      claim, at: path.range,
      "the runbook runs \(path.value) as \(account.name); its log \(WorldText.clean(log.path)) \(fact),"
        + " and the run ends there", evidence: evidence,
      remedy: .advice("log to a folder of \(account.name)'s own, as \(account.home)/logs"))
  }

  private static let text = ExampleServer.scriptClaim
  private static let marked = ExampleServer.markedScriptClaim
  private static let line = "0 3 * * * ~/nightly.sh >> /var/log/nightly.log 2>&1\n"

  private static func server(
    _ line: String, file: FileAttributes? = nil,
    folder: FileAttributes? = FileAttributes(kind: .folder, mode: 0o755),
    script: String = "#!/bin/bash\ntrue\n"
  ) -> ExampleServer {
    .crontab(line) {
      $0.files["/home/deploy/nightly.sh"]?.text = script
      for path in ["/var/log", "/home/deploy/logs"] {
        $0.looks[.attributes(path: "\(path)/nightly.log")] = file.map { .attributes($0) } ?? .absent
        $0.looks[.attributes(path: path)] = folder.map { .attributes($0) } ?? .absent
      }
    }
  }

  private static let own = "mkdir -p ~/logs\nexec >>\"$HOME/logs/nightly.log\" 2>&1\nexec 9>/run/lock\n"

  public static let examples = [
    CheckExample(.holds, text, server(line, file: FileAttributes(kind: .file, mode: 0o644, uid: 1000))),
    CheckExample(.holds, text, server(ExampleServer.oneJob, folder: nil, script: own)),
    CheckExample(.drifts, marked, server(line)),
    CheckExample(.drifts, marked, server(ExampleServer.oneJob, script: own)),
    CheckExample(.drifts, marked, server(line, file: FileAttributes(kind: .file, mode: 0o644))),
    CheckExample(.drifts, marked, server(line, folder: nil)),
    CheckExample(.unknown, text, .with { $0.refused = [.text(path: ExampleServer.deploysCrontab)] }),
  ]
}
