import Findings
public import RunbookModel
public import ServerFacts

/// What the steps of a restore name is there: a dump of that name, and the programs.
public struct RestoreStepsHold: Check {
  public static let card = CheckCard(
    id: "restore-steps-hold",
    summary:
      "a dump of the name in the steps lies at the remote, and the programs of the steps are installed",
    why:
      "rclone copies an object that is not there without a word and exits 0; the restore stops at the next step.",
    fix: "Write the dumps' true names in the steps, or install what is missing.",
    after: ["backup-remote-reachable", "backup-name-varies", "backup-fresh"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let places = await DumpPlace.all(runbook, facts)
    var verdicts: [Verdict] = []
    for place in places {
      guard let fetched = place.restore.fetchedName else { continue }
      let claim = place.restore.address.field("step"), range = fetched.command.range
      switch await place.files(facts) {
      case .unseen(let blindness): verdicts.append(unknown(claim, at: range, blindness))
      case .seen(.files(let files)) where !files.isEmpty:
        verdicts.append(judge(place, fetched, files.map(\.name), claim))
      case .seen: continue
      }
    }
    for restore in runbook.entries(DatabaseRestore.self) {
      verdicts += await programs(of: restore, facts)
    }
    return verdicts
  }

  private func judge(
    _ place: DumpPlace, _ fetched: (pattern: NamePattern, command: RestoreCommand), _ names: [String],
    _ claim: Address
  ) -> Verdict {
    if names.contains(where: fetched.pattern.matches) { return holds(claim, at: fetched.command.range) }
    let step = fetched.command.step.map { "step \($0)" } ?? "the restore"
    let shown = WorldText.clean(fetched.pattern.text)
    return drifts(
      claim, at: fetched.command.range,
      "\(step) fetches \(shown); no object at the remote has such a name, so it copies nothing and exits 0",
      evidence: names.suffix(3).map { Evidence(source: place.remote.value, text: $0) },
      remedy: .advice("write the name that the backup gives its dumps in \(step)"))
  }

  // MARK: Programs

  private static let folders = ["/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin"]
  private static let known: Set<String> = [
    "rclone", "psql", "pg_restore", "createdb", "dropdb", "gunzip", "gzip", "zcat", "pg_dump", "aws", "zstd",
    "unzstd", "xz", "unxz", "gpg", "age", "restic", "s3cmd",
  ]

  private func programs(of restore: DatabaseRestore, _ facts: Facts) async -> [Verdict] {
    var seen: Set<String> = [], verdicts: [Verdict] = []
    for command in restore.commands {
      guard let name = command.command.program, Self.known.contains(name), seen.insert(name).inserted,
        !command.command.words.contains(where: { $0.text.hasSuffix("/" + name) })
      else { continue }
      let claim = restore.address.field(name)
      var blindness: Blindness?, isThere = false
      for folder in Self.folders where !isThere {
        switch await facts.ask(PathAttributes(path: "\(folder)/\(name)")) {
        case .seen(let file): isThere = file?.resolvedKind == .file
        case .unseen(let why): blindness = blindness ?? why
        }
      }
      if isThere {
        verdicts.append(holds(claim, at: command.range))
      } else if let blindness {
        verdicts.append(unknown(claim, at: command.range, blindness))
      } else {
        let step = command.step.map { "step \($0)" } ?? "the restore"
        verdicts.append(
          drifts(
            claim, at: command.range, "\(step) runs \(name); it is not installed",
            remedy: .advice("install \(name)")))
      }
    }
    return verdicts
  }

  private static let marked = BackupExamples.runbook.replacing("1. Fetch", with: "             ↓\n1. Fetch")
  private static let stamp = [BackupExamples.dump("db_backup_STAMP.sql.gz", daysAgo: 0)]

  private static func with(_ dumps: [String], program: Seen) -> ExampleServer {
    var server = BackupExamples.server(BackupExamples.list(dumps))
    for folder in folders { server.looks[.attributes(path: "\(folder)/rclone")] = .absent }
    server.looks[.attributes(path: "/usr/bin/rclone")] = program
    return server
  }

  private static let installed = Seen.attributes(FileAttributes(kind: .file, mode: 0o755))

  public static let examples = [
    CheckExample(.holds, BackupExamples.runbook, with(BackupExamples.dumps, program: installed)),
    CheckExample(.drifts, marked, with(stamp, program: installed)),
    CheckExample(.drifts, marked, with(BackupExamples.dumps, program: .absent)),
    CheckExample(
      .unknown, BackupExamples.runbook, .with { $0.refused = [BackupExamples.folder] }),
  ]
}
