import Findings
public import RunbookModel
public import ServerFacts

/// The script of each job is there, can be reached and executed by its user, and has an interpreter that exists.
public struct ScriptRunnable: Check {
  public static let card = CheckCard(
    id: "script-runnable",
    summary: "the script of every job can be run by its user",
    why: "cron mails the error to nobody; the job just does not happen.",
    fix: "Restore the script, its mode, or its first line.", after: ["job-scheduled"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let crontabs = Crontabs(facts)
    for schedule in runbook.schedules {
      guard let path = schedule.script else { continue }
      let claim = schedule.address.field("command")
      switch await facts.ask(Script(path: path.value)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(nil):
        verdicts.append(
          tell(schedule, path, "there is no such file", [], "restore it, or correct the path in the runbook"))
      case .seen(let script?): verdicts.append(await judge(schedule, path, script, facts, crontabs))
      }
    }
    return verdicts
  }

  private func tell(
    _ schedule: Schedule, _ path: Located<String>, _ fact: String, _ evidence: [Evidence], _ advice: String
  ) -> Verdict {
    drifts(
      schedule.address.field("command"), at: path.range, "the runbook runs \(path.value); \(fact)",
      evidence: evidence, remedy: .advice(advice))
  }

  private func judge(
    _ schedule: Schedule, _ path: Located<String>, _ script: Script.Contents, _ facts: Facts,
    _ crontabs: Crontabs
  ) async -> Verdict {
    let claim = schedule.address.field("command")
    guard script.attributes.resolvedKind == .file else {
      return tell(schedule, path, "that is no file", [], "restore the script at \(path.value)")
    }
    if script.attributes.size == 0, script.text == "" {
      return tell(schedule, path, "that file is empty", [], "restore the script at \(path.value)")
    }
    if let user = schedule.user {
      switch await mayRun(path.value, script, user, facts, schedule, crontabs) {
      case .unseen(let blindness): return unknown(claim, at: path.range, blindness)
      case .seen(let flaw?):
        return tell(
          schedule, path, "\(user) cannot run it: \(flaw.words)",
          [Evidence(source: flaw.path, text: flaw.seen)],
          flaw.path == path.value
            ? "chmod +x \(path.value)" : "let \(user) enter the folder: chmod o+x \(flaw.path)")
      case .seen(nil): break
      }
    }
    return await judge(firstLineOf: script, schedule, path, facts)
  }

  private struct Flaw: Sendable {
    var path, words, seen: String
  }

  /// What keeps an account from running the file: a folder on the way, or the file's own mode.
  private func mayRun(
    _ path: String, _ script: Script.Contents, _ user: String, _ facts: Facts, _ schedule: Schedule,
    _ crontabs: Crontabs
  ) async -> Observation<Flaw?> {
    let account: Account
    switch await facts.ask(AccountNamed(user)) {
    case .unseen(let blindness): return .unseen(blindness)
    case .seen(nil): return .seen(Flaw(path: "/etc/passwd", words: "there is no such account", seen: user))
    case .seen(let found?): account = found
    }
    if account.uid != 0 {
      for folder in Self.folders(above: path) {
        switch await facts.ask(PathAttributes(path: folder)) {
        case .unseen(let blindness): return .unseen(blindness)
        case .seen(let attributes?) where attributes.kind == .folder && !account.may(0o1, attributes):
          let mode = String(attributes.mode, radix: 8)
          return .seen(Flaw(path: folder, words: "it may not enter \(folder)", seen: "mode \(mode)"))
        case .seen: continue
        }
      }
    }
    if account.may(0o1, script.attributes) { return .seen(nil) }
    // Who gives it to an interpreter needs no more than to read it.
    let line = schedule.command.value
    if JobLine(command: line, home: account.home).interprets(path, home: account.home) { return .seen(nil) }
    let flaw = Flaw(
      path: path, words: "it is not executable", seen: "mode \(String(script.attributes.mode, radix: 8))")
    return await crontabs.lines(of: user).map { lines in
      let active = lines?.running(schedule).filter { !$0.job.isCommentedOut } ?? []
      let isGiven = !active.isEmpty && active.allSatisfy { $0.interprets(path, home: account.home) }
      return isGiven ? nil : flaw
    }
  }

  private static func folders(above path: String) -> [String] {
    var folders: [String] = [], current = ""
    for part in path.split(separator: "/").dropLast() {
      current += "/\(part)"
      folders.append(current)
    }
    return folders
  }

  private func judge(
    firstLineOf script: Script.Contents, _ schedule: Schedule, _ path: Located<String>, _ facts: Facts
  ) async -> Verdict {
    let claim = schedule.address.field("command")
    guard let line = script.firstLine else {
      return unknown(claim, at: path.range, Blindness(.permission, "\(path.value): cannot be read"))
    }
    if line.hasSuffix("\r") {
      return tell(
        schedule, path, "its first line ends in a carriage return",
        [Evidence(source: "\(path.value):1", text: line)],
        "turn its line ends into those of Unix: sed -i 's/\\r$//' \(path.value)")
    }
    guard line.hasPrefix("#!"),
      let interpreter = line.dropFirst(2).split(whereSeparator: { $0 == " " || $0 == "\t" }).first.map(
        String.init)
    else { return holds(claim, at: path.range) }
    switch await facts.ask(PathAttributes(path: interpreter)) {
    case .unseen(let blindness): return unknown(claim, at: path.range, blindness)
    case .seen(let file?) where file.resolvedKind == .file && (file.kind == .link || file.mode & 0o111 != 0):
      return holds(claim, at: path.range)
    case .seen(let file):
      let state = file == nil ? "is not there" : "is no program"
      return tell(
        schedule, path, "its interpreter \(WorldText.clean(interpreter)) \(state)",
        [Evidence(source: "\(path.value):1", text: line)],
        "install the interpreter, or correct the first line of \(path.value)")
    }
  }

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let marked =
    "## Cron (deploy user)\n                 ↓\n- 03:00 nightly: /home/deploy/nightly.sh"
  private static let file = "/home/deploy/nightly.sh"

  /// A script of this mode and text, with the folders above it.
  private static func script(
    _ mode: Int, _ text: String = "#!/bin/bash\ntrue\n", home: Int = 0o755,
    line: String = ExampleServer.oneJob
  ) -> ExampleServer {
    .crontab(line) {
      $0.looks[.attributes(path: "/home")] = .attributes(FileAttributes(kind: .folder, mode: 0o755))
      $0.looks[.attributes(path: "/home/deploy")] = .attributes(
        FileAttributes(kind: .folder, mode: home, uid: 1000))
      $0.files[file] = (FileAttributes(kind: .file, mode: mode, uid: 1000, size: text.utf8.count), text)
    }
  }

  public static let examples = [
    CheckExample(.holds, text, script(0o755)),
    CheckExample(.holds, text, script(0o644, line: "0 3 * * * nice bash ~/nightly.sh\n")),
    CheckExample(.drifts, marked, script(0o644)),
    CheckExample(.drifts, marked, script(0o755, home: 0o600)),
    CheckExample(.drifts, marked, script(0o755, "")),
    CheckExample(.drifts, marked, script(0o755, "#!/bin/bash\r\ntrue\r\n")),
    CheckExample(.drifts, marked, .with { $0.files[file] = nil }),
    CheckExample(.unknown, text, .with { $0.refused = [.attributes(path: file)] }),
  ]
}
