import Findings

extension DatabaseRestore {
  /// The file that a step fetches from the remote: its place, pattern and step.
  public var fetchedName: (pattern: NamePattern, command: RestoreCommand)? {
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

  public var dumpNames: DumpNames { DumpNames(pattern: fetchedName?.pattern, database: database?.value) }
}

/// How the dumps of a database are known among the files of a folder.
public struct DumpNames: Hashable, Sendable {
  var pattern: NamePattern?
  var database: String?

  /// Those named as the step names them, where there are any.
  public func dumps<File>(among files: [File], named name: (File) -> String) -> [File] {
    let named = pattern.map { pattern in files.filter { pattern.matches(name($0)) } } ?? []
    if !named.isEmpty { return named }
    let packed = files.filter { file in Self.endings.contains { name(file).hasSuffix($0) } }
    let ofDatabase = database.map { database in packed.filter { name($0).contains(database) } } ?? []
    return ofDatabase.isEmpty ? packed : ofDatabase
  }

  /// `2026-11-20` of `appdb-2026-11-20.sql.gz`: what stands in a name where the step that fetches it leaves a place; nil
  /// where it leaves none, or several.
  public func stamp(of name: String) -> String? { pattern?.filling(of: name) }

  private static let endings = [
    ".sql", ".dump", ".pgdump", ".backup", ".gz", ".zst", ".xz", ".bz2", ".gpg", ".age", ".tar",
  ]
}

extension Runbook {
  /// The job that makes the dumps: one whose name says so.
  public var backupJob: Schedule? { index.backupJob }
}

extension Schedule {
  var makesBackups: Bool {
    let said = (name.value + " " + command.value).lowercased()
    let isOther = ["restore", "rehears", "verify", "check", "prune", "purge"].contains {
      name.value.lowercased().contains($0)
    }
    return !isOther && (said.contains("backup") || said.contains("dump"))
  }
}
