import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

/// Services that something else than supervisord keeps, on recorded answers: systemd's are of a running systemd 252, those
/// of Docker and PM2 follow their documentation.
struct RunnerTests {
  // MARK: Runbooks

  private static let units = """
    ## Sites
    | App | Port | Systemd unit |
    |---|---|---|
    | luci | 3004 | luci |

    - Restart: `sudo systemctl restart luci`
    - Log: `journalctl -u luci.service -n 100 --no-pager`
    - Status: `systemctl status luci`
    - Go on: `journalctl -u luci -f`
    - All: `journalctl -n 100`
    - Another: `sudo systemctl restart cron`
    """
  private static let containers = """
    ## Sites
    | App | Port | Container |
    |---|---|---|
    | luci | 3004 | luci |

    - Restart: `cd /srv/web && docker compose -f compose.prod.yaml restart luci`
    """
  private static let processes = """
    ## Sites
    | App | Port | PM2 name | User |
    |---|---|---|---|
    | luci | 3004 | luci | deploy |
    """

  private static func runbook(_ text: String) throws -> Runbook {
    var runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    runbook.folder = "/srv/ops"
    return runbook
  }

  private static func plan(
    _ request: Request, _ text: String, _ server: any Server
  ) async throws -> Plan {
    let plans = try await request.plans(try runbook(text), by: Facts(server))
    return try #require(plans.first)
  }

  private static func restart(_ text: String, _ server: any Server) async throws -> Plan {
    try await plan(Request(operation: "restart-service", arguments: ["service": "luci"]), text, server)
  }

  // MARK: Answers

  private static let first = "f6a99a16371e404cab5ac7bde5a31578", second = "600103fa3b094d1289b64d5c3c3fd0ea"

  /// As `systemctl show` prints it, in its order.
  private static func unit(
    _ active: String, _ sub: String, pid: Int = 0, invocation: String = first, result: String = "success",
    status: Int = 0, restarts: Int = 0, load: String = "loaded"
  ) -> Seen {
    .output(
      CommandOutput(
        status: 0,
        output: """
          MainPID=\(pid)
          Result=\(result)
          NRestarts=\(restarts)
          ExecMainStartTimestamp=Sat 2026-11-28 23:35:33 UTC
          ExecMainStatus=\(status)
          User=
          Id=luci.service
          LoadState=\(load)
          ActiveState=\(active)
          SubState=\(sub)
          FragmentPath=/etc/systemd/system/luci.service
          UnitFileState=disabled
          NeedDaemonReload=no
          InvocationID=\(invocation)

          """))
  }

  private static let unitLook = Look.command(.systemdUnit(name: "luci.service"))
  private static let programs = [
    "/usr/bin/systemctl", "/usr/bin/systemd-analyze", "/usr/bin/docker", "/usr/bin/pm2", "/usr/bin/sudo",
    "/usr/bin/timeout",
  ]

