import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

/// Containers of Docker, and processes of PM2.
struct ContainerRunnerTests {
  @Test func aComposeServiceIsRestartedInItsProject() async throws {
    let stage = Stage(
      Runners.docker("running", started: Runners.early),
      effects: [
        Runners.compose: [
          .init(0, Runners.docker("running", started: Runners.late, health: "starting")),
          .init(2000, Runners.docker("running", started: Runners.late, health: "healthy")),
        ]
      ])
    let plan = try await Runners.restart(Runners.containers, stage)
    #expect(plan.steps.map(\.deed.words) == [Runners.compose])
    let execution = await stage.run(plan)
    #expect(execution.outcome == .done, "\(execution.steps)")
    #expect(execution.steps.first?.text.contains("listening on 3004 after 2.0 s") == true, "\(execution)")
  }

  @Test(arguments: [
    (Runners.docker("running", started: Runners.early), ProofOutcome.Verdict.unknown),
    (Runners.docker("restarting", started: Runners.late), .crashLoop),
    (Runners.docker("exited", started: Runners.late, pid: 0), .crashLoop),
    (Runners.docker("exited", started: Runners.late, pid: 0, error: "no such file"), .spawnError),
    (Runners.docker("running", started: Runners.late, health: "unhealthy"), .unhealthy),
  ]) func endingsOfAContainer(_ after: Picture, _ verdict: ProofOutcome.Verdict) async throws {
    let stage = Stage(
      Runners.docker("running", started: Runners.early), effects: [Runners.compose: [.init(0, after)]])
    let execution = await stage.run(try await Runners.restart(Runners.containers, stage))
    #expect(execution.steps.first?.verdict == verdict, "\(execution.steps)")
  }

  @Test func aContainerByItsOwnName() async throws {
    let text = Runners.containers.replacing("| luci | 3004 | luci |", with: "| luci | 3004 | web-luci-1 |")
    let plan = try await Runners.restart(text, Stage(Runners.docker("running", started: Runners.early)))
    #expect(plan.steps.map(\.deed.words) == ["/usr/bin/docker restart web-luci-1"])
  }

  @Test func whereAProjectIsNobodyGuesses() async throws {
    let text = "| App | Port | Container |\n|---|---|---|\n| luci | 3004 | luci |\n"
    do {
      _ = try await Runners.restart(text, Stage(Runners.docker("running", started: Runners.early)))
      Issue.record("planned")
    } catch let refusal as Refusal {
      #expect(refusal.message.contains("does not say where its project is"))
    }
  }

  @Test func whatDockerHandsOut() async throws {
    let command = ReadOnlyCommand.containerLog(name: "web-luci-1", lines: 3, since: nil)
    var picture = Runners.docker("running", started: Runners.early)
    picture.looks[.command(command)] = .output(
      CommandOutput(
        status: 0, output: "2026-11-28T20:57:52.1Z one\n2026-11-28T20:57:54.1Z three\n",
        errors: "2026-11-28T20:57:53.1Z two\n"))
    let stage = Stage(picture)
    let request = Request(operation: "show-log", arguments: ["service": "luci", "lines": "2"])
    let log = await stage.run(try await Runners.plan(request, Runners.containers, stage))
    guard case .log(let text)? = log.steps.first?.shown else {
      Issue.record("\(log)")
      return
    }
    #expect(text.lines == ["2026-11-28T20:57:53.1Z two", "2026-11-28T20:57:54.1Z three"])
  }

  /// However the project is named, a rule on the command speaks of it.
  @Test func aRuleOnComposeSpeaksOfEveryWayToNameTheProject() async throws {
    let plan = try await Runners.restart(
      Runners.containers, Stage(Runners.docker("running", started: Runners.early)))
    for sentence in [
      "Never restart `luci`.", "**Never:**\n  - Restart `luci` by day.",
      "Never run `docker compose restart luci`.", "Never run `docker-compose -f x.yaml restart luci`.",
    ] {
      let rules = try Runners.runbook("## Gotchas\n- \(sentence)\n").rules
      #expect(RuleGate(rules: rules).forbids(plan, ["luci"]) != nil, "\(sentence): \(rules)")
    }
    let other = try Runners.runbook("## Gotchas\n- Never run `docker compose restart db`.\n").rules
    #expect(RuleGate(rules: other).forbids(plan, ["luci"]) == nil)
    let neighbour = try Runners.runbook("## Gotchas\n- Never restart `db` or stop `luci`.\n").rules
    #expect(RuleGate(rules: neighbour).forbids(plan, ["web"]) == nil)
  }

  @Test func aProcessOfPM2IsRestartedAsItsAccount() async throws {
    let stage = Stage(
      Runners.pm2("online", pid: 812, restarts: 3),
      effects: [Runners.pm2Words: [.init(0, Runners.pm2("online", pid: 990, restarts: 4))]])
    let plan = try await Runners.restart(Runners.processes, stage)
    #expect(plan.steps.map(\.deed.words) == [Runners.pm2Words])
    let execution = await stage.run(plan)
    #expect(execution.outcome == .done, "\(execution.steps)")
    let errored = Stage(
      Runners.pm2("online", pid: 812, restarts: 3),
      effects: [Runners.pm2Words: [.init(0, Runners.pm2("errored", pid: 0, restarts: 19))]])
    let failed = await errored.run(try await Runners.restart(Runners.processes, errored))
    #expect(failed.steps.first?.verdict == .crashLoop, "\(failed.steps)")
  }

  /// In cluster mode the daemon holds the socket and not its workers.
  @Test func aClusterListensThroughItsDaemon() async throws {
    func cluster(_ pid: Int, _ restarts: Int) -> Picture {
      var picture = Runners.pm2("online", pid: pid, restarts: restarts, mode: "cluster_mode")
      picture.processes[0].parent = 600
      picture.processes.append(RunningProcess(pid: 600, parent: 1, uid: 1000, name: "PM2", startTicks: 1))
      picture.listeners[0].pids = [600]
      return picture
    }
    let stage = Stage(cluster(812, 3), effects: [Runners.pm2Words: [.init(0, cluster(990, 4))]])
    let execution = await stage.run(try await Runners.restart(Runners.processes, stage))
    #expect(execution.outcome == .done, "\(execution.steps)")
  }

  @Test func whereNoDaemonRunsNoneIsStarted() async throws {
    await #expect(throws: Refusal.self) {
      try await Runners.restart(Runners.processes, Stage(Runners.picture { _ in }))
    }
  }
}
