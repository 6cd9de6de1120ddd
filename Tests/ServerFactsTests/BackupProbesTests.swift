import Testing

@testable import ServerFacts

/// What rclone 1.75, psql 15 and git 2.39 say, as the probes read it.
struct BackupProbesTests {
  private static func folder(_ status: Int, _ output: String, _ errors: String = "") async -> Observation<
    RemoteFolder.Fact
  > {
    let look = Look.command(.remoteFolder(remote: "r2:b", account: "deploy"))
    let answer = Seen.output(CommandOutput(status: status, output: output, errors: errors))
    return await RemoteFolder(remote: "r2:b", account: "deploy").ask(
      RecordedServer(at: Instant(seconds: 0), looks: [look: .seen(answer)]))
  }

  @Test func readsTheFilesOfARemote() async {
    let line =
      #"{"Path":"a.gz","Name":"a.gz","Size":6158,"MimeType":"x","ModTime":"2026-11-24T02:00:07.000000000Z","IsDir":false}"#
    let file = RemoteFile(name: "a.gz", size: 6158, modified: Instant(seconds: 1_795_485_607))
    #expect(await Self.folder(0, "[\n\(line)\n]\n") == .seen(.files([file])))
    #expect(await Self.folder(0, "[\n]\n") == .seen(.files([])))
  }

  @Test func tellsWhyARemoteShowsNothing() async {
    let time = "2026/11/28 16:49:32 "
    #expect(
      await Self.folder(3, "[\n", time + "ERROR : error listing: directory not found\n")
        == .seen(.missing("ERROR : error listing: directory not found")))
    let section =
      "CRITICAL: Failed to create file system for \"r3:x\": didn't find section in config file (\"r3\")"
    #expect(await Self.folder(1, "", time + section + "\n") == .seen(.unconfigured(section)))
    let denied =
      "ERROR : error listing: https response error StatusCode: 403, api error InvalidAccessKeyId: no"
    #expect(await Self.folder(1, "[\n", time + denied + "\n") == .seen(.refused(denied)))
    let down = "ERROR : error listing: dial tcp 127.0.0.1:9009: connect: connection refused"
    guard case .unseen(let blindness) = await Self.folder(5, "[\n", time + down) else {
      Issue.record("seen")
      return
    }
    #expect(blindness.reason == .unreachable)
  }

  @Test(arguments: [
    ("2026-11-28T02:00:03Z", 1_795_831_203), ("2026-11-28T03:00:03.000000000+01:00", 1_795_831_203),
    ("2026-11-27T21:30:03-04:30", 1_795_831_203),
  ]) func readsTimes(_ text: String, _ seconds: Int) {
    #expect(Instant(iso8601: text) == Instant(seconds: seconds))
  }

  @Test(arguments: [
    ("appdb-2026-11-28.sql.gz", "2026-11-28T00:00:00Z"), ("db_20261128T020003Z.dump", "2026-11-28T00:00:00Z"),
    ("2026_02_03-x", "2026-02-03T00:00:00Z"),
  ]) func readsTheDayInAName(_ name: String, _ day: String) {
    #expect(Instant(dayInName: name)?.description == day)
  }

  @Test(arguments: ["db_backup_STAMP.sql.gz", "1234567.sql", "20269999.sql", "123456789012.gz"])
  func seesNoDayInOtherNames(_ name: String) {
    #expect(Instant(dayInName: name) == nil)
  }

  @Test func readsWhatPsqlSays() {
    let probe = DatabaseAnswer(name: "appdb", host: "localhost", role: "appuser", account: "deploy")
    let failed = "psql: error: connection to server at \"localhost\" (::1), port 5432 failed: "
    func read(_ status: Int, _ output: String, _ errors: String) -> Observation<DatabaseAnswer.Fact> {
      probe.read(CommandOutput(status: status, output: output, errors: errors))
    }
    #expect(read(0, "1\n", "") == .seen(.answers))
    let fatal = "FATAL:  database \"appdb\" does not exist"
    #expect(read(2, "", failed + fatal) == .seen(.refused(fatal)))
    #expect(
      read(2, "", failed + "fe_sendauth: no password supplied")
        == .seen(.wantsPassword(failed + "fe_sendauth: no password supplied")))
    #expect(
      read(2, "", failed + "Connection refused\n\tIs the server running on that host?")
        == .seen(.silent(failed + "Connection refused")))
    guard case .unseen = read(2, "", failed + "FATAL:  the database system is starting up") else {
      Issue.record("a server that starts up is not seen yet")
      return
    }
  }

  @Test func readsACheckout() {
    let state = Checkout.read(
      """
      # branch.oid c741df3140de
      # branch.head main
      # branch.upstream origin/main
      # branch.ab +1 -2
      1 .M N... 100644 100644 100644 740ca74 740ca74 src/a file.js
      2 R. N... 100644 100644 100644 740ca74 740ca74 R100 new.js\told.js
      ? notes.txt
      """)
    #expect(state.branch == "main" && state.upstream == "origin/main" && state.commit == "c741df3140de")
    #expect(state.ahead == 1 && state.behind == 2)
    #expect(state.changed == ["src/a file.js", "new.js"] && state.untracked == ["notes.txt"])
    #expect(Checkout.read("# branch.oid c741\n# branch.head (detached)\n").branch == nil)
  }
}
