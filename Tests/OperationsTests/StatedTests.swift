import Findings
import MarkdownDocument
import Operations
import RunbookModel
import ServerFacts
import Testing

/// Commands that a runbook states, as plans.
struct StatedTests {
  private static let text = """
    ## Sites
    | App | Port | Supervisor name |
    |---|---|---|
    | luci | 3004 | site-luci |
    | nearyou | 3003 | site-nearyou |

    ## Daily work
    - Restart a site: `sudo supervisorctl restart <name>`
    - Restart the guide: `sudo supervisorctl restart site-luci`
    - Reload: `sudo nginx -s reload`
    - Disk: `df -h /var`
    - Count errors: `grep -c ERROR /var/log/app.log | sort -n > /tmp/counts.txt 2>&1`
    - Clean up: `cd /srv/app && rm -rf build && make LEVEL=2 all`
    - Follow: `tail -f /var/log/app.log`
    - Show the newest: `head $(ls -t /var/log/app-*.log)`
    - Look at one: `cat /srv/app/<file>`
    """

  private static func runbook(_ text: String = text) throws -> Runbook {
    var runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    runbook.folder = "/srv/ops"
    return runbook
  }

  /// A machine on which every program lies in /usr/bin and belongs to root.
  private struct Machine: Server {
    var owner = 0, mode = 0o755
    /// Files that another account owns.
    var strangers: Set<String> = []
    func look(_ look: Look) async -> Observation<Seen> {
      switch look {
      case .caller: .seen(.caller(Account(name: "root", uid: 0, gid: 0, home: "/root")))
      case .attributes(let path) where path.hasPrefix("/usr/bin/") || path.hasPrefix("/usr/sbin/nginx"):
        .seen(
          .attributes(FileAttributes(kind: .file, mode: mode, uid: strangers.contains(path) ? 1000 : owner)))
      case .supervisor: await Stage(.up).look(look)
      default: .seen(.absent)
      }
    }
    func now() async -> Instant { Instant(seconds: 0) }
  }

