import Findings
import RunbookModel
import ServerFacts

/// The remote folders that a runbook names for its restores.
enum BackupPlaces {
  private static func restores(_ runbook: Runbook) -> [(restore: DatabaseRestore, remote: Located<String>)] {
    runbook.entries(DatabaseRestore.self).compactMap { restore in restore.remote.map { (restore, $0) } }
  }

  /// Where they lie and who looks: a place that only the steps name is a claim of no key.
  static func row(_ runbook: Runbook) -> [Claim] {
    restores(runbook).flatMap { restore, remote in
      var claims = [Claim(restore.address.field("remote"), label: "remote", value: remote)]
      if let user = runbook.backupJob?.user {
        claims.append(
          Claim(restore.address.field("account"), label: "account", value: Located(user, at: remote.range)))
      }
      return claims
    }
  }

  static func plan(
    _ operation: String, _ runbook: Runbook, _ count: Int, by facts: Facts
  ) async throws(Refusal) -> Plan {
    let restores = restores(runbook)
    guard let first = restores.first else {
      throw Refusal(.notPossible, "the runbook names no remote that holds dumps")
    }
    var account = runbook.backupJob?.user
    if account == nil, case .seen(let caller) = await facts.ask(Caller()) { account = caller.name }
    guard let account else { throw Refusal(.notPossible, "the calling account cannot be seen") }
    let places = restores.map { restore, remote in
      BackupQuestion(
        restore: restore.database?.value ?? restore.name.value, remote: remote.value, account: account,
        names: restore.dumpNames)
    }
    return Plan(
      operation: operation, subject: Address(DatabaseRestore.kind, "*"), source: first.remote.range,
      steps: [Step("list the dumps", .show(.backups(places, count: count)), effect: .observes)])
  }
}
