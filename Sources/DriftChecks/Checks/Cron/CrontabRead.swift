import Findings
public import RunbookModel
public import ServerFacts

/// cron takes the crontabs of the users whom the runbook names, and the files of `/etc/cron.d` that it names.
public struct CrontabRead: Check {
  public static let card = CheckCard(
    id: "crontab-read",
    summary: "cron reads every crontab that the runbook relies on",
    why:
      "cron ignores the whole file for its mode, its owner or one bad line, and crontab -l shows it all the same.",
    fix: "Install the file again with crontab, which checks it.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    var done: Set<String> = []
    for schedule in runbook.schedules {
      guard let user = schedule.user, done.insert(user).inserted else { continue }
      let range = schedule.claims.first { $0.address.field == "user" }?.value.range ?? schedule.words.range
      if let verdict = await judge(user, range, facts) { verdicts.append(verdict) }
    }
    for claim in runbook.claims {
      let path = claim.value.value
      guard path.hasPrefix(SystemCrontabs.folder + "/"), !path.hasSuffix("/"), !path.contains(" "),
        done.insert(path).inserted
      else { continue }
      if let verdict = await judge(file: path, claim, facts) { verdicts.append(verdict) }
    }
    return verdicts
  }

  private func judge(_ user: String, _ range: SourceRange, _ facts: Facts) async -> Verdict? {
    let path = "\(Crontab.folder)/\(user)", claim = Address("cron", user)
    let (crontab, (attributes, owner)) = await atOnce(
      { await facts.ask(Crontab(user: user)) },
      { await facts.ask(PathAttributes(path: path), AccountNamed(user)) })
    var blindness: Blindness?
    var flaw: (words: String, evidence: Evidence)?
    switch crontab {
    case .seen(nil): return await missing(user, claim, range, facts)
    case .seen(let text?):
      flaw = Self.flaw(of: text)
      if let shell = text.jobs.compactMap({ $0.settings["SHELL"] }).last, flaw == nil {
        switch await facts.ask(TargetAttributes(path: shell)) {
        case .unseen(let unseen): blindness = unseen
        case .seen(let file):
          if file?.kind != .file {
            flaw = ("its SHELL is not there", Evidence(source: path, text: "SHELL=\(shell)"))
          }
        }
      }
    case .unseen(let unseen): blindness = unseen
    }
    switch (attributes, owner) {
    case (.unseen(let unseen), _), (_, .unseen(let unseen)): blindness = blindness ?? unseen
    case (.seen(let attributes?), .seen(let account?)):
      flaw = flaw ?? Self.flaw(of: attributes, account, path)
    default: break
    }
    if let flaw { return tell(flaw, "the jobs of \(user) are in a crontab", claim, range, path) }
    return blindness.map { unknown(claim, at: range, $0) } ?? holds(claim, at: range)
  }

  /// A user without a crontab, whose jobs no file of the system runs either.
  private func missing(_ user: String, _ claim: Address, _ range: SourceRange, _ facts: Facts) async
    -> Verdict?
  {
    switch await facts.ask(SystemCrontabs()) {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(let texts):
      guard !texts.contains(where: { $0.jobs.contains { $0.user == user } }) else { return nil }
      return drifts(
        claim, at: range, "the jobs of \(user) are in a crontab; \(user) has none",
        evidence: [Evidence(source: Crontab.folder, text: "no file \(user)")],
        remedy: .advice("install it again: crontab -u \(user) FILE"))
    }
  }

  private func tell(
    _ flaw: (words: String, evidence: Evidence), _ stated: String, _ claim: Address, _ range: SourceRange,
    _ path: String
  ) -> Verdict {
    drifts(
      claim, at: range, "\(stated); cron does not run it as it stands: \(flaw.words)",
      evidence: [flaw.evidence],
      remedy: .advice("mend \(path): \(flaw.words)"))
  }

