import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

/// Units of systemd.
struct SystemdRunnerTests {
  @Test func aUnitIsVerifiedRestartedAndProved() async throws {
    let anew = Runners.systemd(
      Runners.unit("active", "running", pid: 990, invocation: Runners.second), pid: 990)
    let stage = Stage(Runners.running, effects: [Runners.systemctl: [.init(0, anew)]])
    let plan = try await Runners.restart(Runners.units, stage)
    #expect(
      plan.steps.map(\.deed.words) == ["/usr/bin/systemd-analyze verify luci.service", Runners.systemctl])
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
      Runners.unit("activating", "auto-restart", result: "exit-code", status: 3),
      ProofOutcome.Verdict.crashLoop, "luci is activating (auto-restart)"
    ),
    (
      Runners.unit("failed", "failed", result: "exit-code", status: 203), .spawnError,
      "luci is failed (failed)"
    ),
    (
      Runners.unit("failed", "failed", result: "exit-code", status: 5, restarts: 5), .crashLoop,
      "luci is failed (failed)"
    ),
    (Runners.unit("inactive", "dead"), .crashLoop, "luci is inactive (dead)"),
    (Runners.unit("active", "running", pid: 812), .unknown, "luci was not restarted"),
    (
      Runners.unit("inactive", "dead", invocation: "", load: "not-found"), .unknown,
      "systemd does not know luci"
    ),
  ]) func endings(_ seen: Seen, _ verdict: ProofOutcome.Verdict, _ words: String) async throws {
    let after = Runners.picture {
      $0.looks[Runners.unitLook] = seen
      $0.processes.removeFirst()
      $0.listeners.removeFirst()
    }
    let stage = Stage(Runners.running, effects: [Runners.systemctl: [.init(0, after)]])
    let execution = await stage.run(try await Runners.restart(Runners.units, stage))
    #expect(execution.outcome == .failed && execution.steps.last?.verdict == verdict, "\(execution.steps)")
    #expect(execution.steps.last?.text.contains(words) == true, "\(execution.steps)")
  }

  @Test func aUnitThatIsStartedAgainIsACrashLoop() async throws {
    let up = Runners.systemd(
      Runners.unit("active", "running", pid: 990, invocation: Runners.second), pid: 990)
    let again = Runners.systemd(
      Runners.unit(
        "active", "running", pid: 991, invocation: "55c9b78f72444ab99593699407d10001", restarts: 1),
      pid: 991)
    let stage = Stage(Runners.running, effects: [Runners.systemctl: [.init(0, up), .init(3000, again)]])
    let execution = await stage.run(try await Runners.restart(Runners.units, stage))
    #expect(execution.steps.last?.verdict == .crashLoop)
    #expect(execution.steps.last?.text.contains("pid 990 was replaced by 991, 3.0 s after") == true)
  }

  /// It never lives long enough to listen, and is found running each time that somebody looks.
  @Test func aUnitThatDiesBeforeItListensIsACrashLoop() async throws {
    let deaf = Runners.picture {
      $0.looks[Runners.unitLook] = Runners.unit(
        "active", "running", pid: 990, invocation: Runners.second, restarts: 2)
      $0.listeners.removeFirst()
    }
    let stage = Stage(Runners.running, effects: [Runners.systemctl: [.init(0, deaf)]])
    let execution = await stage.run(try await Runners.restart(Runners.units, stage))
    #expect(execution.steps.last?.text == "crash loop: luci was started again 2 times", "\(execution)")
  }

  @Test func aUnitThatCannotBeLoadedIsLeftRunning() async throws {
    let verify = "/usr/bin/systemd-analyze verify luci.service"
    let stage = Stage(Runners.running, statuses: [verify: 1])
    let execution = await stage.run(try await Runners.restart(Runners.units, stage))
    #expect(execution.outcome == .failed && execution.steps.count == 1)
    #expect(stage.events.filter { $0.hasPrefix("perform") } == ["perform \(verify)"])
  }

  @Test func stoppingAUnit() async throws {
    let stop = "/usr/bin/systemctl stop luci"
    let down = Runners.picture {
      $0.looks[Runners.unitLook] = Runners.unit("inactive", "dead")
      $0.listeners.removeFirst()
    }
    let stage = Stage(Runners.running, effects: [stop: [.init(0, down)]])
    let request = Request(operation: "stop-service", arguments: ["service": "luci"])
    let plan = try await Runners.plan(request, Runners.units, stage)
    #expect(plan.steps.map(\.deed.words) == [stop])
    #expect(await stage.run(plan).outcome == .done)
    let still = Stage(Runners.running)
    let execution = await still.run(plan)
    #expect(execution.steps.map(\.text) == ["unknown: luci is still active (running)"])
  }

  @Test func statusAndJournal() async throws {
    let journal = ReadOnlyCommand.unitJournal(name: "luci", lines: 3, since: nil)
    let lines = (1...3).map { "2026-11-28T23:35:3\($0)+0000 vm python3[119]: line \($0)" }
    let picture = Picture.with { picture in
      picture = Runners.running
      picture.looks[.command(journal)] = .output(
        CommandOutput(status: 0, output: lines.joined(separator: "\n") + "\n"))
    }
    let stage = Stage(picture)
    let status = await stage.run(
      try await Runners.plan(Request(operation: "service-status"), Runners.units, stage))
    guard case .services(let services)? = status.steps.first?.shown else {
      Issue.record("\(status)")
      return
    }
    #expect(services.map(\.state) == ["active (running)"] && services.map(\.runner) == ["systemd"])
    #expect(services.map(\.pid) == [812] && services.map(\.isListening) == [true])
    let request = Request(operation: "show-log", arguments: ["service": "luci", "lines": "2"])
    let log = await stage.run(try await Runners.plan(request, Runners.units, stage))
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
    var picture = Runners.running
    picture.caller = deploy
    let refused = picture
    await #expect(throws: Refusal.self) { try await Runners.restart(Runners.units, Stage(refused)) }
    picture.sudoAllows = [words]
    let plan = try await Runners.restart(Runners.units, Stage(picture))
    #expect(plan.steps.last?.deed.words == "/usr/bin/sudo -n -- " + words.joined(separator: " "))
    let lines = try await SudoersLines(try Runners.runbook(Runners.units), for: deploy, on: Stage(picture))
    for verb in ["restart", "start", "stop"] {
      let line =
        "deploy ALL=(root) NOPASSWD: /usr/bin/timeout -k 5 60 /usr/bin/systemctl \(verb) luci"
      #expect(lines.lines.contains(line), "\(lines.lines)")
    }
  }
}
