import Findings
public import RunbookModel
public import ServerFacts

/// No step of a restore plays a dump into the live database, and none goes on behind an error.
public struct RestoreBeside: Check {
  public static let card = CheckCard(
    id: "restore-beside",
    summary: "the steps restore beside the live database and stop at the first error",
    why:
      "psql goes on behind every error and exits 0: the old rows stay, a dozen errors scroll by, nothing is back.",
    fix: "Restore into an empty database with psql -v ON_ERROR_STOP=1, look at it, then exchange the names.")

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    let restores = runbook.entries(DatabaseRestore.self)
    let databases = LiveDatabases(of: restores)
    return restores.compactMap { restore in
      let plays = restore.commands.filter { command in
        command.command.program == "psql" && DatabaseConnection(command).restoresFile
      }
      guard let first = plays.first else { return nil }
      let claim = restore.address.field("restore"), live = databases.name(for: restore)?.value
      let made = Set(
        restore.commands.compactMap { $0.command.program == "createdb" ? DatabaseConnection($0).name : nil })
      for play in plays {
        let words = DatabaseConnection(play)
        guard let name = words.name else { continue }
        let step = play.step.map { "step \($0)" } ?? "the restore"
        if name == live, !made.contains(name) {
          return drifts(
            claim, at: play.range,
            "\(step) plays the dump into the live database \(WorldText.clean(name))"
              + (words.stopsOnError ? "" : " and goes on behind errors"),
            severity: words.stopsOnError ? .warning : .error,
            remedy: .advice(
              "createdb -T template0 \(name)_restore, then psql -X -v ON_ERROR_STOP=1 -f DUMP \(name)_restore"
            ))
        }
        guard !words.stopsOnError else { continue }
        return drifts(
          claim, at: play.range, "\(step) restores with psql, which goes on behind errors and exits 0",
          severity: .warning, remedy: .advice("add -v ON_ERROR_STOP=1 to psql"))
      }
      return holds(claim, at: first.range)
    }
  }

  public static let examples = [
    CheckExample(
      .holds,
      "## Database Restore\n1. createdb appdb_new\n2. psql -v ON_ERROR_STOP=1 -f /tmp/x.sql appdb_new",
      .healthy),
    CheckExample(
      .drifts, "## Database Restore\n   ↓\n1. psql -U appuser appdb < /tmp/STAMP.sql", .healthy),
    CheckExample(
      .drifts, "## Database Restore\n1. createdb appdb_new\n   ↓\n2. psql -f /tmp/x.sql appdb_new", .healthy),
  ]
}
