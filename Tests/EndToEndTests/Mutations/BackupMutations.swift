import SeededNumbers

/// The dumps, the way to them, the database and its rehearsal.
enum BackupMutations {
  private static let bucket = "/srv/s3/my-backups/postgres", local = "/home/deploy/backups"
  private static let record = "/home/deploy/backups/rehearsals.log", passwords = "/home/deploy/.pgpass"
  private static let remotes = "/home/deploy/.config/rclone/rclone.conf"
  private static let dumps = "Dumps: r2:my-backups/postgres/", database = "Database: appdb"
  private static let rehearsals = "Rehearsals: \(record)", backup = MutatedJob.all[0].line

  static func all(_ random: inout SeededRandom) -> [Mutation] {
    let lost = Int.random(in: 2...4, using: &random), days = Int.random(in: 120...400, using: &random)
    return objects(lost) + remote + postgres + rehearsed(days)
  }

  private static func objects(_ lost: Int) -> [Mutation] {
    let newest = "$(ls \(bucket) | sort | tail -n 1)"
    func dumped(_ kind: String, _ breaks: String, _ check: String...) -> Mutation {
      var mutation = Mutation(
        kind, of: "appdb", keeping: [bucket, local], breaks: breaks, tells: "", as: ["error", "warning"],
        at: dumps, backup, database)
      mutation.expected.checks = check
      return mutation
    }
    return [
      dumped(
        "newest-dumps-missing",
        "for day in $(ls \(bucket) | sort | tail -n \(lost)); do rm \(bucket)/$day \(local)/$day; done",
        "backup-fresh"),
      dumped(
        "newest-dumps-not-uploaded",
        "for day in $(ls \(bucket) | sort | tail -n \(lost)); do rm \(bucket)/$day; done", "backup-fresh"),
      dumped("all-dumps-gone", "rm \(bucket)/*", "backup-fresh"),
      dumped(
        "newest-dump-empty",
        "dump=\(newest)\nfor folder in \(bucket) \(local); do gzip </dev/null >$folder/$dump; done",
        "backup-sound"),
      dumped(
        "newest-dump-cut-short",
        "dump=\(newest)\nfor folder in \(bucket) \(local); do truncate -s 3000 $folder/$dump; done",
        "backup-sound"),
      dumped(
        "newest-dump-has-no-end",
        """
        dump=\(newest)
        for folder in \(bucket) \(local); do
          gzip -dc $folder/$dump | sed -n 1,60p | gzip >/root/kept/cut
          cat /root/kept/cut >$folder/$dump
        done
        """, "backup-sound"),
      dumped(
        "one-object-for-ever",
        "dump=\(newest)\nmv \(bucket)/$dump \(bucket)/db_backup_STAMP.sql.gz\nrm \(bucket)/appdb-* \(local)/appdb-*",
        "backup-name-varies", "backup-fresh"),
      dumped(
        "never-purged",
        """
        for age in {5..150}; do
          cp -a \(bucket)/\(newest) \(bucket)/appdb-$(date -d "$age days ago" +%F).sql.gz
          touch -d "$age days ago 02:00" \(bucket)/appdb-$(date -d "$age days ago" +%F).sql.gz
        done
        """, "backup-purged"
      ).accepting("note"),
    ]
  }

  private static var remote: [Mutation] {
    [
      Mutation(
        "remote-renamed", of: "r2", keeping: [remotes], breaks: "edit 's/\\[r2\\]/[r3]/' \(remotes)",
        tells: "backup-remote-reachable", at: dumps),
      Mutation(
        "remote-not-configured", of: "r2", keeping: [remotes], breaks: "rm \(remotes)",
        tells: "backup-remote-reachable", at: dumps),
      Mutation(
        "bucket-gone", of: "r2", breaks: "mv /srv/s3/my-backups /srv/s3/away",
        mends: "mv /srv/s3/away /srv/s3/my-backups", tells: "backup-remote-reachable", "backup-fresh",
        at: dumps),
      Mutation(
        "bucket-folder-gone", of: "r2", breaks: "mv \(bucket) /srv/s3/my-backups/away",
        mends: "mv /srv/s3/my-backups/away \(bucket)", tells: "backup-remote-reachable", "backup-fresh",
        at: dumps),
    ]
  }

  private static var postgres: [Mutation] {
    let steps = "createdb -h localhost", restore = "psql -X -v ON_ERROR_STOP=1"
    return [
      Mutation(
        "database-renamed", of: "appdb", breaks: "postgres psql -qXc 'ALTER DATABASE appdb RENAME TO away'",
        mends: "postgres psql -qXc 'ALTER DATABASE away RENAME TO appdb'", tells: "database-usable",
        at: database),
      Mutation(
        "role-may-not-log-in", of: "appuser", breaks: "postgres psql -qXc 'ALTER ROLE appuser NOLOGIN'",
        mends: "postgres psql -qXc 'ALTER ROLE appuser LOGIN'", tells: "database-usable", at: database, backup
      ),
      Mutation(
        "password-changed", of: "appuser", keeping: [passwords],
        breaks: "edit 's/testbed-only-appuser/other/' \(passwords)",
        tells: "database-usable", at: database, backup),
      Mutation(
        "password-file-gone", of: "appuser", keeping: [passwords], breaks: "rm \(passwords)",
        tells: "database-usable", "password-file-private", at: database, backup),
      Mutation(
        "password-file-open", of: "appuser", keeping: [passwords], breaks: "chmod 644 \(passwords)",
        tells: "password-file-private", "database-usable", at: database, backup, steps, restore),
      Mutation(
        "postgres-stopped", of: "postgresql",
        breaks: "pg_ctlcluster $(basename /etc/postgresql/*) main stop --mode immediate",
        mends: "pg_ctlcluster $(basename /etc/postgresql/*) main start", tells: "database-usable",
        at: database),
    ]
  }

  private static func rehearsed(_ days: Int) -> [Mutation] {
    func recorded(_ kind: String, _ breaks: String) -> Mutation {
      Mutation(
        kind, of: record, keeping: [record], breaks: breaks, tells: "restore-rehearsed",
        as: ["error", "warning"],
        at: rehearsals)
    }
    return [
      recorded(
        "rehearsal-long-ago",
        "day=$(date -d '\(days) days ago' +%F)\nedit \"s/[0-9]{4}-[0-9]{2}-[0-9]{2}/$day/g\" \(record)\ntouch -d $day \(record)"
      ),
      recorded("rehearsal-failed", "edit 's/ ok$/ failed/' \(record)"),
      recorded("rehearsal-not-recorded", "rm \(record)"),
      recorded("rehearsal-record-empty", ": >\(record)"),
    ]
  }
}
