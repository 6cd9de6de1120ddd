import Findings
public import RunbookModel
public import ServerFacts

/// The file that a stated command runs is there: `/opt/app/deploy.sh`, `cd /opt/app && ./deploy.sh`.
public struct StatedProgramExists: Check {
  public static let card = CheckCard(
    id: "stated-program-exists",
    summary: "the script or program that a stated command runs is there",
    why: "The command fails in the hour in which somebody needs it.",
    fix: "Correct the path in the runbook, or restore the script.", severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard !runbook.isOfSeveralHosts else { return [] }
    var done = Set(runbook.schedules.compactMap { $0.script?.value })
    var stated: [(claim: Address, path: Located<String>)] = []
    for command in runbook.commands {
      guard let path = command.executedPath, ServerPath.isMeant(path.value), done.insert(path.value).inserted
      else { continue }
      stated.append((Address("command", command.name, "program"), path))
    }
    let answers = await stated.together { await facts.ask(PathAttributes(path: $0.path.value)) }
    return zip(stated, answers).map { stated, answer in
      switch answer {
      case .unseen(let blindness): unknown(stated.claim, at: stated.path.range, blindness)
      case .seen(nil):
        drifts(
          stated.claim, at: stated.path.range,
          "the runbook's command runs \(stated.path.value); there is no such file",
          remedy: .advice("correct the path in the runbook, or restore \(stated.path.value)"))
      case .seen: holds(stated.claim, at: stated.path.range)
      }
    }
  }

  private static let script = "/opt/app/deploy.sh"
  private static let text = "## Deploy\n\n```\ncd /opt/app && ./deploy.sh --fast\n```"

  public static let examples = [
    CheckExample(
      .holds, text,
      .with { $0.looks[.attributes(path: script)] = .attributes(FileAttributes(kind: .file, mode: 0o755)) }),
    CheckExample(
      .drifts, "## Deploy\n\n```\n               ↓\ncd /opt/app && ./deploy.sh --fast\n```",
      .with { $0.looks[.attributes(path: script)] = .absent }),
    CheckExample(.unknown, text, .with { $0.refused = [.attributes(path: script)] }),
  ]
}
