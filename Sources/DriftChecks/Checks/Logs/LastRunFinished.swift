import Findings
public import RunbookModel
public import ServerFacts

/// The log of each job was written since the job was last due, and its last run came to its end.
public struct LastRunFinished: Check {
  public static let card = CheckCard(
    id: "last-run-finished",
    summary: "the last run of every job that keeps a log came to its end",
    why: "A backup that has stopped is noticed on the day it is needed.",
    fix: "Read the end of the log, mend what it says, and run the job by hand.",
    after: ["build-passed", "log-writable", "job-scheduled"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let crontabs = Crontabs(facts)
    for schedule in runbook.schedules {
      guard let user = schedule.user, let path = schedule.script, let time = schedule.time,
        let pattern = try? CronPattern(time.value)
      else { continue }
      let claim = schedule.address.field("command")
      switch await JobLog.logs(of: schedule, user: user, facts, crontabs) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(let logs):
        guard let log = logs.last else { continue }
        switch await look(log, schedule, path, user, pattern, facts) {
        case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
        case .seen(nil): continue
        case .seen(let state?): verdicts.append(judge(state, log, claim, path))
        }
      }
    }
    return verdicts
  }

  private enum State {
    case finished
    case late(written: Instant, due: Instant)
    case failed(line: String)
    case cutShort(line: String, mark: String)
  }

  private func judge(_ state: State, _ log: JobLog, _ claim: Address, _ path: Located<String>) -> Verdict {
    let stated = "the runbook runs \(path.value)"
    let advice = Remedy.advice("read the end of \(log.path), and run the job by hand")
    switch state {
    case .finished: return holds(claim, at: path.range)
    case .late(let written, let due):
      return drifts(
        claim, at: path.range, "\(stated); its log was last written before the run that was due at \(due)",
        evidence: [Evidence(source: log.path, text: "last written at \(written)")], remedy: advice)
    case .failed(let line):
      return drifts(
        claim, at: path.range, "\(stated); its log ends in a failure",
        evidence: [Evidence(source: log.path, text: line)], remedy: advice)
    case .cutShort(let line, let mark):
      return drifts(
        claim, at: path.range, "\(stated); its last run did not come to \"\(WorldText.clean(mark))\"",
        evidence: [Evidence(source: log.path, text: line)], remedy: advice)
    }
  }

  private static let hour = 3600

  /// Nil where no run has left a log yet.
  private func look(
    _ log: JobLog, _ schedule: Schedule, _ path: Located<String>, _ user: String, _ pattern: CronPattern,
    _ facts: Facts
  ) async -> Observation<State?> {
    let now = await facts.now().seconds
    let (((file, tail), (script, scriptFile)), (zone, since)) = await atOnce(
      {
        await atOnce(
          { await facts.ask(TargetAttributes(path: log.path), FileTail(path: log.path)) },
          { await facts.ask(ScriptCommands(path: path.value), TargetAttributes(path: path.value)) })
      }, { await atOnce({ await facts.ask(LocalZone()) }, { await started(user, facts) }) })
    switch (file, tail, zone, script, since) {
    case (.seen(nil), _, _, _, _), (_, .seen(nil), _, _, _): return .seen(nil)
    case (.seen(let file?), .seen(let tail?), .seen(let zone), .seen(let script), .seen(let since)):
      // Elsewhere the clock on the wall is at most 14 hours away.
      let slack = zone.map { LocalZone.universal.contains($0) } ?? false ? 0 : 14 * Self.hour
      if let due = Self.missed(pattern, now - Self.hour - slack, file.modified + slack, since) {
        return .seen(.late(written: Instant(seconds: file.modified), due: Instant(seconds: due)))
      }
      // What still writes has not ended.
      guard file.modified < now - Self.hour / 4 else { return .seen(.finished) }
      // A script that was changed since may speak of another end than the run did.
      var isOfScript = false
      if case .seen(let written?) = scriptFile { isOfScript = written.modified < file.modified }
      let isWhole = file.size < FileTail.usual
      return .seen(
        Self.state(tail, mark: script.flatMap { Self.mark($0.script) }, isCertain: isOfScript && isWhole))
    case (.unseen(let blindness), _, _, _, _), (_, .unseen(let blindness), _, _, _),
      (_, _, .unseen(let blindness), _, _), (_, _, _, .unseen(let blindness), _),
      (_, _, _, _, .unseen(let blindness)):
      return .unseen(blindness)
    }
  }