  private func judge(file path: String, _ claim: Claim, _ facts: Facts) async -> Verdict? {
    let range = claim.value.range, stated = "the runbook names \(path)"
    let name = String(path.dropFirst(SystemCrontabs.folder.utf8.count + 1))
    switch await facts.ask(PathAttributes(path: path)) {
    case .unseen(let blindness): return unknown(claim.address, at: range, blindness)
    case .seen(nil): return nil
    case .seen(let attributes?):
      if !SystemCrontabs.isRead(name) {
        return tell(
          ("its name holds more than letters, digits, _ and -", Evidence(source: "cron(8)", text: name)),
          stated, claim.address, range, path)
      }
      let mode = String(attributes.mode, radix: 8)
      if attributes.uid != 0 {
        let flaw = ("its owner is not root", Evidence(source: path, text: "uid \(attributes.uid)"))
        return tell(flaw, stated, claim.address, range, path)
      }
      if attributes.kind == .file, attributes.mode & 0o022 != 0 {
        let flaw = ("others than root may write to it", Evidence(source: path, text: "mode \(mode)"))
        return tell(flaw, stated, claim.address, range, path)
      }
    }
    switch await facts.ask(SystemCrontabs()) {
    case .unseen(let blindness): return unknown(claim.address, at: range, blindness)
    case .seen(let texts):
      guard let flaw = texts.first(where: { $0.path == path }).flatMap(Self.flaw) else {
        return holds(claim.address, at: range)
      }
      return tell(flaw, stated, claim.address, range, path)
    }
  }

  /// What Debian's cron demands of a user's crontab (`process_crontab` in its database.c).
  private static func flaw(
    of file: FileAttributes, _ account: Account, _ path: String
  ) -> (words: String, evidence: Evidence)? {
    if file.kind != .file {
      return ("it is no regular file", Evidence(source: path, text: file.kind.rawValue))
    }
    if file.uid != account.uid, file.uid != 0 {
      return ("it belongs to another user", Evidence(source: path, text: "uid \(file.uid)"))
    }
    guard file.mode & 0o7777 != 0o600 else { return nil }
    return ("its mode must be 600", Evidence(source: path, text: "mode \(String(file.mode, radix: 8))"))
  }

  /// One line that cron cannot read makes it ignore all of them.
  private static func flaw(of text: CrontabText) -> (words: String, evidence: Evidence)? {
    if text.lacksLastLineFeed {
      return ("no line feed ends its last line", Evidence(source: text.path, text: "no newline before EOF"))
    }
    if let job = text.endingInCarriageReturn {
      return (
        "a line ends in a carriage return, which becomes part of its command",
        Evidence(source: job.source, text: job.command)
      )
    }
    for job in text.jobs where !job.isCommentedOut && isRefused(job.time) {
      return ("a line has no valid time", Evidence(source: job.source, text: "\(job.time) \(job.command)"))
    }
    guard let stray = text.strays.filter({ isRefused($0.value) }).min(by: { $0.key < $1.key }) else {
      return nil
    }
    return ("a line is no job", Evidence(source: "\(text.path):\(stray.key)", text: stray.value))
  }

  private static func isRefused(_ time: String) -> Bool {
    let words = ["@reboot", "@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"]
    if time.hasPrefix("@") { return !words.contains(String(time.prefix { $0 != " " && $0 != "\t" })) }
    do {
      _ = try CronPattern(fields: time)
      return false
    } catch { return error != .unclear }
  }

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let marked = "         ↓\n## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let job = ExampleServer.oneJob

  public static let examples = [
    CheckExample(.holds, text, .crontab("MAILTO=\"\"\n\n\(job)@reboot /bin/true\n0 4 * * Mon-FRI x\n# last")),
    CheckExample(
      .drifts, marked, .crontab(job) { $0.files[ExampleServer.deploysCrontab]?.attributes.mode = 0o644 }),
    CheckExample(
      .drifts, marked, .crontab(job) { $0.files[ExampleServer.deploysCrontab]?.attributes.uid = 1001 }),
    CheckExample(.drifts, marked, .crontab(String(job.dropLast()))),
    CheckExample(.drifts, marked, .crontab("\(job)0 25 * * * /bin/true\n")),
    CheckExample(.drifts, marked, .crontab("nightly jobs of deploy\n\(job)")),
    CheckExample(
      .drifts, "| Job | File |\n|---|---|\n           ↓\n| backup | /etc/cron.d/backup.daily |",
      .crontab(job) { $0.files["/etc/cron.d/backup.daily"] = (FileAttributes(kind: .file, mode: 0o644), job) }
    ),
    CheckExample(.unknown, text, .with { $0.refused = [.attributes(path: ExampleServer.deploysCrontab)] }),
  ]
}
