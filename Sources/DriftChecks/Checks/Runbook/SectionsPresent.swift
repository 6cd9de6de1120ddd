import Findings
public import RunbookModel
public import ServerFacts

/// The runbook states the jobs of a crontab whose scripts it speaks of.
public struct SectionsPresent: Check {
  public static let card = CheckCard(
    id: "sections-present",
    summary: "what the runbook speaks of in passing has a section of its own",
    why: "A job that only a remark names is held against nothing: nobody sees when it stops.",
    fix: "Add a section with the user, the times and the scripts.", severity: .warning)

  public init() {}

  /// Speaks only of a runbook that states no job at all, and of crontabs that run a script it names.
  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    guard runbook.schedules.isEmpty, let first = runbook.services.first else { return [] }
    let names = Self.scripts(runbook)
    guard !names.isEmpty else { return [] }
    let claim = Address("runbook", "cron", "section"), range = first.name.range
    let folder = await facts.ask(FolderEntries(path: Crontab.folder))
    guard case .seen(let entries?) = folder else {
      if case .unseen(let blindness) = folder { return [unknown(claim, at: range, blindness)] }
      return []
    }
    for entry in entries where entry.attributes.kind == .file {
      switch await facts.ask(Crontab(user: entry.name)) {
      case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
      case .seen(let text):
        let jobs = (text?.jobs ?? []).filter { job in
          !job.isCommentedOut && names.contains { job.command.contains($0) }
        }
        guard let job = jobs.first else { continue }
        return [
          drifts(
            claim, at: range,
            "the runbook speaks of scripts and states no job; the crontab of \(WorldText.clean(entry.name)) runs \(jobs.count)",
            evidence: [Evidence(source: job.source, text: "\(job.time) \(job.command)")],
            remedy: .advice(
              "add a section \"Cron (\(WorldText.clean(entry.name)) user)\" with a line for each job"))
        ]
      }
    }
    return [holds(claim, at: range)]
  }

  /// Names of files that end as scripts do, wherever they stand.
  private static func scripts(_ runbook: Runbook) -> Set<String> {
    var names: Set<String> = []
    for passage in runbook.passages.all {
      for word in passage.words.split(whereSeparator: { " \n`\"'(),;:".contains($0) }) {
        guard let name = word.split(separator: "/").last, name.count > 5 else { continue }
        if [".sh", ".py", ".rb", ".pl"].contains(where: name.hasSuffix) { names.insert(String(name)) }
      }
    }
    return names
  }

  private static let text = "| App | Port |\n|---|---|\n| luci | 3004 |\n\n- nightly.sh needs sudo"
  private static let folder = Look.folder(path: Crontab.folder)

  private static func crontabs(_ names: [String]) -> ExampleServer {
    .with { server in
      server.looks[folder] = .folder(
        names.map { FolderEntry(name: $0, attributes: FileAttributes(kind: .file, mode: 0o600)) })
    }
  }

  public static let examples = [
    CheckExample(.holds, text, crontabs([])),
    CheckExample(
      .drifts, "| App | Port |\n|---|---|\n  ↓\n| luci | 3004 |\n\n- nightly.sh needs sudo",
      crontabs(["deploy"])),
    CheckExample(.unknown, text, .with { $0.refused = [folder] }),
  ]
}
