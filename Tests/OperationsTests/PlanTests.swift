import Findings
import JSON
import Operations
import RunbookModel
import RunbookModel
import ServerFacts
import Testing

struct PlanTests {
  private static let limited = ["/usr/bin/timeout", "-k", "5", "60"]
  private static let deploy = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy")

  @Test func restartOfARunningService() async throws {
    let plan = try await Ops.plan("restart-service", ["luci"], Stage(.up))
    #expect("\(plan.subject)" == "service/luci" && plan.effect == .interrupts)
    #expect(plan.source?.description == "AGENTS.md:4:3")
    #expect(plan.steps.map(\.summary) == ["stop site-luci", "start site-luci"])
    #expect(
      plan.steps.map(\.deed.words) == [
        "supervisord stop site-luci (/var/run/supervisor.sock)",
        "supervisord start site-luci (/var/run/supervisor.sock)",
      ])
    #expect(
      plan.steps.map { $0.proof?.words } == [
        "site-luci is stopped", "site-luci runs anew, listens on 3004, answers, and stays so for 5 s",
      ])
    #expect(plan.steps.map { $0.compensation.map(\.summary) } == [["start site-luci"], []])
  }

  @Test(arguments: ["luci", "site-luci", "luci.example"]) func anAliasIsTheService(_ word: String)
    async throws
  {
    let plan = try await Ops.plan("restart-service", [word], Stage(.up))
    let own = try await Ops.plan("restart-service", ["luci"], Stage(.running(999)))
    #expect(plan == own && plan.digest(Stage(.up)) == own.digest(Stage(.up)))
  }

  @Test(arguments: ["STOPPED", "EXITED", "FATAL"]) func restartOfAServiceThatIsDown(_ state: String)
    async throws
  {
    let plan = try await Ops.plan("restart-service", ["luci"], Stage(.down(state)))
    #expect(plan.steps.map(\.summary) == ["stop site-luci", "start site-luci"])
  }

  @Test func restartInACrashLoopStopsItFirst() async throws {
    let plan = try await Ops.plan("restart-service", ["luci"], Stage(.down("BACKOFF")))
    #expect(plan.steps.map(\.summary) == ["stop site-luci", "start site-luci"])
  }

  @Test func restartAsDeploy() async throws {
    let stage = Stage(
      .with {
        $0.caller = Self.deploy
        $0.isSupervisorSeen = false
        $0.sudoAllows = [Self.limited + ["/usr/bin/supervisorctl", "restart", "site-luci"]]
      })
    let plan = try await Ops.plan("restart-service", ["luci"], stage)
    #expect(
      plan.steps.map(\.deed) == [
        .run(Words("/usr/bin/supervisorctl", ["restart", "site-luci"], isElevated: true))
      ])
    #expect(
      plan.steps.map(\.deed.words) == [
        "/usr/bin/sudo -n -- /usr/bin/timeout -k 5 60 /usr/bin/supervisorctl restart site-luci"
      ])
    #expect(plan.steps.map { $0.compensation.map(\.deed) } == [plan.steps.map(\.deed)])
    #expect(plan.steps.allSatisfy { $0.proof != nil })
  }

  @Test func sudoSaysNo() async throws {
    let stage = Stage(
      .with {
        $0.caller = Self.deploy
        $0.isSupervisorSeen = false
        $0.sudoAllows = [
          Self.limited + ["/usr/bin/supervisorctl", "restart", "site-nearyou"],
          Self.limited + ["/usr/sbin/nginx", "-t"],
          ["/usr/bin/supervisorctl", "restart", "site-luci"],
        ]
      })
    for (name, words) in [("restart-service", ["luci"]), ("reload-nginx", [])] {
      do {
        _ = try await Ops.plan(name, words, stage)
        Issue.record("\(name) was planned")
      } catch let refusal as Refusal {
        #expect(refusal.kind == .notPossible && refusal.help == "runbook sudoers")
        #expect(
          refusal.message.contains("sudo does not let this account run /usr/"), "\(refusal.message)")
      }
    }
  }

  @Test func unknownToSupervisord() async throws {
    do {
      _ = try await Ops.plan("restart-service", ["nearyou"], Stage(.up))
      Issue.record("planned")
    } catch let refusal as Refusal {
      #expect(refusal.kind == .notPossible && refusal.accepted == ["site-luci"])
      #expect(
        refusal.message
          == "supervisord knows no program site-nearyou, which the runbook names at AGENTS.md:6:20")
    }
  }

  @Test func reloadNginx() async throws {
    let root = try await Ops.plan("reload-nginx", [], Stage(.up))
    #expect("\(root.subject)" == "nginx/nginx" && root.effect == .reloads)
    #expect(root.steps.map(\.deed.words) == ["/usr/sbin/nginx -t", "/usr/sbin/nginx -s reload"])
    #expect(root.steps.map(\.proof) == [nil, .nginxReloaded])
    let deploy = try await Ops.plan(
      "reload-nginx", [],
      Stage(
        .with {
          $0.caller = Self.deploy
          $0.sudoAllows = [["-t"], ["-s", "reload"]].map { Self.limited + ["/usr/sbin/nginx"] + $0 }
        }))
    #expect(
      deploy.steps.map(\.deed.words) == [
        "/usr/bin/sudo -n -- /usr/bin/timeout -k 5 60 /usr/sbin/nginx -t",
        "/usr/bin/sudo -n -- /usr/bin/timeout -k 5 60 /usr/sbin/nginx -s reload",
      ])
  }

  @Test func observingPlans() async throws {
    let log = try await Ops.plan("show-log", ["luci", "7"], Stage(.up))
    #expect(
      log.effect == .observes && log.steps.map(\.deed) == [.show(.log(.supervisord("site-luci"), lines: 7))])
    #expect(
      try await Ops.plan("show-log", ["luci"], Stage(.up)).steps.map(\.deed.words) == [
        "read the last 50 lines that site-luci wrote"
      ])
    let all = try await Ops.plan("service-status", [], Stage(.up))
    #expect("\(all.subject)" == "service/*" && all.effect == .observes)
    #expect(
      all.steps.map(\.deed) == [
        .show(
          .services([
            ServiceQuestion(service: "luci", programs: [.supervisord("site-luci")], port: 3004),
            ServiceQuestion(service: "nearyou", programs: [.supervisord("site-nearyou")], port: 3003),
          ]))
      ])
    #expect("\(try await Ops.plan("service-status", ["luci"], Stage(.up)).subject)" == "service/luci")
  }

  @Test func changingStepsHaveAProof() async throws {
    for (name, words) in [
      ("restart-service", ["luci"]), ("start-service", ["luci"]), ("stop-service", ["luci"]),
      ("reload-nginx", []),
      ("reread-supervisor", []),
    ] {
      let plan = try await Ops.plan(name, words, Stage(.up))
      #expect(plan.steps.allSatisfy { $0.effect == .observes || $0.proof != nil })
      #expect(plan.json["operation"] == .string(name))
    }
  }
}