  /// Since when cron could run the job: the machine is up and the crontab is as it is.
  private func started(_ user: String, _ facts: Facts) async -> Observation<Int> {
    switch await facts.ask(PathAttributes(path: "\(Crontab.folder)/\(user)"), Processes()) {
    case (.unseen(let blindness), _), (_, .unseen(let blindness)): return .unseen(blindness)
    case (.seen(let crontab), .seen(let table)):
      return .seen(max(table.bootTime ?? .max, crontab?.modified ?? .max))
    }
  }

  /// The due time that the log was not written after; nil where it was, or where the machine may not have been up.
  /// Two due times in a row are no accident of a restart.
  private static func missed(_ pattern: CronPattern, _ now: Int, _ written: Int, _ since: Int) -> Int? {
    guard let due = pattern.last(before: now), written < due else { return nil }
    if since < due { return due }
    guard let earlier = pattern.last(before: due - 1), written < earlier else { return nil }
    return due
  }

  private static func state(_ tail: String, mark: String?, isCertain: Bool) -> State {
    let lines = tail.split(whereSeparator: \.isNewline).filter { $0.contains { !$0.isWhitespace } }
    guard let last = lines.last else { return .finished }
    if tellsFailure(last) { return .failed(line: String(last)) }
    if let mark, !last.contains(mark), isCertain || lines.contains(where: { $0.contains(mark) }) {
      return .cutShort(line: String(last), mark: mark)
    }
    return .finished
  }

  /// `failed: pg_dump` and `done, 2 failed`, but not `0 failed` and `no errors`.
  static func tellsFailure(_ line: Substring) -> Bool {
    let words = line.lowercased().split { !$0.isLetter && !$0.isNumber }
    let none: Set<Substring> = ["0", "no", "zero", "without", "never", "nothing", "not"]
    return words.indices.contains { index in
      guard ["failed", "failure", "failures", "error", "errors", "fatal", "aborted"].contains(words[index])
      else {
        return false
      }
      let neighbours = [index - 1, index + 1].filter(words.indices.contains).map { words[$0] }
      return none.isDisjoint(with: neighbours)
    }
  }

  /// The plain text that the script's last command says; nil where it says nothing at its end.
  private static func mark(_ script: ShellScript) -> String? {
    let functions = script.scopes.compactMap { if case .function(let name) = $0.kind { name } else { nil } }
    let last = script.commands.last { command in
      let text = command.words.first?.text ?? ""
      return command.scopes.isEmpty && text != "exit" && !text.hasPrefix("((") && !text.hasPrefix("[")
    }
    guard let last, let name = last.name, ["echo", "printf"].contains(name) || functions.contains(name),
      let word = last.words.dropFirst().last, case .literal(let text) = word.parts.first, !text.contains("%")
    else { return nil }
    let mark = text.split(whereSeparator: { $0 == "\\" }).first.map(String.init) ?? ""
    return mark.count >= 4 ? mark : nil
  }

  private static let text = ExampleServer.scriptClaim
  private static let marked = ExampleServer.markedScriptClaim

  private static func server(_ log: String?, hoursAgo: Int, zone: String = "UTC") -> ExampleServer {
    .crontab("0 3 * * * ~/nightly.sh >> /var/log/nightly.log\n") {
      $0.files["/home/deploy/nightly.sh"]?.text = "echo start\ntrue\necho '--- done ---'\n"
      let path = "/var/log/nightly.log",
        file = FileAttributes(
          kind: .file, mode: 0o644, uid: 1000, modified: ExampleServer.noon.seconds - hoursAgo * 3600)
      $0.looks[.attributes(path: path)] = log == nil ? .absent : .attributes(file)
      $0.looks[.tail(path: path, bytes: 16_384)] = log.map { .tail(text: $0, size: $0.utf8.count) } ?? .absent
      $0.looks[.attributes(path: "/etc/localtime")] = .attributes(
        FileAttributes(kind: .link, mode: 0o777, target: "/usr/share/zoneinfo/\(zone)", resolvedKind: .file))
    }
  }

  private static let good = "start\n--- done ---\n"

  public static let examples = [
    CheckExample(.holds, text, server(good, hoursAgo: 9)),
    CheckExample(.holds, text, server(good, hoursAgo: 30, zone: "America/Los_Angeles")),
    CheckExample(.drifts, marked, server(good, hoursAgo: 30)),
    CheckExample(.drifts, marked, server(good + "start\n", hoursAgo: 9)),
    CheckExample(.drifts, marked, server(good + "start\nfailed: pg_dump\n", hoursAgo: 9)),
    CheckExample(.unknown, text, .with { $0.refused = [.text(path: ExampleServer.deploysCrontab)] }),
  ]
}
