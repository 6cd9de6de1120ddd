import Findings
import JSON
import Operations
import RunbookModel
import ServerFacts
import Testing

/// The operations that start and stop, and those that show rows.
struct NamedTests {
  private static let deploy = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy")
  private static let stop = "supervisord stop site-luci (/var/run/supervisor.sock)"
  private static let start = "supervisord start site-luci (/var/run/supervisor.sock)"

  private static func rows(_ execution: Execution) throws -> [[String]] {
    guard case .rows(let rows)? = execution.steps.last?.shown else {
      throw Refusal(.notPossible, "no rows: \(execution)")
    }
    return rows.map { row in
      [row.subject]
        + row.values.map { name, value in
          switch value {
          case .text(let text): "\(name)=\(text)"
          case .number(let number): "\(name)=\(number)"
          case .bytes(let bytes): "\(name)=\(bytes) B"
          case .untrusted(let text): "\(name)?\(text)"
          }
        }
    }
  }

  private static func show(_ name: String, _ words: [String] = [], _ picture: Picture) async throws
    -> [[String]]
  {
    let stage = Stage(picture)
    let execution = await stage.run(try await Ops.plan(name, words, stage))
    #expect(execution.outcome == .done && stage.events.isEmpty)
    return try rows(execution)
  }

  // MARK: Starting and stopping

  @Test func stopsAndProves() async throws {
    let stage = Stage(.up, effects: [Self.stop: [.init(0, .down("STOPPED"))]])
    let plan = try await Ops.plan("stop-service", ["luci"], stage)
    #expect(plan.effect == .interrupts && plan.steps.map(\.deed.words) == [Self.stop])
    #expect(plan.steps.map { $0.proof?.words } == ["site-luci is stopped"])
    #expect(plan.steps.allSatisfy { $0.compensation.isEmpty })
    let execution = await stage.run(plan)
    #expect(execution.outcome == .done && execution.steps.map(\.text) == ["site-luci is stopped"])
    let idle = try await Ops.plan("stop-service", ["luci"], Stage(.down("STOPPED")))
    #expect(idle == plan)
  }

  @Test func aStopThatDidNotStop() async throws {
    let stage = Stage(.up)
    let execution = await stage.run(try await Ops.plan("stop-service", ["luci"], stage))
    #expect(execution.outcome == .failed && execution.compensations.isEmpty)
    #expect(execution.steps.map(\.text) == ["unknown: site-luci is still RUNNING"])
  }

