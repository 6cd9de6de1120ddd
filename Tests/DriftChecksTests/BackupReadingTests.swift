import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import DriftChecks

/// How the words of a restore are taken before any server is looked at.
struct BackupReadingTests {
  private func restore(_ text: String) throws -> (restore: DatabaseRestore, live: String?) {
    let runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    let restores = runbook.entries(DatabaseRestore.self)
    let restore = try #require(restores.first)
    return (restore, LiveDatabases(of: restores).name(for: restore)?.value)
  }

  private static let steps = """
    ## Database Restore
    1. Download latest dump from R2 bucket: rclone copy r2:my-backups/postgres/STAMP.sql.gz /tmp/
    2. gunzip /tmp/STAMP.sql.gz
    3. psql -U appuser appdb < /tmp/STAMP.sql
    """

  @Test func takesFromTheStepsWhatNoKeyNames() throws {
    let (restore, live) = try restore(Self.steps)
    #expect(restore.remote?.value == "r2:my-backups/postgres")
    #expect(restore.commands.map(\.command.program) == ["rclone", "gunzip", "psql"])
    #expect(restore.commands.map(\.step) == [1, 2, 3])
    #expect(live == "appdb")
    #expect(restore.connection?.connection.role == "appuser" && restore.connection?.connection.host == nil)
  }

  @Test func takesKeysFirst() throws {
    let (restore, live) = try restore(
      """
      ## Restore
      - Database: shop
      - Dumps: b2:cold/shop/
      - Local dumps: ~/dumps
      - Rehearsals: /srv/rehearsals.log

      1. Make one: `createdb -h db.example -U owner shop_new`
      2. Fill it: `gunzip -c x.sql.gz | psql --host=db.example --username owner -v ON_ERROR_STOP=1 -d shop_new`
      """)
    #expect(live == "shop" && restore.remote?.value == "b2:cold/shop")
    #expect(restore.localDumps?.value == "~/dumps" && restore.rehearsals?.value == "/srv/rehearsals.log")
    let words = try #require(restore.connection?.connection)
    #expect(words.host == "db.example" && words.role == "owner" && words.name == "shop_new")
    #expect(words.stopsOnError && words.restoresFile)
  }

  @Test(arguments: [
    ("appdb-STAMP.sql.gz", "appdb-2026-11-28.sql.gz", true),
    ("appdb-STAMP.sql.gz", "appdb-2026-11-28T171531Z.sql.gz", true),
    ("appdb-STAMP.sql.gz", "shop-2026-11-28.sql.gz", false),
    ("STAMP.sql.gz", "db_backup_STAMP.sql.gz", false), ("STAMP.sql.gz", "STAMP.sql.gz", true),
    ("appdb-YYYY-MM-DD.dump", "appdb-2026-11-28.dump", true),
    ("appdb-<date>.dump", "appdb-20261128.dump", true),
    ("appdb-$(date +%F).sql", "appdb-2026-11-28.sql", true), ("<file>.gz", "anything at all.gz", true),
    ("appdb-*.gz", "appdb-x.gz", true), ("latest.sql.gz", "appdb.sql.gz", false),
  ]) func holdsNamesAgainstAPattern(_ pattern: String, _ name: String, _ fits: Bool) throws {
    let (restore, _) = try restore("## Restore\n1. `rclone copy r2:b/\(pattern) /tmp/`")
    #expect(try #require(restore.fetchedName).pattern.matches(name) == fits)
  }

  /// Saturday, 28 November 2026, at noon.
  @Test(arguments: [
    ("0 2 * * *", 24), ("0 */6 * * *", 6), ("0 2 * * 1-5", 72), ("0 2 * * sun", 168), ("0 2 1 * *", 744),
    ("30 1,13 * * *", 12), ("@daily", 24),
  ]) func knowsHowFarApartRunsAre(_ fields: String, _ hours: Int) throws {
    let time = try #require(CronTime(fields: fields))
    #expect(DueTimes(time).longestGap(before: ExampleServer.noon) == hours * 3600)
  }
}
