import Testing

@testable import ServerFacts

struct CrontabTests {
  @Test func lines() {
    let crontab = CrontabText(
      """
      # m h  dom mon dow   command
      MAILTO=root
      PATH = "/opt/bin:/usr/bin"

      0 3 * * * /home/deploy/nightly.sh --all 'x y'
      \t*/5  *\t* * 1-5   /bin/true
      @daily /bin/date
      #30 2 * * * /home/deploy/old.sh
      0 3 * *
      70 3 * * * X=1 /bin/false
      """, path: "crontab")
    #expect(
      crontab.jobs.map { "\($0.source) \($0.time) \($0.command) \($0.isCommentedOut)" } == [
        "crontab:5 0 3 * * * /home/deploy/nightly.sh --all 'x y' false",
        "crontab:6 */5 * * * 1-5 /bin/true false",
        "crontab:7 @daily /bin/date false",
        "crontab:8 30 2 * * * /home/deploy/old.sh true",
        "crontab:10 70 3 * * * X=1 /bin/false false",
      ])
    #expect(crontab.strays == [9: "0 3 * *"])
    #expect(crontab.jobs.first?.settings == ["MAILTO": "root", "PATH": "/opt/bin:/usr/bin"])
    #expect(crontab.lacksLastLineFeed)
  }

  /// As Debian's `crontab -n` says of each.
  @Test(arguments: [
    ("", false), ("\n\n", false), ("0 3 * * * x\n", false), ("0 3 * * * x", true), ("A=b", true),
    ("0 3 * * * x\n# last", false), ("0 3 * * * x\n \t", false), ("# a\n@daily x", true),
  ]) func lastLineFeed(_ text: String, _ isLacking: Bool) {
    #expect(CrontabText(text, path: "c").lacksLastLineFeed == isLacking)
  }

  @Test func linesWithUsers() {
    let crontab = CrontabText(
      "SHELL=/bin/sh\n17 * * * * root cd / && run-parts /etc/cron.hourly\n@reboot deploy /a\n", path: "c",
      namesUsers: true)
    #expect(crontab.jobs.map(\.user) == ["root", "deploy"])
    #expect(crontab.jobs.map(\.command) == ["cd / && run-parts /etc/cron.hourly", "/a"])
    #expect(crontab.jobs.map(\.source) == ["c:2", "c:3"])
  }

  @Test func systemCrontabsPassOverNamesWithADot() async {
    let attributes = FileAttributes(kind: .file, mode: 0o644)
    let names = [".placeholder", "backup", "old.bak"]
    let server = RecordedServer(
      at: Instant(seconds: 0),
      looks: [
        .folder(path: "/etc/cron.d"): .seen(
          .folder(names.map { FolderEntry(name: $0, attributes: attributes) })),
        .text(path: "/etc/crontab"): .seen(.absent),
        .text(path: "/etc/cron.d/backup"): .seen(.text("0 3 * * * deploy /a\n")),
      ])
    let seen = await SystemCrontabs().ask(server)
    #expect(seen.map { $0.map(\.path) } == .seen(["/etc/cron.d/backup"]))
  }

  @Test func ownersAskWithCrontabL() async {
    let path = "/var/spool/cron/crontabs/deploy"
    let closed = Blindness(.permission, "closed")
    var server = RecordedServer(at: Instant(seconds: 0), looks: [.text(path: path): .unseen(closed)])
    #expect(await Crontab(user: "deploy").ask(server) == .unseen(closed))
    server.looks[.caller] = .seen(.caller(Account(name: "deploy", uid: 1000, gid: 1000, home: "/")))
    server.looks[.command(.ownCrontab)] = .seen(.output(CommandOutput(status: 0, output: "0 3 * * * /a\n")))
    let own = await Crontab(user: "deploy").ask(server)
    #expect(own.map { $0?.jobs.map(\.source) } == .seen(["crontab -l:1"]))
    #expect(
      await Crontab(user: "other").ask(server)
        == .unseen(
          Blindness(.notRecorded, "the recording does not hold this look: /var/spool/cron/crontabs/other")))
    server.looks[.command(.ownCrontab)] = .seen(
      .output(CommandOutput(status: 1, output: "", errors: "no crontab for deploy\n")))
    #expect(await Crontab(user: "deploy").ask(server) == .seen(nil))
  }
}
