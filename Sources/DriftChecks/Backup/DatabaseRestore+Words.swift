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

  /// The live database: from its key, else the one that psql is started with and no step makes.
  var liveDatabase: Located<String>? {
    if let database { return database }
    let made = Set(
      commands.compactMap { $0.command.program == "createdb" ? DatabaseConnection($0).name : nil })
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
