import ServerFacts

/// What the examples of backups share: five nightly dumps at a remote, the last from ten hours before noon.
enum BackupExamples {
  static let remote = "r2:my-backups/postgres"
  static let folder = Look.command(.remoteFolder(remote: remote, account: "deploy"))
  static let remotes = Look.command(.rcloneRemotes(account: "deploy"))

  static let runbook = """
    ## Cron (deploy user)
    - 02:00 nightly: /home/deploy/db-backup.sh

    ## Database Restore
    - Database: appdb
    - Dumps: r2:my-backups/postgres/

    1. Fetch it: rclone copy r2:my-backups/postgres/appdb-STAMP.sql.gz /tmp/
    """

  /// The same with the arrow over the place of the dumps.
  static let marked = runbook.replacing("- Dumps", with: "         ↓\n- Dumps")

  static let dumps = (24...28).map { dump("appdb-2026-11-\($0).sql.gz", daysAgo: 28 - $0) }

  static func dump(_ name: String, daysAgo: Int, size: Int = 7000) -> String {
    let time = Instant(seconds: ExampleServer.noon.seconds - 36_000 - daysAgo * ExampleServer.day)
    return #"{"Path":"\#(name)","Size":\#(size),"ModTime":"\#(time)","IsDir":false}"#
  }

  static func list(_ dumps: [String]) -> Seen {
    .output(CommandOutput(status: 0, output: "[\n\(dumps.joined(separator: ",\n"))\n]\n"))
  }

  static func failure(_ status: Int, _ words: String) -> Seen {
    .output(CommandOutput(status: status, output: "[\n", errors: words))
  }

  static let server = server(list(dumps))

  static func server(_ folder: Seen) -> ExampleServer {
    .with {
      $0.looks[Self.folder] = folder
      $0.looks[remotes] = .output(CommandOutput(status: 0, output: "r2:\n"))
    }
  }

  static let blind = ExampleServer.with {
    $0.refused = [folder]
    $0.looks[remotes] = .output(CommandOutput(status: 0, output: "r2:\n"))
  }
}
