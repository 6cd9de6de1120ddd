import Findings
import RunbookModel
import ServerFacts

/// Where the dumps of a stated restore lie at a remote, and whose rclone reaches them.
struct DumpPlace {
  var restore: DatabaseRestore
  var remote: Located<String>
  var account: Observation<String>

  var claim: Address { restore.address.field("dumps") }

  /// One for each restore that names a remote.
  static func all(_ runbook: Runbook, _ facts: Facts) async -> [DumpPlace] {
    var places: [DumpPlace] = []
    for restore in runbook.entries(DatabaseRestore.self) {
      guard let remote = restore.remote else { continue }
      places.append(
        DumpPlace(
          restore: restore, remote: remote, account: await runbook.backupAccount(facts)))
    }
    return places
  }

  func files(_ facts: Facts) async -> Observation<RemoteFolder.Fact> {
    switch account {
    case .unseen(let blindness): .unseen(blindness)
    case .seen(let account): await facts.ask(RemoteFolder(remote: remote.value, account: account))
    }
  }

  /// The files that are dumps of this restore's database.
  func dumps(among files: [RemoteFile]) -> [RemoteFile] {
    restore.dumpNames.dumps(among: files, named: \.name)
  }
}

extension Runbook {
  /// Whose configuration reaches the remote and the database: the backup job's, else that of whoever looks.
  func backupAccount(_ facts: Facts) async -> Observation<String> {
    if let user = backupJob?.user { return .seen(user) }
    return await facts.ask(Caller()).map(\.name)
  }
}
