import Findings
public import RunbookModel
public import ServerFacts

/// What the scripts of the jobs run by sudo is granted without a password.
public struct SudoAllowsJobs: Check {
  public static let card = CheckCard(
    id: "sudo-allows-jobs",
    summary: "sudo runs what the jobs need without asking for a password",
    why: "At night nobody types a password: the command fails, and often the script goes on.",
    fix: "Grant exactly those words with NOPASSWD.",
    after: ["crontab-read", "job-scheduled", "restarts-known-program", "sudo-file-read"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let claim = SudoClaim(runbook)
    var needs: [String: [Need]] = [:]
    var verdicts: [Verdict] = []
    for schedule in runbook.schedules {
      guard let path = schedule.script, let user = schedule.user, user != "root" else { continue }
      switch await facts.ask(ScriptCommands(path: path.value)) {
      case .unseen(let blindness):
        guard let place = claim.place(of: user) else { continue }
        verdicts.append(unknown(SudoClaim.address(user), at: place.range, blindness))
      case .seen(nil): continue
      case .seen(let commands?):
        needs[user, default: []] += Self.needs(ScheduledScript(schedule, path, commands))
      }
    }
    for (user, needed) in needs.sorted(by: { $0.key < $1.key }) {
      guard let first = needed.first else { continue }
      let range = claim.place(of: user)?.range ?? first.place
      switch await facts.ask(SudoGrants(user: user)) {
      case .unseen(let blindness): verdicts.append(unknown(SudoClaim.address(user), at: range, blindness))
      case .seen(let grants): verdicts.append(judge(user, needed, grants, range))
      }
    }
    return verdicts
  }

  /// One command that a script runs by sudo, whole and with every variable's value.
  private struct Need {
    var program: String
    var arguments: [String]
    var evidence: Evidence
    var place: SourceRange
  }

  private func judge(_ user: String, _ needed: [Need], _ grants: [SudoGrant], _ range: SourceRange) -> Verdict
  {
    let free = grants.filter { !$0.needsPassword }
    let missing = needed.filter { need in !free.contains { $0.covers(need.program, need.arguments) } }
    guard let first = missing.first else { return holds(SudoClaim.address(user), at: range) }
    let words = WorldText.clean(([first.program] + first.arguments).joined(separator: " "))
    var evidence: [Evidence] = []
    for need in missing where !evidence.contains(need.evidence) { evidence.append(need.evidence) }
    return drifts(
      SudoClaim.address(user), at: range,
      "the runbook's jobs of \(user) run \(words) by sudo; sudo does not allow it without a password",
      evidence: evidence,
      remedy: .advice(
        "grant it with visudo: \(user) ALL=(root) NOPASSWD: and the whole path and words of \(words)"))
  }

  private static func needs(_ script: ScheduledScript) -> [Need] {
    script.commands.flatMap { command -> [Need] in
      guard let start = command.words.firstIndex(where: { isSudo($0.literal) }) else { return [] }
      var rest = command.words[(start + 1)...]
      while let word = rest.first?.literal, word.hasPrefix("-") {
        // As another account, or only a question: not what root's grants are about.
        guard ["-n", "--non-interactive", "-E", "--"].contains(word) else { return [] }
        rest = rest.dropFirst()
      }
      guard let program = rest.first?.literal, !program.contains("=") else { return [] }
      var forms: [[String]] = [[]]
      for word in rest.dropFirst() {
        guard
          let values = word.literal.map({ [$0] }) ?? script.values.values(of: word, in: command)?.sorted(),
          !values.isEmpty, values.count * forms.count <= 256
        else { return [] }
        forms = forms.flatMap { form in values.map { form + [$0] } }
      }
      return forms.map {
        Need(program: program, arguments: $0, evidence: script.evidence(command), place: script.path.range)
      }
    }
  }

  private static func isSudo(_ word: String?) -> Bool { word == "sudo" || word == "/usr/bin/sudo" }

  private static let script =
    "#!/bin/bash\nfor name in luci near; do\n  sudo -n /usr/bin/supervisorctl restart \"site-$name\"\ndone\n"
  private static let text =
    "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh\n\nIt needs NOPASSWD sudo, see /etc/sudoers.d/deploy"
  private static let marked =
    "## Cron (deploy user)\n- 03:00 nightly: /home/deploy/nightly.sh\n\n"
    + "                            ↓\nIt needs NOPASSWD sudo, see /etc/sudoers.d/deploy"
  private static let asked = Look.command(.sudoGrants(user: "deploy"))

  private static func granted(_ lines: [String]) -> ExampleServer {
    .script(script).changed { $0.looks[asked] = .output(SudoExamples.list(lines)) }
  }

  public static let examples = [
    CheckExample(
      .holds, text,
      granted([
        "(root) NOPASSWD: /usr/bin/supervisorctl restart site-luci, /usr/bin/supervisorctl restart site-near"
      ])),
    CheckExample(.drifts, marked, granted(["(root) NOPASSWD: /usr/bin/supervisorctl restart site-luci"])),
    CheckExample(.drifts, marked, granted(["(ALL : ALL) ALL"])),
    CheckExample(.unknown, text, .script(script).changed { $0.refused = [asked] }),
  ]
}