  private static func picture(_ change: (inout Picture) -> Void) -> Picture {
    .with {
      $0.program = nil
      for path in programs {
        $0.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .file, mode: 0o755))
      }
      change(&$0)
    }
  }

  private static func systemd(_ seen: Seen, pid: Int = 812) -> Picture {
    picture {
      $0.looks[unitLook] = seen
      $0.processes[0].pid = pid
      $0.listeners[0].pids = [pid]
    }
  }

  // MARK: systemd

  private static let systemctl = "/usr/bin/systemctl restart luci"
  private static let running = systemd(unit("active", "running", pid: 812))

  @Test func aUnitIsVerifiedRestartedAndProved() async throws {
    let anew = Self.systemd(Self.unit("active", "running", pid: 990, invocation: Self.second), pid: 990)
    let stage = Stage(Self.running, effects: [Self.systemctl: [.init(0, anew)]])
    let plan = try await Self.restart(Self.units, stage)
    #expect(plan.steps.map(\.deed.words) == ["/usr/bin/systemd-analyze verify luci.service", Self.systemctl])
    #expect(plan.steps.map(\.effect) == [.observes, .interrupts])
    #expect(
      plan.steps[1].proof?.words == "luci runs anew, listens on 3004, answers, and stays so for 5 s")
    let execution = await stage.run(plan)
    #expect(execution.outcome == .done, "\(execution.steps)")
    #expect(
      execution.steps.last?.text.hasPrefix("luci: up and proved: pid 812 → 990, listening on 3004") == true)
  }

  /// The endings of a real systemd: one that dies and is started again, one that is not there, one that has failed, one
  /// that was not restarted at all, one that is started again behind our back.
  @Test(arguments: [
    (
      unit("activating", "auto-restart", result: "exit-code", status: 3),
      ProofOutcome.Verdict.crashLoop, "luci is activating (auto-restart)"
    ),
    (unit("failed", "failed", result: "exit-code", status: 203), .spawnError, "luci is failed (failed)"),
    (
      unit("failed", "failed", result: "exit-code", status: 5, restarts: 5), .crashLoop,
      "luci is failed (failed)"
    ),
    (unit("inactive", "dead"), .crashLoop, "luci is inactive (dead)"),
    (unit("active", "running", pid: 812), .unknown, "luci was not restarted"),
    (unit("inactive", "dead", invocation: "", load: "not-found"), .unknown, "systemd does not know luci"),
  ]) func endings(_ seen: Seen, _ verdict: ProofOutcome.Verdict, _ words: String) async throws {
    let after = Self.picture {
      $0.looks[Self.unitLook] = seen
      $0.processes.removeFirst()
      $0.listeners.removeFirst()
    }
    let stage = Stage(Self.running, effects: [Self.systemctl: [.init(0, after)]])
    let execution = await stage.run(try await Self.restart(Self.units, stage))
    #expect(execution.outcome == .failed && execution.steps.last?.verdict == verdict, "\(execution.steps)")
    #expect(execution.steps.last?.text.contains(words) == true, "\(execution.steps)")
  }

  @Test func aUnitThatIsStartedAgainIsACrashLoop() async throws {
    let up = Self.systemd(Self.unit("active", "running", pid: 990, invocation: Self.second), pid: 990)
    let again = Self.systemd(
      Self.unit("active", "running", pid: 991, invocation: "55c9b78f72444ab99593699407d10001", restarts: 1),
      pid: 991)
    let stage = Stage(Self.running, effects: [Self.systemctl: [.init(0, up), .init(3000, again)]])
    let execution = await stage.run(try await Self.restart(Self.units, stage))
    #expect(execution.steps.last?.verdict == .crashLoop)
    #expect(execution.steps.last?.text.contains("pid 990 was replaced by 991, 3.0 s after") == true)
  }

  @Test func aUnitThatCannotBeLoadedIsLeftRunning() async throws {
    let verify = "/usr/bin/systemd-analyze verify luci.service"
    let stage = Stage(Self.running, statuses: [verify: 1])
    let execution = await stage.run(try await Self.restart(Self.units, stage))
    #expect(execution.outcome == .failed && execution.steps.count == 1)
    #expect(stage.events.filter { $0.hasPrefix("perform") } == ["perform \(verify)"])
  }

  @Test func stoppingAUnit() async throws {
    let stop = "/usr/bin/systemctl stop luci"
    let down = Self.picture {
      $0.looks[Self.unitLook] = Self.unit("inactive", "dead")
      $0.listeners.removeFirst()
    }
    let stage = Stage(Self.running, effects: [stop: [.init(0, down)]])
    let request = Request(operation: "stop-service", arguments: ["service": "luci"])
    let plan = try await Self.plan(request, Self.units, stage)
    #expect(plan.steps.map(\.deed.words) == [stop])
    #expect(await stage.run(plan).outcome == .done)
    let still = Stage(Self.running)
    let execution = await still.run(plan)
    #expect(execution.steps.map(\.text) == ["unknown: luci is still active (running)"])
  }

  @Test func statusAndJournal() async throws {
    let journal = ReadOnlyCommand.unitJournal(name: "luci", lines: 3, since: nil)
    let lines = (1...3).map { "2026-11-28T23:35:3\($0)+0000 vm python3[119]: line \($0)" }
    let picture = Picture.with { picture in
      picture = Self.running
      picture.looks[.command(journal)] = .output(
        CommandOutput(status: 0, output: lines.joined(separator: "\n") + "\n"))
    }
    let stage = Stage(picture)
    let status = await stage.run(
      try await Self.plan(Request(operation: "service-status"), Self.units, stage))
    guard case .services(let services)? = status.steps.first?.shown else {
      Issue.record("\(status)")
      return
    }
    #expect(services.map(\.state) == ["active (running)"] && services.map(\.runner) == ["systemd"])
    #expect(services.map(\.pid) == [812] && services.map(\.isListening) == [true])
    let request = Request(operation: "show-log", arguments: ["service": "luci", "lines": "2"])
    let log = await stage.run(try await Self.plan(request, Self.units, stage))
    guard case .log(let text)? = log.steps.first?.shown else {
      Issue.record("\(log)")
      return
    }
    #expect(text.lines == Array(lines.suffix(2)) && text.isTruncated)
  }

  @Test func aJournalThatIsClosedToUsIsUnseen() async throws {
    let errors = "No journal files were opened due to insufficient permissions.\n"
    let journal = ReadOnlyCommand.unitJournal(name: "luci", lines: 2, since: nil)
    let server = RecordedServer(
      at: Instant(seconds: 0),
      looks: [.command(journal): .seen(.output(CommandOutput(status: 1, output: "", errors: errors)))])
    let probe = ProgramJournal(.unit("luci"), LogFilter(lines: 1))
    guard case .unseen(let blindness) = await probe.ask(server) else {
      Issue.record("seen")
      return
    }
    #expect(blindness.reason == .permission)
  }

  @Test func deployAsksSudoForTheExactWords() async throws {
    let deploy = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy")
    let words = ["/usr/bin/timeout", "-k", "5", "60", "/usr/bin/systemctl", "restart", "luci"]
    var picture = Self.running
    picture.caller = deploy
    let refused = picture
    await #expect(throws: Refusal.self) { try await Self.restart(Self.units, Stage(refused)) }
    picture.sudoAllows = [words]
    let plan = try await Self.restart(Self.units, Stage(picture))
    #expect(plan.steps.last?.deed.words == "/usr/bin/sudo -n -- " + words.joined(separator: " "))
    let lines = try await SudoersLines(try Self.runbook(Self.units), for: deploy, on: Stage(picture))
    for verb in ["restart", "start", "stop"] {
      let line =
        "deploy ALL=(root) NOPASSWD: /usr/bin/timeout -k 5 60 /usr/bin/systemctl \(verb) luci"
      #expect(lines.lines.contains(line), "\(lines.lines)")
    }
  }

  // MARK: Stated commands

  private static func stated(_ words: String, _ text: String) throws -> OfferedOperation {
    let runbook = try runbook(text)
    let command = try #require(runbook.commands.first { $0.line.template.contains(words) })
    return try AllOperations.find(command.name, in: runbook)
  }

  @Test(arguments: [
    ("systemctl restart luci", "restart-service", [:]),
    ("journalctl -u luci.service", "show-log", ["lines": "100"]),
    ("systemctl status luci", "service-status", [:]), ("journalctl -u luci -f", "show-log", [:]),
  ]) func whatIsStatedIsTheOperation(
    _ words: String, _ operation: String, _ given: [String: String]
  ) async throws {
    let name = try Self.stated(words, Self.units).card.name
    let plan = try await Self.plan(Request(operation: name), Self.units, Stage(Self.running))
    #expect(plan.operation == operation && "\(plan.subject)".hasPrefix("service/"))
    if let lines = given["lines"] {
      #expect(plan.steps.first?.deed == .show(.log(KeptProgram(.systemd, "luci"), lines: Int(lines) ?? 0)))
    }
  }

  @Test(arguments: ["journalctl -n 100", "systemctl restart cron"]) func whatIsNobodysStaysAsItIs(
    _ words: String
  ) throws {
    #expect(try Self.stated(words, Self.units).card.undo == "nobody knows")
  }

  /// supervisord keeps it, so systemctl's words are not ours to take for a restart of it.
  @Test func anotherRunnersWordsAreNotThatService() throws {
    let text = """
      | App | Port | Supervisor name |
      |---|---|---|
      | luci | 3004 | luci |

      - Restart: `sudo systemctl restart luci`
      """
    #expect(try Self.stated("systemctl restart luci", text).card.undo == "nobody knows")
  }

  @Test func aPrefixBeforeThePlaceIsNotDoubled() async throws {
    let text = """
      | App | Port | Supervisor name |
      |---|---|---|
      | luci | 3004 | site-luci |

      - Status: `sudo supervisorctl status site-<name>`
      - Follow it: `tail -n 5 /var/log/supervisor/site-<name>.log`
      """
    let runbook = try Self.runbook(text)
    let words = runbook.commands.flatMap(\.parameters).map(\.words)
    #expect(words.first == ["luci"])
    let offered = try Self.stated("status site-", text)
    #expect(offered.card.parameters.map { Arguments.accepted($0, in: runbook) } == [["luci"]])
    for word in ["luci", "site-luci"] {
      let request = Request(operation: offered.card.name, arguments: ["name": word])
      let plan = try await Self.plan(request, text, Stage(.up))
      #expect("\(plan.subject)" == "service/luci" && plan.operation == "service-status")
    }
  }

  // MARK: Which runner

  @Test func twoThatKnowItAreRefusedWithBoth() async throws {
    let text = """
      | App | Port | Supervisor name | Systemd unit |
      |---|---|---|---|
      | luci | 3004 | site-luci | luci |
      """
    let both = Picture.with {
      $0.looks[Self.unitLook] = Self.unit("active", "running", pid: 812)
      $0.looks[.attributes(path: "/usr/bin/systemctl")] = .attributes(
        FileAttributes(kind: .file, mode: 0o755))
    }
    do {
      _ = try await Self.restart(text, Stage(both))
      Issue.record("planned")
    } catch let refusal as Refusal {
      #expect(refusal.message.contains("site-luci (supervisord) at AGENTS.md:3:17"), "\(refusal)")
      #expect(refusal.message.contains("luci (systemd) at AGENTS.md:3:29"), "\(refusal)")
    }
    let one = Picture.with { $0.looks[Self.unitLook] = Self.unit("inactive", "dead", load: "not-found") }
    let plan = try await Self.restart(text, Stage(one))
    #expect(plan.steps.first?.deed.words == "supervisord stop site-luci (/var/run/supervisor.sock)")
  }

  /// Where the runbook names a program and no runner, supervisord is asked first, and nobody else where it knows it.
  @Test func whereNoneIsStatedTheServerSays() async throws {
    let text = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | luci |\n"
    let plan = try await Self.restart(text, Stage(Self.running))
    #expect(plan.steps.last?.deed.words == Self.systemctl)
    let own = try await Self.restart(text, Stage(.with { $0.program?.name = "luci" }))
    #expect(own.steps.first?.deed.words == "supervisord stop luci (/var/run/supervisor.sock)")
    // A closed supervisord may know it too.
    var closed = Self.running
    closed.isSupervisorSeen = false
    let picture = closed
    await #expect(throws: Refusal.self) { try await Self.restart(text, Stage(picture)) }
  }

  // MARK: Docker

  private static func docker(
    _ state: String, started: String, health: String? = nil, pid: Int = 4242, error: String = ""
  ) -> Picture {
    let container =
      #"{"Labels":"com.docker.compose.project=web,com.docker.compose.service=luci","Names":"web-luci-1","#
      + #""Ports":"127.0.0.1:3004->80/tcp","State":"\#(state)","Status":"Up 2 seconds"}"# + "\n"
    let healthJSON = health.map { #","Health":{"Status":"\#($0)","FailingStreak":0}"# } ?? ""
    let inspected =
      #"{"Status":"\#(state)","Running":true,"Pid":\#(pid),"ExitCode":0,"Error":"\#(error)","#
      + #""StartedAt":"\#(started)""# + healthJSON + "}\n"
    return picture {
      $0.looks[.command(.containers)] = .output(CommandOutput(status: 0, output: container))
      $0.looks[.command(.containerState(name: "web-luci-1"))] = .output(
        CommandOutput(status: 0, output: inspected))
      $0.processes[0].name = "docker-proxy"
    }
  }

  private static let compose = "/usr/bin/docker compose -f /srv/web/compose.prod.yaml restart luci"
  private static let early = "2026-11-28T20:57:52.123456789Z", late = "2026-11-28T23:57:52.5Z"

  @Test func aComposeServiceIsRestartedInItsProject() async throws {
    let stage = Stage(
      Self.docker("running", started: Self.early),
      effects: [
        Self.compose: [
          .init(0, Self.docker("running", started: Self.late, health: "starting")),
          .init(2000, Self.docker("running", started: Self.late, health: "healthy")),
        ]
      ])
    let plan = try await Self.restart(Self.containers, stage)
    #expect(plan.steps.map(\.deed.words) == [Self.compose])
    let execution = await stage.run(plan)
    #expect(execution.outcome == .done, "\(execution.steps)")
    #expect(execution.steps.first?.text.contains("listening on 3004 after 2.0 s") == true, "\(execution)")
  }

  @Test(arguments: [
    (docker("running", started: early), ProofOutcome.Verdict.unknown),
    (docker("restarting", started: late), .crashLoop), (docker("exited", started: late, pid: 0), .crashLoop),
    (docker("exited", started: late, pid: 0, error: "no such file"), .spawnError),
    (docker("running", started: late, health: "unhealthy"), .unhealthy),
  ]) func endingsOfAContainer(_ after: Picture, _ verdict: ProofOutcome.Verdict) async throws {
    let stage = Stage(
      Self.docker("running", started: Self.early), effects: [Self.compose: [.init(0, after)]])
    let execution = await stage.run(try await Self.restart(Self.containers, stage))
    #expect(execution.steps.first?.verdict == verdict, "\(execution.steps)")
  }

  @Test func aContainerByItsOwnName() async throws {
    let text = Self.containers.replacing("| luci | 3004 | luci |", with: "| luci | 3004 | web-luci-1 |")
    let plan = try await Self.restart(text, Stage(Self.docker("running", started: Self.early)))
    #expect(plan.steps.map(\.deed.words) == ["/usr/bin/docker restart web-luci-1"])
  }

  @Test func whereAProjectIsNobodyGuesses() async throws {
    let text = "| App | Port | Container |\n|---|---|---|\n| luci | 3004 | luci |\n"
    do {
      _ = try await Self.restart(text, Stage(Self.docker("running", started: Self.early)))
      Issue.record("planned")
    } catch let refusal as Refusal {
      #expect(refusal.message.contains("does not say where its project is"))
    }
  }

  @Test func whatDockerHandsOut() async throws {
    let command = ReadOnlyCommand.containerLog(name: "web-luci-1", lines: 3, since: nil)
    var picture = Self.docker("running", started: Self.early)
    picture.looks[.command(command)] = .output(
      CommandOutput(
        status: 0, output: "2026-11-28T20:57:52.1Z one\n2026-11-28T20:57:54.1Z three\n",
        errors: "2026-11-28T20:57:53.1Z two\n"))
    let stage = Stage(picture)
    let request = Request(operation: "show-log", arguments: ["service": "luci", "lines": "2"])
    let log = await stage.run(try await Self.plan(request, Self.containers, stage))
    guard case .log(let text)? = log.steps.first?.shown else {
      Issue.record("\(log)")
      return
    }
    #expect(text.lines == ["2026-11-28T20:57:53.1Z two", "2026-11-28T20:57:54.1Z three"])
  }

  /// However the project is named, a rule on the command speaks of it.
  @Test func aRuleOnComposeSpeaksOfEveryWayToNameTheProject() async throws {
    let plan = try await Self.restart(
      Self.containers, Stage(Self.docker("running", started: Self.early)))
    for sentence in [
      "Never run `docker compose restart luci`.", "Never run `docker-compose -f x.yaml restart luci`.",
    ] {
      let rules = try Self.runbook("## Gotchas\n- \(sentence)\n").rules
      #expect(RuleGate(rules: rules).forbids(plan, ["luci"]) != nil, "\(sentence): \(rules)")
    }
    let other = try Self.runbook("## Gotchas\n- Never run `docker compose restart db`.\n").rules
    #expect(RuleGate(rules: other).forbids(plan, ["luci"]) == nil)
  }

  // MARK: PM2

  private static func pm2(_ status: String, pid: Int, restarts: Int, mode: String = "fork_mode") -> Picture {
    let list =
      #"[{"pid":\#(pid),"name":"luci","pm2_env":{"status":"\#(status)","pm_cwd":"/srv/luci","#
      + #""restart_time":\#(restarts),"pm_uptime":1000000,"exec_mode":"\#(mode)"},"pm_id":0}]"#
    return picture {
      $0.looks[.command(.pm2Processes(account: "deploy"))] = .output(
        CommandOutput(status: 0, output: list + "\n"))
      $0.processes[0].pid = max(pid, 1)
      $0.listeners[0].pids = [pid]
      if pid == 0 { $0.listeners.removeFirst() }
    }
  }

  private static let pm2Words = "as deploy: /usr/bin/pm2 restart luci"

  @Test func aProcessOfPM2IsRestartedAsItsAccount() async throws {
    let stage = Stage(
      Self.pm2("online", pid: 812, restarts: 3),
      effects: [Self.pm2Words: [.init(0, Self.pm2("online", pid: 990, restarts: 4))]])
    let plan = try await Self.restart(Self.processes, stage)
    #expect(plan.steps.map(\.deed.words) == [Self.pm2Words])
    let execution = await stage.run(plan)
    #expect(execution.outcome == .done, "\(execution.steps)")
    let errored = Stage(
      Self.pm2("online", pid: 812, restarts: 3),
      effects: [Self.pm2Words: [.init(0, Self.pm2("errored", pid: 0, restarts: 19))]])
    let failed = await errored.run(try await Self.restart(Self.processes, errored))
    #expect(failed.steps.first?.verdict == .crashLoop, "\(failed.steps)")
  }

  /// In cluster mode the daemon holds the socket and not its workers.
  @Test func aClusterListensThroughItsDaemon() async throws {
    func cluster(_ pid: Int, _ restarts: Int) -> Picture {
      var picture = Self.pm2("online", pid: pid, restarts: restarts, mode: "cluster_mode")
      picture.processes[0].parent = 600
      picture.processes.append(RunningProcess(pid: 600, parent: 1, uid: 1000, name: "PM2", startTicks: 1))
      picture.listeners[0].pids = [600]
      return picture
    }
    let stage = Stage(cluster(812, 3), effects: [Self.pm2Words: [.init(0, cluster(990, 4))]])
    let execution = await stage.run(try await Self.restart(Self.processes, stage))
    #expect(execution.outcome == .done, "\(execution.steps)")
  }

  @Test func whereNoDaemonRunsNoneIsStarted() async throws {
    await #expect(throws: Refusal.self) {
      try await Self.restart(Self.processes, Stage(Self.picture { _ in }))
    }
  }
}
