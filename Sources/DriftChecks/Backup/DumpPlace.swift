import Findings
import RunbookModel
import ServerFacts

/// Where the dumps of a stated restore lie at a remote, and whose rclone reaches them.
struct DumpPlace {
  var restore: DatabaseRestore
  var remote: Located<String>
  var account: Observation<String>
  /// The name of a dump as the step that fetches it writes it.
  var pattern: NamePattern?

  var claim: Address { restore.address.field("dumps") }

  /// One for each restore that names a remote.
  static func all(_ runbook: Runbook, _ facts: Facts) async -> [DumpPlace] {
    var places: [DumpPlace] = []
    for restore in runbook.entries(DatabaseRestore.self) {
      guard let remote = restore.remote else { continue }
      places.append(
        DumpPlace(
          restore: restore, remote: remote, account: await runbook.backupAccount(facts),
          pattern: restore.fetchedName?.pattern))
    }
    return places
  }

  func files(_ facts: Facts) async -> Observation<RemoteFolder.Fact> {
    switch account {
    case .unseen(let blindness): .unseen(blindness)
    case .seen(let account): await facts.ask(RemoteFolder(remote: remote.value, account: account))
    }
  }

  /// The files that are dumps of this restore's database: those named as the step names them, where there are any.
  func dumps(among files: [RemoteFile]) -> [RemoteFile] {
    let named = pattern.map { pattern in files.filter { pattern.matches($0.name) } } ?? []
    if !named.isEmpty { return named }
    let packed = files.filter { file in Self.endings.contains { file.name.hasSuffix($0) } }
    let ofDatabase = restore.database.map { name in packed.filter { $0.name.contains(name.value) } } ?? []
    return ofDatabase.isEmpty ? packed : ofDatabase
  }

  private static let endings = [
    ".sql", ".dump", ".pgdump", ".backup", ".gz", ".zst", ".xz", ".bz2", ".gpg", ".age", ".tar",
  ]
}

extension DatabaseRestore {
  /// The file that a step fetches from the remote: its place, pattern and step.
  var fetchedName: (pattern: NamePattern, command: RestoreCommand)? {
    for command in commands where command.command.program == "rclone" {
      guard let verb = command.command.arguments.first?.literal,
        ["copy", "copyto", "cat", "move", "moveto", "sync"].contains(verb)
      else { continue }
      for word in command.command.arguments.dropFirst() {
        guard let place = RemotePlace(word.text), place.file != nil else { continue }
        return (NamePattern(word), command)
      }
    }
    return nil
  }
}

extension Runbook {
  /// The job that makes the dumps: one whose name says so.
  var backupJob: Schedule? {
    schedules.first { schedule in
      let name = (schedule.name.value + " " + schedule.command.value).lowercased()
      let isOther = ["restore", "rehears", "verify", "check", "prune", "purge"].contains {
        schedule.name.value.lowercased().contains($0)
      }
      return !isOther && (name.contains("backup") || name.contains("dump"))
    }
  }

  /// Whose configuration reaches the remote and the database: the backup job's, else that of whoever looks.
  func backupAccount(_ facts: Facts) async -> Observation<String> {
    if let user = backupJob?.user { return .seen(user) }
    return await facts.ask(Caller()).map(\.name)
  }
}
