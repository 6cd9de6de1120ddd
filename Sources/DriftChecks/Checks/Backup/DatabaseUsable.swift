import Findings
public import RunbookModel
public import ServerFacts

/// The live database lets in the account that backs up, with the role and host of the restore's steps.
public struct DatabaseUsable: Check {
  public static let card = CheckCard(
    id: "database-usable",
    summary: "the account that backs up can connect to the database with the stated role",
    why: "What the steps cannot reach the backup cannot reach either: pg_dump fails, every night.",
    fix: "Start PostgreSQL, or mend the role, its password in ~/.pgpass, or pg_hba.conf.",
    after: ["crontab-read", "password-file-private"])

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var verdicts: [Verdict] = []
    let restores = runbook.entries(DatabaseRestore.self)
    let databases = LiveDatabases(of: restores)
    for restore in restores where restore.usesPostgreSQL {
      guard let name = databases.name(for: restore), let words = restore.connection else { continue }
      if let port = words.connection.port, port != "5432" { continue }
      let claim = restore.address.field("database"), range = name.range
      let account: Observation<String> =
        if let user = words.account { .seen(user) } else { await runbook.backupAccount(facts) }
      guard case .seen(let account) = account else {
        if case .unseen(let blindness) = account { verdicts.append(unknown(claim, at: range, blindness)) }
        continue
      }
      let answer = await facts.ask(
        DatabaseAnswer(
          name: name.value, host: words.connection.host, role: words.connection.role, account: account))
      let hasAccount = words.account != nil || runbook.backupJob?.user != nil
      let role = words.connection.role ?? account
      verdicts.append(await judge(answer, name, claim, (account, role, hasAccount), runbook, facts))
    }
    return verdicts
  }

  private func judge(
    _ answer: Observation<DatabaseAnswer.Fact>, _ name: Located<String>, _ claim: Address,
    _ who: (account: String, role: String, isStated: Bool), _ runbook: Runbook, _ facts: Facts
  ) async -> Verdict {
    let range = name.range
    let stated = "the runbook restores \(WorldText.clean(name.value)) as \(WorldText.clean(who.role))"
    switch answer {
    case .unseen(let blindness): return unknown(claim, at: range, blindness)
    case .seen(.answers): return holds(claim, at: range)
    case .seen(.silent(let words)):
      return drifts(
        claim, at: range, "\(stated); PostgreSQL does not answer",
        evidence: [Evidence(source: "psql", text: words)],
        remedy: .advice("start PostgreSQL: pg_lsclusters, then pg_ctlcluster VERSION CLUSTER start"))
    case .seen(.refused(let words)):
      // Who types the steps is not said, and another account may well be let in.
      if words.contains("eer authentication failed"), !who.isStated {
        return unknown(claim, at: range, Blindness(.permission, "psql as \(who.account): \(words)"))
      }
      return drifts(
        claim, at: range, "\(stated); PostgreSQL does not let \(who.account) in",
        evidence: [Evidence(source: "psql as \(who.account)", text: words)],
        remedy: .advice("make psql -w connect as \(who.account) with the role and host of the steps"))
    case .seen(.wantsPassword(let words)):
      // A person can type it; a job cannot.
      switch await Self.jobPasses(runbook, facts) {
      case .unseen(let blindness): return unknown(claim, at: range, blindness)
      case .seen(true): return unknown(claim, at: range, Blindness(.permission, words))
      case .seen(false):
        return drifts(
          claim, at: range, "\(stated); \(who.account) has no password for it in ~/.pgpass",
          evidence: [Evidence(source: "psql as \(who.account)", text: words)],
          remedy: .advice("add a line for \(who.role) to ~\(who.account)/.pgpass, mode 0600"))
      }
    }
  }

  /// Whether the password may come from elsewhere than `~/.pgpass`: from a person, or from the job's own environment.
  private static func jobPasses(_ runbook: Runbook, _ facts: Facts) async -> Observation<Bool> {
    guard let job = runbook.backupJob, let script = job.script?.value else { return .seen(true) }
    return await facts.ask(ScriptText(path: script)).map { text in
      guard let text, text.contains("pg_dump") else { return true }
      return ["PGPASSWORD", "PGPASSFILE", "PGSERVICE", ". /", "source "].contains { text.contains($0) }
    }
  }

  private static let runbook =
    BackupExamples.runbook + "\n2. Restore it: psql -h localhost -U appuser -f /tmp/x.sql appdb_restore"
  private static let marked = runbook.replacing("- Database", with: "            ↓\n- Database")
  private static let look = Look.command(
    .databaseAnswers(name: "appdb", host: "localhost", role: "appuser", account: "deploy"))

  private static func saying(_ words: String) -> ExampleServer {
    .with {
      $0.looks[look] = .output(CommandOutput(status: 2, output: "", errors: words))
      $0.looks[.text(path: "/home/deploy/db-backup.sh")] = .text("#!/bin/bash\npg_dump appdb\n")
    }
  }

  private static let failed = "psql: error: connection to server at \"localhost\" (::1), port 5432 failed: "

  public static let examples = [
    CheckExample(
      .holds, runbook, .with { $0.looks[look] = .output(CommandOutput(status: 0, output: "1\n")) }),
    CheckExample(.drifts, marked, saying(failed + "FATAL:  database \"appdb\" does not exist")),
    CheckExample(
      .drifts, marked, saying(failed + "FATAL:  password authentication failed for user \"appuser\"")),
    CheckExample(.drifts, marked, saying(failed + "Connection refused")),
    CheckExample(.drifts, marked, saying(failed + "fe_sendauth: no password supplied")),
    CheckExample(.unknown, runbook, saying(failed + "FATAL:  the database system is starting up")),
    CheckExample(.unknown, runbook, .with { $0.refused = [look] }),
  ]
}
