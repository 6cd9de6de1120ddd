import Findings
import RunbookModel

extension DatabaseRestore {
  /// What the entry is about, for a verdict that no step makes: its database's name, else its heading.
  var stated: Located<String> { database ?? name }

  var usesPostgreSQL: Bool {
    database != nil && commands.isEmpty
      || commands.contains { $0.command.program.map(DatabaseConnection.programs.contains) ?? false }
      || remote?.value.contains("postgres") == true
  }

  /// The databases that its steps make.
  fileprivate var made: [String] {
    commands.compactMap { $0.command.program == "createdb" ? DatabaseConnection($0).name : nil }
  }

  /// The one that psql is started with and no step makes.
  fileprivate func used(besides made: Set<String>) -> Located<String>? {
    for command in commands where ["psql", "pg_restore"].contains(command.command.program ?? "") {
      guard let name = DatabaseConnection(command).name, !made.contains(name), name != "postgres",
        name.utf8.allSatisfy({ $0 < 0x80 && $0 != 0x24 }), name.contains(where: \.isLowercase)
      else { continue }
      return Located(name, at: command.range)
    }
    return nil
  }

  /// How the steps connect, and the account that `sudo -u` names.
  var connection: (connection: DatabaseConnection, account: String?)? {
    for command in commands where ["psql", "pg_restore"].contains(command.command.program ?? "") {
      return (DatabaseConnection(command), command.command.runsAs)
    }
    return nil
  }
}

/// The live database of each restore: from its key, else the one that its steps use and none makes. A chapter that goes
/// on where a section with the key ended is about that section's.
struct LiveDatabases {
  /// What the steps of all restores make; nil where one has the key.
  private let made: Set<String>?

  init(of restores: [DatabaseRestore]) {
    made = restores.allSatisfy { $0.database == nil } ? Set(restores.flatMap(\.made)) : nil
  }

  func name(for restore: DatabaseRestore) -> Located<String>? {
    restore.database ?? made.flatMap(restore.used)
  }
}