  private static func command(_ words: String, in runbook: Runbook) throws -> StatedCommand {
    try #require(
      runbook.commands.first { $0.line.template.contains(words) }, "\(runbook.commands.map(\.name))")
  }

  private static func plan(
    _ words: String, _ arguments: [String: String] = [:], on machine: Machine = Machine()
  ) async throws -> Plan {
    let runbook = try runbook()
    let name = try command(words, in: runbook).name
    let plans = try await Request(operation: name, arguments: arguments).plans(runbook, by: Facts(machine))
    return try #require(plans.first)
  }

  @Test func wordsAreRunAsTheyStand() async throws {
    let plan = try await Self.plan("df -h")
    #expect(plan.effect == .observes && plan.subject.kind == "command")
    guard case .pipe(let piped)? = plan.steps.first?.deed else {
      Issue.record("\(plan)")
      return
    }
    #expect(piped.stages.map(\.words) == [["/usr/bin/df", "-h", "/var"]] && piped.directory == "/srv/ops")
  }

  @Test func pipesAndRedirectsNeedNoShell() async throws {
    let plan = try await Self.plan("grep -c")
    guard case .pipe(let piped)? = plan.steps.first?.deed else {
      Issue.record("\(plan)")
      return
    }
    #expect(
      piped.stages.map(\.words) == [
        ["/usr/bin/grep", "-c", "ERROR", "/var/log/app.log"], ["/usr/bin/sort", "-n"],
      ])
    #expect(
      piped.stages[1].redirects == [
        .init(descriptor: 1, .write(path: "/tmp/counts.txt")), .init(descriptor: 2, .duplicate(of: 1)),
      ])
  }

  /// What is offered as destroying needs a person's yes where it is run.
  @Test func aRemarkRaisesThePlanAsItRaisesTheCard() async throws {
    let runbook = try Self.runbook(
      "## Work\n```sh\n/usr/bin/stop.sh --all  # also deletes the uploads\n```\n")
    let command = try Self.command("stop.sh", in: runbook)
    let plans = try await Request(operation: command.name, arguments: [:])
      .plans(runbook, by: Facts(Machine()))
    #expect(command.judgement.effect == .destroys && plans.map(\.effect) == [.destroys], "\(plans)")
  }

  @Test func aListIsStepsInItsFolder() async throws {
    let plan = try await Self.plan("rm -rf build")
    #expect(plan.steps.map(\.summary) == ["run rm", "run make"] && plan.effect == .destroys)
    #expect(plan.steps.map(\.effect).first == .destroys)
    for step in plan.steps {
      guard case .pipe(let piped) = step.deed else {
        Issue.record("\(step)")
        continue
      }
      #expect(piped.directory == "/srv/app")
    }
    #expect(plan.steps.allSatisfy { $0.proof == nil })
  }

  @Test(arguments: [
    ("restart ‹name›", ["name": "site-nearyou"], "service/nearyou"),
    ("restart site-luci", [:], "service/luci"),
    ("nginx -s reload", [:], "nginx/nginx"),
  ]) func whatANamedOperationCoversIsThatOperation(
    _ words: String, _ arguments: [String: String], _ subject: String
  ) async throws {
    let runbook = try Self.runbook("## Nginx\n- Config root: /etc/nginx/sites-enabled/\n\n" + Self.text)
    let name = try Self.command(words, in: runbook).name
    let request = Request(operation: name, arguments: arguments)
    // Stage knows only site-luci, so nearyou is refused by the operation itself.
    do {
      let plan = try #require(try await request.plans(runbook, by: Facts(Machine())).first)
      #expect(plan.subject.description == subject && plan.operation != name)
      #expect(plan.steps.contains { $0.proof != nil })
    } catch let refusal as Refusal {
      #expect(
        subject == "service/nearyou" && refusal.message.contains("supervisord knows no program site-nearyou"))
    }
  }

  @Test(arguments: ["nobody", "site-luci all", "*", "-h"]) func itsWordsAreThoseOfTheTable(_ word: String)
    async throws
  {
    do {
      _ = try await Self.plan("restart ‹name›", ["name": word])
      Issue.record("\(word) was planned")
    } catch let refusal as Refusal {
      #expect(refusal.kind == .argument && refusal.accepted == ["luci", "nearyou"])
    }
  }

  @Test func aWordWithoutAListAsksAPerson() async throws {
    let plan = try await Self.plan("cat /srv/app", ["file": "notes.txt"])
    #expect(plan.hasFreeWord && Policy().consent(to: plan, of: Request(operation: "x")) == .person)
    for word in [
      "../../etc/shadow", "-n", "a b", "all", "a\u{0}", "n\u{43E}tes", "*", "", "a;b", "a\u{202E}b",
    ] {
      await #expect(throws: Refusal.self, "\(word)") {
        _ = try await Self.plan("cat /srv/app", ["file": word])
      }
    }
  }

  @Test func whatNeedsAShellIsOnlyShown() async throws {
    let runbook = try Self.runbook()
    let shown = AllOperations.offered(runbook).filter { $0.command?.refusal != nil }
    #expect(shown.contains { $0.command?.line.template.contains("ls -t") == true })
    for offered in shown {
      await #expect(throws: Refusal.self) {
        _ = try await Request(operation: offered.card.name).plans(runbook, by: Facts(Machine()))
      }
    }
  }

  @Test func aProgramThatOthersCanReplaceIsNotRun() async throws {
    for machine in [Machine(owner: 1000), Machine(mode: 0o777)] {
      await #expect(throws: Refusal.self) { _ = try await Self.plan("df -h", on: machine) }
    }
  }

  /// `bash x.sh` does what the file says, so the file counts as a program.
  @Test(arguments: ["bash /usr/bin/probe-status.sh", "sudo bash /usr/bin/probe-status.sh"])
  func aScriptIsAProgramToo(_ words: String) async throws {
    let runbook = try Self.runbook("## Daily\n- Probe it: `\(words)`\n")
    let request = Request(operation: try Self.command("probe-status", in: runbook).name)
    let plan = try #require(try await request.plans(runbook, by: Facts(Machine())).first)
    #expect(plan.programs.map(\.path).contains("/usr/bin/probe-status.sh"))
    await #expect(throws: Refusal.self) {
      _ = try await request.plans(runbook, by: Facts(Machine(strangers: ["/usr/bin/probe-status.sh"])))
    }
  }

  @Test func powersNameEachCommandOnce() throws {
    let powers = Power.all(try Self.runbook())
    #expect(Set(powers.map(\.request)).count == powers.count)
    #expect(powers.contains { $0.row.contains { $0.value.contains("df -h /var") } })
    #expect(!powers.contains { $0.row.contains { $0.value.contains("ls -t") } })
  }
}
