import Findings
public import RunbookModel
public import ServerFacts

/// The script of each job is there, may be executed by its user, and has an interpreter that exists.
public struct ScriptRunnable: Check {
  public static let card = CheckCard(
    id: "script-runnable",
    summary: "the script of every job can be run by its user",
    why: "cron mails the error to nobody; the job just does not happen.",
    fix: "Restore the script, its mode, or its first line.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    for schedule in runbook.entries(Schedule.self) {
      guard let path = schedule.script else { continue }
      let claim = schedule.address.field("command")
      switch await facts.ask(Script(path: path.value)) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: path.range, blindness))
      case .seen(nil):
        verdicts.append(
          drifts(
            claim, at: path.range, "the runbook runs \(path.value); there is no such file",
            remedy: .advice("restore \(path.value), or correct the path in the runbook")))
      case .seen(let script?): verdicts.append(await judge(schedule, path, script, facts))
      }
    }
    return verdicts
  }

  private func judge(
    _ schedule: Schedule, _ path: Located<String>, _ script: Script.Contents, _ facts: Facts
  ) async -> Verdict {
    let claim = schedule.address.field("command")
    let stated = "the runbook runs \(path.value)"
    guard script.attributes.resolvedKind == .file else {
      return drifts(
        claim, at: path.range, "\(stated); that is no file",
        remedy: .advice("restore the script at \(path.value)"))
    }
    if let user = schedule.user {
      switch await facts.ask(AccountNamed(user)) {
      case .unseen(let blindness): return unknown(claim, at: path.range, blindness)
      case .seen(let account):
        guard let account, Self.mayExecute(script.attributes, account) else {
          return drifts(
            claim, at: path.range, "\(stated) as \(user); it is not executable for \(user)",
            evidence: [
              Evidence(source: path.value, text: "mode \(String(script.attributes.mode, radix: 8))")
            ],
            remedy: .advice("chmod +x \(path.value)"))
        }
      }
    }
    guard let line = script.firstLine else {
      return unknown(claim, at: path.range, Blindness(.permission, "\(path.value): cannot be read"))
    }
    return await judge(firstLine: line, schedule, path, facts)
  }

  private func judge(
    firstLine line: String, _ schedule: Schedule, _ path: Located<String>, _ facts: Facts
  ) async -> Verdict {
    let claim = schedule.address.field("command")
    if line.hasSuffix("\r") {
      return drifts(
        claim, at: path.range, "the runbook runs \(path.value); its first line ends in a carriage return",
        remedy: .advice("turn its line ends into those of Unix: sed -i 's/\\r$//' \(path.value)"))
    }
    guard line.hasPrefix("#!"),
      let interpreter = line.dropFirst(2).split(separator: " ").first.map(String.init)
    else { return holds(claim, at: path.range) }
    switch await facts.ask(PathAttributes(path: interpreter)) {
    case .unseen(let blindness): return unknown(claim, at: path.range, blindness)
    case .seen(nil):
      return drifts(
        claim, at: path.range,
        "the runbook runs \(path.value); its interpreter \(WorldText.clean(interpreter)) is not there",
        remedy: .advice("install the interpreter, or correct the first line of \(path.value)"))
    case .seen: return holds(claim, at: path.range)
    }
  }

  /// The kernel's rule: the owner's bit for the owner, the group's for the group, else the others'. Root
  /// needs any.
  private static func mayExecute(_ file: FileAttributes, _ account: Account) -> Bool {
    if account.uid == 0 { return file.mode & 0o111 != 0 }
    if file.uid == account.uid { return file.mode & 0o100 != 0 }
    if file.gid == account.gid || account.groups.contains(file.gid) { return file.mode & 0o010 != 0 }
    return file.mode & 0o001 != 0
  }

  private static let text = "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh"

  public static let examples = [
    CheckExample(.holds, text, .healthy),
    CheckExample(
      .drifts, "## Cron (deploy user)\n                 ↓\n- 03:00 nightly: /home/deploy/nightly.sh",
      .with { $0.files["/home/deploy/nightly.sh"]?.attributes.mode = 0o644 }),
    CheckExample(.unknown, text, .with { $0.refused = [.attributes(path: "/home/deploy/nightly.sh")] }),
  ]
}
