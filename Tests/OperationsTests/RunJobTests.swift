import Findings
import MarkdownDocument
import Operations
import RunbookModel
import ServerFacts
import Testing

struct RunJobTests {
  private static let deploy = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy")

  private static func picture(_ account: Account = deploy) -> Picture {
    .with {
      $0.caller = account
      for path in ["/home/deploy/nightly.sh", "/usr/bin/df", "/usr/local/bin/tool", "/usr/bin/tee"] {
        $0.looks[.attributes(path: path)] = .attributes(FileAttributes(kind: .file, mode: 0o755))
      }
    }
  }

  private static func plan(_ crontab: String, _ job: String, _ picture: Picture = picture()) async throws
    -> Plan
  {
    let text = "## Cron (deploy user)\n```\n\(crontab)\n```\n"
    let runbook = Runbook([try Document.parse(Array(text.utf8), file: "AGENTS.md")])
    let plans = try await RunJob(Arguments([("job"): job], for: RunJob.card, in: runbook))
      .plans(runbook, by: Facts(Stage(picture)))
    return try #require(plans.first)
  }

  @Test func runsAsCronWould() async throws {
    let plan = try await Self.plan("0 3 * * * /home/deploy/nightly.sh --all >> logs/n.log 2>&1", "nightly")
    #expect("\(plan.subject)" == "schedule/nightly" && plan.operation == "run-job")
    #expect(plan.effect == .destroys && plan.steps.map(\.proof) == [nil])
    guard case .pipe(let piped)? = plan.steps.first?.deed else {
      Issue.record("no command: \(plan)")
      return
    }
    #expect(
      piped.directory == "/home/deploy"
        && piped.stages.map(\.words) == [["/home/deploy/nightly.sh", "--all"]])
    #expect(
      piped.stages.map(\.environment) == [
        ["PATH": "/usr/bin:/bin", "HOME": "/home/deploy", "LOGNAME": "deploy", "SHELL": "/bin/sh"]
      ])
    #expect(
      piped.stages.map(\.redirects) == [
        [
          PipedWords.Redirect(descriptor: 1, .append(path: "/home/deploy/logs/n.log")),
          PipedWords.Redirect(descriptor: 2, .duplicate(of: 1)),
        ]
      ])
  }

  @Test func whatIsKnownToBeHarmlessIsJudgedSo() async throws {
    let plan = try await Self.plan("0 3 * * * /usr/bin/df -h /", "df")
    #expect(plan.effect == .observes)
  }

  @Test(arguments: [
    ("0 3 * * * /home/deploy/nightly.sh > $(date).log", "nightly", "needs a shell"),
    ("0 3 * * * /home/deploy/nightly.sh %x", "nightly", "only cron can tell"),
    ("0 3 * * * /home/deploy/absent.sh", "absent", "no program that can be run"),
    ("0 3 * * * /home/deploy/nightly.sh | tool", "nightly", "tool is in none of /usr/bin, /bin"),
  ]) func refusals(_ crontab: String, _ job: String, _ words: String) async throws {
    do {
      let plan = try await Self.plan(crontab, job)
      Issue.record("planned: \(plan)")
    } catch let refusal as Refusal {
      #expect(refusal.kind == .notPossible && refusal.message.contains(words), "\(refusal.message)")
    }
  }

  /// Root runs it as the account whose it is; whoever else is another account is refused.
  @Test func anotherAccountsJob() async throws {
    var picture = Self.picture(Account(name: "root", uid: 0, gid: 0, home: "/root"))
    picture.looks[.account(name: "deploy")] = .account(Self.deploy)
    let plan = try await Self.plan("0 3 * * * /home/deploy/nightly.sh > out.log", "nightly", picture)
    guard case .pipe(let piped)? = plan.steps.first?.deed else {
      Issue.record("no command: \(plan)")
      return
    }
    #expect(piped.account == "deploy" && piped.directory == "/home/deploy")
    #expect(piped.stages.map { $0.environment["HOME"] } == ["/home/deploy"])
    #expect(
      plan.steps[0].deed.words.hasPrefix("as deploy: HOME=/home/deploy LOGNAME=deploy PATH=/usr/bin:/bin"))
    #expect("\(plan.json)".contains("account"))
    let other = Self.picture(Account(name: "other", uid: 1001, gid: 1001, home: "/home/other"))
    for stranger in [other, Self.picture(Account(name: "root", uid: 0, gid: 0, home: "/root"))] {
      await #expect(throws: Refusal.self) {
        try await Self.plan("0 3 * * * /home/deploy/nightly.sh", "nightly", stranger)
      }
    }
    await #expect(throws: Refusal.self) { try await Self.plan("0 3 * * * /home/deploy/nightly.sh", "other") }
  }

  /// A name that means two jobs is no word for either.
  @Test func twoOfOneName() async throws {
    let crontab = "0 3 * * * /home/deploy/nightly.sh\n0 4 * * * /home/deploy/nightly.sh --again"
    await #expect(throws: Refusal.self) { try await Self.plan(crontab, "nightly") }
  }
}