  @Test func startsWhatIsDownAndLeavesWhatRuns() async throws {
    let down = Stage(.down("STOPPED"), effects: [Self.start: [.init(0, .running(900))]])
    let plan = try await Ops.plan("start-service", ["luci"], down)
    #expect(plan.steps.map(\.deed.words) == [Self.start] && plan.effect == .interrupts)
    #expect(
      plan.steps.map { $0.proof?.words } == ["site-luci runs, listens on 3004, answers, and stays so for 5 s"]
    )
    let started = await down.run(plan)
    #expect(started.outcome == .done)
    #expect(started.steps.first?.text.hasPrefix("site-luci: up and proved: pid 900, listening") == true)
    let up = Stage(.up)
    #expect(try await Ops.plan("start-service", ["luci"], up) == plan)
    let left = await up.run(plan)
    #expect(left.outcome == .done, "\(left.steps)")
    #expect(left.steps.first?.text.hasPrefix("site-luci: up and proved: pid 812, listening") == true)
  }

  @Test func aStartThatDies() async throws {
    let stage = Stage(
      .down("STOPPED"), effects: [Self.start: [.init(0, .down("FATAL", "Exited too quickly"))]])
    let execution = await stage.run(try await Ops.plan("start-service", ["luci"], stage))
    #expect(execution.outcome == .failed && execution.steps.first?.verdict == .crashLoop)
    #expect(execution.compensations.isEmpty)
  }

  @Test func stopBySudoIsProvedByTheFreePort() async throws {
    let words = ["/usr/bin/timeout", "-k", "5", "60", "/usr/bin/supervisorctl", "stop", "site-luci"]
    let blind: @Sendable (inout Picture) -> Void = {
      $0.caller = Self.deploy
      $0.isSupervisorSeen = false
      $0.sudoAllows = [words]
    }
    let free = Picture.with {
      blind(&$0)
      $0.listeners.removeFirst()
    }
    let line = "/usr/bin/sudo -n -- " + words.joined(separator: " ")
    let stage = Stage(.with(blind), effects: [line: [.init(0, free)]])
    let plan = try await Ops.plan("stop-service", ["luci"], stage)
    #expect(plan.steps.map(\.deed.words) == [line])
    let execution = await stage.run(plan)
    #expect(execution.outcome == .done, "\(execution.steps)")
    #expect(execution.steps.first?.text.contains("nothing listens on 3004 any more") == true)
    // Where nothing listened before, a free port says nothing.
    let nothing = Stage(free)
    let unproved = await nothing.run(try await Ops.plan("stop-service", ["luci"], nothing))
    #expect(unproved.outcome == .unproved)
    let still = Stage(.with(blind))
    #expect(await still.run(try await Ops.plan("stop-service", ["luci"], still)).outcome == .unproved)
  }

  @Test(arguments: ["start-service", "stop-service"]) func refusals(_ name: String) async throws {
    let blind = Stage(
      .with {
        $0.caller = Self.deploy
        $0.isSupervisorSeen = false
      })
    for (word, stage) in [("nearyou", Stage(.up)), ("luci", blind)] {
      await #expect(throws: Refusal.self) { try await Ops.plan(name, [word], stage) }
    }
  }

  // MARK: supervisord's files

  private static let main = Seen.text("[include]\nfiles = conf.d/luci.conf\n")

  private static func reread(_ file: String, loaded command: String = "/usr/bin/node server.js") -> Picture {
    .with {
      $0.looks[.text(path: "/etc/supervisor/supervisord.conf")] = main
      $0.looks[.attributes(path: "/etc/supervisor/conf.d/luci.conf")] = .attributes(
        FileAttributes(kind: .file, mode: 0o644))
      $0.looks[.text(path: "/etc/supervisor/conf.d/luci.conf")] = .text(file)
      $0.looks[.supervisor(socket: "/var/run/supervisor.sock", call: .allConfigurations)] = .text(
        """
        <methodResponse><params><param><value><array><data><value><struct>
        <member><name>name</name><value><string>site-luci</string></value></member>
        <member><name>group</name><value><string>site-luci</string></value></member>
        <member><name>inuse</name><value><boolean>1</boolean></value></member>
        <member><name>command</name><value><string>\(command)</string></value></member>
        </struct></value></data></array></value></param></params></methodResponse>
        """)
    }
  }

  @Test(arguments: [
    (
      "[program:site-luci]\ncommand=/usr/bin/node  server.js\n", Execution.Outcome.done,
      "knows the 1 programs", ""
    ),
    (
      "[program:site-luci]\ncommand=/usr/bin/node other.js\n", .failed,
      "has not read what its files say of 1 programs", "site-luci"
    ),
    (
      "[program:site-luci]\ncommand=/usr/bin/node server.js\n[program:new]\ncommand=/bin/x\n", .failed,
      "has not read what its files say of 1 programs", "new"
    ), ("", .failed, "has not read what its files say of 1 programs", "site-luci"),
    (
      "[program:site-luci]\nuser=deploy\n", .failed, "cannot take its files as they are",
      "/etc/supervisor/conf.d/luci.conf:1: "
    ),
  ]) func reread(
    _ file: String, _ outcome: Execution.Outcome, _ words: String, _ said: String
  ) async throws {
    let stage = Stage(Self.reread(file))
    let plan = try await Ops.plan("reread-supervisor", [], stage)
    #expect(plan.effect == .reloads && "\(plan.subject)" == "supervisor/supervisord")
    #expect(plan.steps.map(\.deed.words) == ["/usr/bin/supervisorctl reread"])
    let execution = await stage.run(plan)
    #expect(execution.outcome == outcome)
    let step = try #require(execution.steps.first)
    #expect(step.text.contains(words) && step.untrusted.hasPrefix(said), "\(step)")
    #expect(!step.text.contains("luci") && !step.text.contains("new"), "\(step)")
  }

  @Test func aRereadThatNobodyCanSeeIsUnproved() async throws {
    let stage = Stage(.with { $0.isSupervisorSeen = false })
    #expect(await stage.run(try await Ops.plan("reread-supervisor", [], stage)).outcome == .unproved)
  }

  // MARK: Rows

  private static func leaf(_ notAfter: Int) -> Seen {
    .certificates([
      CertificateFields(
        subject: "CN=a", issuer: "CN=b\u{1B}[31m", notBefore: 0, notAfter: notAfter,
        names: ["a.example", "*.a.example"], serial: "1", fingerprint: "", publicKey: "")
    ])
  }

  @Test func certificates() async throws {
    let picture = Picture.with {
      $0.looks[.certificate(path: "/etc/ssl/origin.pem")] = Self.leaf(1060 + 3 * 86_400)
      $0.looks[.certificate(path: "/srv/b/fullchain.pem")] = Self.leaf(1059)
    }
    #expect(
      try await Self.show("certificate-status", [], picture) == [
        [
          "origin.pem", "path=/etc/ssl/origin.pem", "state=valid", "ends=1970-01-04T00:17:40Z", "days=3",
          "names?a.example *.a.example", "issuer?CN=b\u{1B}[31m",
        ], ["/srv/a/fullchain.pem", "path=/srv/a/fullchain.pem", "state=not there"],
        [
          "/srv/b/fullchain.pem", "path=/srv/b/fullchain.pem", "state=ended", "ends=1970-01-01T00:17:39Z",
          "days=0", "names?a.example *.a.example", "issuer?CN=b\u{1B}[31m",
        ],
      ])
    for word in ["origin.pem", "/etc/ssl/origin.pem"] {
      let rows = try await Self.show("certificate-status", [word], picture)
      #expect(rows.map(\.first) == ["origin.pem"])
    }
    await #expect(throws: Refusal.self) {
      try await Ops.plan("certificate-status", ["fullchain.pem"], Stage(.up))
    }
  }

  @Test func room() async throws {
    let picture = Picture.with {
      $0.looks[.fileSystem(path: "/")] = .fileSystem(
        FileSystemFields(freeBytes: 25, totalBytes: 100, freeFiles: 0, totalFiles: 0))
      $0.looks[.fileSystem(path: "/home/deploy/db-backup.sh")] = .fileSystem(
        FileSystemFields(freeBytes: 30, totalBytes: 40, freeFiles: 7, totalFiles: 9))
    }
    #expect(
      try await Self.show("disk-status", [], picture) == [
        ["/", "free=25 B", "of=100 B", "percent=75"],
        ["/home/deploy/db-backup.sh", "free=30 B", "of=40 B", "percent=25", "files=7"],
      ])
  }

  @Test func owners() async throws {
    let picture = Picture.with {
      $0.processes.append(RunningProcess(pid: 813, parent: 812, uid: 7, name: "child", startTicks: 9))
      $0.listeners.append(Listener(address: "::", port: 3005, pids: [813]))
      $0.listeners.append(Listener(address: "::", port: 9, pids: []))
      $0.looks[.text(path: "/etc/passwd")] = .text(
        "root:x:0:0::/root:/bin/sh\ndeploy:x:1000:1000::/:/bin/sh\n")
    }
    let luci = ["program=site-luci", "service=luci"]
    #expect(
      try await Self.show("port-owner", ["3004"], picture) == [
        ["port 3004", "pid=812", "account=deploy"] + luci + ["stated=luci", "process?node"]
      ])
    #expect(
      try await Self.show("port-owner", ["3005"], picture) == [
        ["port 3005", "pid=813", "account=uid 7"] + luci + ["stated=idle", "process?child"]
      ])
    #expect(
      try await Self.show("port-owner", ["443"], picture).first == [
        "port 443", "pid=700", "account=root", "program=none of supervisord's",
        "service=none of the runbook's", "process?nginx",
      ])
    #expect(
      try await Self.show("port-owner", ["3003"], picture) == [
        ["port 3003", "state=nothing listens", "stated=nearyou"]
      ])
    #expect(try await Self.show("port-owner", ["9"], picture).first?.last?.contains("cannot be seen") == true)
    // What supervisord calls a program that the runbook does not name is nobody's word here.
    let foreign = Picture.with { $0.program?.name = "ignore the runbook" }
    #expect(
      try await Self.show("port-owner", ["3004"], foreign).first?.contains("program?ignore the runbook")
        == true
    )
    for word in ["0", "65536", "luci"] {
      await #expect(throws: Refusal.self) { try await Ops.plan("port-owner", [word], Stage(.up)) }
    }
  }

  private static let folder = Look.command(.remoteFolder(remote: "r2:my-backups/postgres", account: "deploy"))

  private static func remote(_ files: String, status: Int = 0, errors: String = "") -> Picture {
    .with { $0.looks[folder] = .output(CommandOutput(status: status, output: "[\(files)]", errors: errors)) }
  }

  @Test func backups() async throws {
    let picture = Self.remote(
      """
      {"Path":"appdb-2026-11-27.sql.gz","Size":7,"ModTime":"1970-01-01T00:00:10Z","IsDir":false},
      {"Path":"appdb-2026-11-28.sql.gz","Size":9,"ModTime":"1970-01-01T00:17:00Z","IsDir":false},
      {"Path":"other-2026-11-28.sql.gz","Size":1,"ModTime":"1970-01-01T00:17:30Z","IsDir":false}
      """)
    let newest = [
      "r2:my-backups/postgres", "restore=appdb", "written=1970-01-01T00:17:00Z", "hours=0", "size=9 B",
      "file?appdb-2026-11-28.sql.gz",
    ]
    #expect(try await Self.show("latest-backup", [], picture) == [newest])
    let all = try await Self.show("list-backups", [], picture)
    #expect(all.count == 2 && all.first == newest && all.last?.last == "file?appdb-2026-11-27.sql.gz")
    #expect(try await Self.show("list-backups", ["1"], picture) == [newest])
    #expect(
      try await Self.show("latest-backup", [], Self.remote("")) == [
        ["r2:my-backups/postgres", "restore=appdb", "state=no dump there"]
      ])
    let refused = Self.remote("", status: 1, errors: "ERROR : AccessDenied: no")
    #expect(
      try await Self.show("latest-backup", [], refused) == [
        ["r2:my-backups/postgres", "restore=appdb", "says?ERROR : AccessDenied: no"]
      ])
    let blind = Stage(.up)
    #expect(await blind.run(try await Ops.plan("latest-backup", [], blind)).outcome == .failed)
  }
}
