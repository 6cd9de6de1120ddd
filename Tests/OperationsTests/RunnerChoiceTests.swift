import Findings
import MarkdownDocument
import RunbookModel
import ServerFacts
import Testing

@testable import Operations

/// Which runner a service has, and which stated commands speak to it.
struct RunnerChoiceTests {
  @Test(arguments: [
    ("systemctl restart luci", "restart-service", [:]),
    ("journalctl -u luci.service", "show-log", ["lines": "100"]),
    ("systemctl status luci", "service-status", [:]), ("journalctl -u luci -f", "show-log", [:]),
  ]) func whatIsStatedIsTheOperation(
    _ words: String, _ operation: String, _ given: [String: String]
  ) async throws {
    let name = try Runners.stated(words, Runners.units).card.name
    let plan = try await Runners.plan(Request(operation: name), Runners.units, Stage(Runners.running))
    #expect(plan.operation == operation && "\(plan.subject)".hasPrefix("service/"))
    if let lines = given["lines"] {
      #expect(plan.steps.first?.deed == .show(.log(KeptProgram(.systemd, "luci"), lines: Int(lines) ?? 0)))
    }
  }

  @Test(arguments: ["journalctl -n 100", "systemctl restart cron"]) func whatIsNobodysStaysAsItIs(
    _ words: String
  ) throws {
    #expect(try Runners.stated(words, Runners.units).card.undo == "nobody knows")
  }

  /// supervisord keeps it, so systemctl's words are not ours to take for a restart of it.
  @Test func anotherRunnersWordsAreNotThatService() throws {
    let text = """
      | App | Port | Supervisor name |
      |---|---|---|
      | luci | 3004 | luci |

      - Restart: `sudo systemctl restart luci`
      """
    #expect(try Runners.stated("systemctl restart luci", text).card.undo == "nobody knows")
  }

  @Test func aPrefixBeforeThePlaceIsNotDoubled() async throws {
    let text = """
      | App | Port | Supervisor name |
      |---|---|---|
      | luci | 3004 | site-luci |

      - Status: `sudo supervisorctl status site-<name>`
      - Follow it: `tail -n 5 /var/log/supervisor/site-<name>.log`
      """
    let runbook = try Runners.runbook(text)
    let words = runbook.commands.flatMap(\.parameters).map(\.words)
    #expect(words.first == ["luci"])
    let offered = try Runners.stated("status site-", text)
    #expect(offered.card.parameters.map { Arguments.accepted($0, in: runbook) } == [["luci"]])
    for word in ["luci", "site-luci"] {
      let request = Request(operation: offered.card.name, arguments: ["name": word])
      let plan = try await Runners.plan(request, text, Stage(.up))
      #expect("\(plan.subject)" == "service/luci" && plan.operation == "service-status")
    }
  }

  @Test func twoThatKnowItAreRefusedWithBoth() async throws {
    let text = """
      | App | Port | Supervisor name | Systemd unit |
      |---|---|---|---|
      | luci | 3004 | site-luci | luci |
      """
    let both = Picture.with {
      $0.looks[Runners.unitLook] = Runners.unit("active", "running", pid: 812)
      $0.looks[.attributes(path: "/usr/bin/systemctl")] = .attributes(
        FileAttributes(kind: .file, mode: 0o755))
    }
    do {
      _ = try await Runners.restart(text, Stage(both))
      Issue.record("planned")
    } catch let refusal as Refusal {
      #expect(refusal.message.contains("site-luci (supervisord) at AGENTS.md:3:17"), "\(refusal)")
      #expect(refusal.message.contains("luci (systemd) at AGENTS.md:3:29"), "\(refusal)")
    }
    let one = Picture.with {
      $0.looks[Runners.unitLook] = Runners.unit("inactive", "dead", load: "not-found")
    }
    let plan = try await Runners.restart(text, Stage(one))
    #expect(plan.steps.first?.deed.words == "supervisord stop site-luci (/var/run/supervisor.sock)")
  }

  /// Its socket is root's alone where there is a supervisord; where there is none, nobody's account meets a closed one.
  @Test func linesOfSudoWhereThereIsNoSupervisord() async throws {
    let text = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | luci |\n"
    let deploy = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy")
    let lines = try await SudoersLines(
      try Runners.runbook(text), for: deploy, on: WithoutSupervisord(picture: Runners.running))
    #expect(
      lines.lines.contains(
        "deploy ALL=(root) NOPASSWD: /usr/bin/timeout -k 5 60 /usr/bin/systemctl restart luci"),
      "\(lines.lines)")
  }

  private struct WithoutSupervisord: Server {
    var picture: Picture
    func look(_ look: Look) async -> Observation<Seen> {
      if case .supervisor(let socket, _) = look {
        return .unseen(Blindness(.unreachable, "\(socket): no such file"))
      }
      return picture.seen(look)
    }
    func now() async -> Instant { Instant(seconds: 1060) }
  }

  /// Where the runbook names a program and no runner, supervisord is asked first, and nobody else where it knows it.
  @Test func whereNoneIsStatedTheServerSays() async throws {
    let text = "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | luci |\n"
    let plan = try await Runners.restart(text, Stage(Runners.running))
    #expect(plan.steps.last?.deed.words == Runners.systemctl)
    let own = try await Runners.restart(text, Stage(.with { $0.program?.name = "luci" }))
    #expect(own.steps.first?.deed.words == "supervisord stop luci (/var/run/supervisor.sock)")
    // A closed supervisord may know it too.
    var closed = Runners.running
    closed.isSupervisorSeen = false
    let picture = closed
    await #expect(throws: Refusal.self) { try await Runners.restart(text, Stage(picture)) }
  }
}
