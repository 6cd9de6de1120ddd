import Testing

@testable import ServerFacts

/// Counts the looks that are made through it.
private actor CountingServer: Server {
  private(set) var counts: [Look: Int] = [:]
  private(set) var clockReadings = 0

  func look(_ look: Look) async -> Observation<Seen> {
    counts[look, default: 0] += 1
    await Task.yield()
    return .seen(.absent)
  }

  func now() async -> Instant {
    clockReadings += 1
    return Instant(seconds: clockReadings)
  }
}

struct FactsTests {
  @Test func eachLookIsMadeOnce() async {
    let server = CountingServer()
    let facts = Facts(server)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask { _ = await facts.ask(PathAttributes(path: "/a")) }
        group.addTask { _ = await facts.ask(Script(path: "/a")) }
        group.addTask { _ = await facts.ask(SupervisedPrograms()) }
        group.addTask { _ = await facts.ask(LogTail(program: "x", bytes: 10)) }
        group.addTask { _ = await facts.ask(Crontab(user: "deploy")) }
      }
    }
    let counts = await server.counts
    #expect(counts.values.allSatisfy { $0 == 1 }, "\(counts)")
    #expect(counts[.attributes(path: "/a")] == 1)
    #expect(counts[.text(path: SupervisorSocket.configuration)] == 1)
  }

  @Test func theClockStandsStill() async {
    let facts = Facts(CountingServer())
    let first = await facts.now()
    #expect(await facts.now() == first)
  }

  @Test func whatWasNotRecordedIsUnseen() async {
    let server = RecordedServer(at: Instant(seconds: 0), looks: [:])
    guard case .unseen(let blindness) = await PathAttributes(path: "/a").ask(server) else {
      Issue.record("seen")
      return
    }
    #expect(blindness.reason == .notRecorded)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
    (-86_401, "1969-12-30T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_709_251_199, "2024-02-29T23:59:59Z"), (1_709_251_200, "2024-03-01T00:00:00Z"),
    (1_795_620_581, "2026-11-25T15:29:41Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
  ]) func dates(_ seconds: Int, _ words: String) {
    #expect(Instant(seconds: seconds).description == words)
  }

  @Test func crontab() {
    let jobs = CronJob.jobs(
      """
      # m h  dom mon dow   command
      MAILTO=root

      0 3 * * * /home/deploy/nightly.sh --all 'x y'
      \t*/5  *\t* * 1-5   /bin/true
      @daily /bin/date
      #30 2 * * * /home/deploy/old.sh
      0 3 * *
      a b c d e f
      """, source: "crontab")
    #expect(
      jobs == [
        CronJob(time: "0 3 * * *", command: "/home/deploy/nightly.sh --all 'x y'", source: "crontab:4"),
        CronJob(time: "*/5 * * * 1-5", command: "/bin/true", source: "crontab:5"),
        CronJob(time: "@daily", command: "/bin/date", source: "crontab:6"),
        CronJob(
          time: "30 2 * * *", command: "/home/deploy/old.sh", source: "crontab:7", isCommentedOut: true),
      ])
  }

  @Test func ownersAskWithCrontabL() async {
    let path = "/var/spool/cron/crontabs/deploy"
    let closed = Blindness(.permission, "closed")
    var server = RecordedServer(at: Instant(seconds: 0), looks: [.text(path: path): .unseen(closed)])
    #expect(await Crontab(user: "deploy").ask(server) == .unseen(closed))
    server.looks[.caller] = .seen(.caller(Account(name: "deploy", uid: 1000, gid: 1000, home: "/")))
    server.looks[.command(.ownCrontab)] = .seen(.output(CommandOutput(status: 0, output: "0 3 * * * /a\n")))
    #expect(
      await Crontab(user: "deploy").ask(server)
        == .seen([CronJob(time: "0 3 * * *", command: "/a", source: "crontab -l:1")]))
    #expect(
      await Crontab(user: "other").ask(server)
        == .unseen(
          Blindness(.notRecorded, "the recording does not hold this look: /var/spool/cron/crontabs/other")))
    server.looks[.command(.ownCrontab)] = .seen(
      .output(CommandOutput(status: 1, output: "", errors: "no crontab for deploy\n")))
    #expect(await Crontab(user: "deploy").ask(server) == .seen([]))
  }

  @Test func trees() {
    func process(_ pid: Int, _ parent: Int) -> RunningProcess {
      RunningProcess(pid: pid, parent: parent, uid: 0, name: "x", startTicks: 0)
    }
    let table = ProcessTable(
      processes: [
        process(1, 0), process(10, 1), process(11, 10), process(12, 11), process(20, 21), process(21, 20),
        process(30, 30),
      ],
      listeners: [])
    #expect(table.isInTree(12, of: 10) && table.isInTree(10, of: 10) && table.isInTree(12, of: 1))
    #expect(!table.isInTree(10, of: 12) && !table.isInTree(99, of: 10))
    #expect(!table.isInTree(20, of: 10) && !table.isInTree(30, of: 1))
    #expect(table.isInTree(20, of: 21))
  }

  @Test(arguments: [
    ("[unix_http_server]\nfile=/run/s.sock ; x\n", "/run/s.sock"),
    ("[inet_http_server]\nfile=/no\n[unix_http_server]\nfile = /run/t.sock\n", "/run/t.sock"),
    ("[supervisord]\n", "/var/run/supervisor.sock"),
  ]) func sockets(_ text: String, _ path: String) async {
    let server = RecordedServer(
      at: Instant(seconds: 0), looks: [.text(path: SupervisorSocket.configuration): .seen(.text(text))])
    #expect(await SupervisorSocket().ask(server) == .seen(path))
  }

  /// What a look brings after the deadline is not waited for, and nothing is looked at any more.
  @Test func theRunEndsAtItsDeadline() async {
    let facts = Facts(StuckServer()) { try? await Task.sleep(for: .milliseconds(50)) }
    guard case .unseen(let blindness) = await facts.ask(PathAttributes(path: "/a")),
      case .unseen(let later) = await facts.ask(PathAttributes(path: "/b"))
    else {
      Issue.record("seen")
      return
    }
    #expect(blindness.reason == .timeout && later.reason == .timeout)
  }
}

/// Answers a day late.
private struct StuckServer: Server {
  func look(_ look: Look) async -> Observation<Seen> {
    try? await Task.sleep(for: .seconds(86_400))
    return .seen(.absent)
  }

  func now() async -> Instant { Instant(seconds: 0) }
}
