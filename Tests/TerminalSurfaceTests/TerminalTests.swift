import Findings
import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import DriftChecks
@testable import TerminalSurface

struct TerminalTests {
  static let text =
    "| App | Port | Program |\n|---|---|---|\n| luci | 3004 | site-luci |\n| twin | 3005 | site-twin |\n"
  static let one = Array("| App | Port | Program |\n|---|---|---|\n| luci | 3004 | site-luci |\n".utf8)

  struct Case: Sendable, CustomTestStringConvertible {
    var words: [String]
    var code: ExitCode
    var output, errors: String
    var testDescription: String { (["runbook"] + words).joined(separator: " ") }
    init(_ words: [String], _ code: ExitCode, _ output: String = "", errors: String = "") {
      (self.words, self.code, self.output, self.errors) = (words, code, output, errors)
    }
  }

  @Test(arguments: [
    Case(["ask", "port", "of", "luci"], .success, "3004\tAGENTS.md:3:10\n"),
    Case(["ask", "which app is on 3004"], .success, "luci\tAGENTS.md:3:3\n"),
    Case(["ask", "port of lucy"], .negative, "the runbook does not say\ndid you mean: luci?\n"),
    Case(
      ["ask", "port of luci and twin"], .partial,
      "the runbook has 2 answers:\n  service/luci#port  3004  AGENTS.md:3:10\n  service/twin#port  3005  AGENTS.md:4:10\n"
    ),
    Case(["ask"], .usage, errors: "runbook: ask needs a question\n  try: runbook ask --help\n"),
    Case(["--version"], .success, "runbook 1.2.3\n"), Case(["version"], .success, "runbook 1.2.3\n"),
    Case(["mcp"], .success),
    Case(["frobnicate"], .usage, errors: "runbook: there is no command frobnicate\n  try: runbook --help\n"),
    Case(
      ["chck"], .usage,
      errors: "runbook: there is no command chck; did you mean check?\n  try: runbook --help\n"),
    Case(
      ["restart-service", "luci"], .usage,
      errors:
        "runbook: restart-service is an operation and no command\n  try: runbook run restart-service <service>\n"
    ),
    Case(
      ["restrat", "luci"], .usage,
      errors: "runbook: there is no command restrat; did you mean restart?\n  try: runbook ask restrat luci\n"
    ),
    Case(
      ["show-logs", "luci"], .usage,
      errors:
        "runbook: there is no command show-logs; did you mean run show-log?\n  try: runbook ask show-logs luci\n"
    ),
    Case(
      ["run", "--onyl", "x"], .usage,
      errors: "runbook: unknown option --onyl\n  try: runbook run --help\n"),
    Case(
      ["--onyl", "check"], .usage,
      errors: "runbook: unknown option --onyl; did you mean --only?\n  try: runbook check --help\n"),
    Case(
      ["restart", "luci", "--until", "x"], .usage,
      errors: "runbook: restart takes no --until; ack does\n  try: runbook restart --help\n"),
    Case(
      ["restart", "lucy"], .usage,
      errors:
        "runbook: restart-service: service cannot be \"lucy\"\n  did you mean: luci?\n  accepted: luci, twin\n"
    ),
    Case(["status", "luci"], .success, "luci  site-luci  RUNNING  pid 812  up 3600 s  listens on 3004\n"),
    Case(
      ["help", "restart-servic"], .usage,
      errors: "runbook: there is no such command; did you mean restart-service?\n  try: runbook --help\n"),
    Case(
      ["what", "port", "does", "luci", "use"], .usage,
      errors: "runbook: there is no command what\n  try: runbook ask what port does luci use\n"),
    Case(
      ["run", "restart", "luci"], .usage,
      errors:
        "runbook: there is no operation of that name\n  did you mean: restart-service?\n  accepted: certificate-status, disk-status, latest-backup, list-backups, port-owner, reload-nginx, reread-supervisor, restart-service, run-job, service-status, show-log, start-service, stop-service\n  try: runbook run restart-service <service>\n"
    ),
    Case(
      ["log", "luci", "--sinse", "1h"], .usage,
      errors: "runbook: unknown option --sinse; did you mean --since?\n  try: runbook log --help\n"),
    Case(
      ["log", "luci", "--since", "1 hour"], .usage,
      errors:
        "runbook: show-log: since cannot be \"1 hour\"\n  accepted: 5m, 10m, 30m, 1h, 3h, 6h, 12h, 1d, 2d, 7d\n"
    ),
    Case(["list", "backups"], .usage, errors: "runbook: list takes no words\n  try: runbook list --help\n"),
    Case(["\u{1B}[31mx"], .usage, errors: "runbook: there is no command x\n  try: runbook --help\n"),
    Case(
      ["check", "--zzzz"], .usage, errors: "runbook: unknown option --zzzz\n  try: runbook check --help\n"),
    Case(["check", "-x"], .usage, errors: "runbook: unknown option -x\n  try: runbook check --help\n"),
    Case(
      ["check", "--zzzz=1"], .usage, errors: "runbook: unknown option --zzzz=1\n  try: runbook check --help\n"
    ),
    Case(
      ["check", "--format"], .usage, errors: "runbook: --format needs a value\n  try: runbook check --help\n"),
    Case(
      ["check", "--format=yaml"], .usage,
      errors:
        "runbook: there is no format yaml; there are: cron, github, json, junit, nagios, prometheus, sarif, text\n  try: runbook --help\n"
    ),
    Case(
      ["check", "--onyl", "x"], .usage,
      errors: "runbook: unknown option --onyl; did you mean --only?\n  try: runbook check --help\n"),
    Case(
      ["check", "--until=2026-12-24"], .usage,
      errors: "runbook: check takes no --until; ack does\n  try: runbook check --help\n"),
    Case(
      ["check", "--only"], .usage, errors: "runbook: --only needs a value\n  try: runbook check --help\n"),
    Case(
      ["check", "--only=port-listen"], .usage,
      errors:
        "runbook: port-listen is neither a check, nor a group of checks, nor a subject of the runbook\n  did you mean: port-listens, vhost-listed, vhost-listens?\n"
    ),
    Case(["ack", "luci"], .usage, errors: "runbook: ack needs --until DATE\n  try: runbook ack --help\n"),
    Case(
      ["ack", "luci", "--until", "2026-12-24"], .usage,
      errors: "runbook: ack needs a reason behind the name\n  try: runbook ack --help\n"),
    Case(
      ["ack", "luci", "--until", "2026-12-24", "why"], .usage,
      errors: "runbook: a recording has nothing to acknowledge\n"),
    Case(
      ["check", "--format", "nagios", "x"], .refused,
      "UNKNOWN - the check did not run, exit status 64\n",
      errors: "runbook: check takes no words\n  try: runbook check --help\n"),
    Case(
      ["explain", "x"], .usage, errors: "runbook: explain takes no words\n  try: runbook explain --help\n"),
    Case(
      ["explain", "--format", "cron"], .usage,
      errors: "runbook: the format cron has no form for this answer\n  try: use --format json\n"),
    Case(["check", "x"], .usage, errors: "runbook: check takes no words\n  try: runbook check --help\n"),
    Case(
      ["checks", "port-listen"], .usage,
      errors: "runbook: there is no such check; did you mean port-listens?\n  try: runbook checks --help\n"),
    Case(
      ["help", "nothing"], .usage, errors: "runbook: there is no such command\n  try: runbook --help\n"),
    Case(["plan"], .usage, errors: "runbook: plan needs an operation\n  try: runbook plan --help\n"),
    Case(["run"], .usage, errors: "runbook: run needs an operation\n  try: runbook run --help\n"),
    Case(["record"], .usage, errors: "runbook: record needs one folder\n  try: runbook record --help\n"),
    Case(
      ["plan", "restart-servise", "luci"], .usage,
      errors:
        "runbook: there is no operation of that name\n  did you mean: restart-service, start-service?\n  accepted: certificate-status, disk-status, latest-backup, list-backups, port-owner, reload-nginx, reread-supervisor, restart-service, run-job, service-status, show-log, start-service, stop-service\n"
    ),
    Case(
      ["plan", "restart-service", "lucy"], .usage,
      errors:
        "runbook: restart-service: service cannot be \"lucy\"\n  did you mean: luci?\n  accepted: luci, twin\n"
    ),
    Case(
      ["plan", "restart-service"], .usage,
      errors: "runbook: restart-service needs service: which service\n  accepted: luci, twin\n"),
    Case(
      ["run", "restart-service", "--", "-x"], .usage,
      errors: "runbook: restart-service: service cannot be \"-x\"\n  accepted: luci, twin\n"),
    Case(
      ["run", "restart-service", "-x"], .usage,
      errors: "runbook: unknown option -x\n  try: runbook run --help\n"),
    Case(
      ["plan", "restart-service", "twin"], .refused,
      errors:
        "runbook: supervisord knows no program site-twin, which the runbook names at AGENTS.md:4:17\n  accepted: site-luci\n"
    ),
    Case(
      ["--recording", "/tmp/x", "run", "restart-service", "luci"], .usage,
      errors: "runbook: a recording can be looked at and not changed; use plan\n  try: runbook run --help\n"),
    Case(["--", "ask", "port", "of", "luci"], .success, "3004\tAGENTS.md:3:10\n"),
  ]) func says(_ example: Case) async {
    let screen = Screen()
    #expect(await screen.run(example.words) == example.code)
    #expect(screen.output == example.output)
    #expect(screen.errors == example.errors)
  }

  /// What a step needs is said before the first is done, and a procedure is not planned as a whole.
  @Test func aProcedureSaysFirstWhatItNeeds() async {
    let text = Array("# Ops\n\n## Tidy\n1. `ls /srv`\n2. `cat /srv/<name>`\n".utf8)
    let run = Screen(), plan = Screen()
    #expect(await run.run(["run", "tidy"], text: text) == .usage)
    #expect(
      run.output.isEmpty && run.errors.contains("tidy needs name")
        && run.errors.contains("runbook run tidy name=…"))
    #expect(await plan.run(["plan", "tidy"], text: text) == .usage)
    #expect(plan.errors.contains("tidy is a procedure") && plan.errors.contains("try: runbook run tidy\n"))
  }

  @Test func checkEndsAsItFound() async {
    let holds = Screen()
    #expect(await holds.run(["check"], text: Self.one) == .success)
    #expect(holds.output == "AGENTS.md: 2 claims: 2 hold\n")
    let drifts = Screen()
    #expect(
      await drifts.run(
        ["check"], on: ExampleServer.whole.changed { $0.listeners.removeLast() }.recorded, text: Self.one)
        == .negative
    )
    #expect(drifts.output.hasPrefix("AGENTS.md:3:10: error: ") && drifts.errors.isEmpty)
    let unseen = Screen()
    #expect(
      await unseen.run(["check"], on: RecordedServer(at: Instant(seconds: 0), looks: [:]), text: Self.one)
        == .partial)
    #expect(unseen.output.contains("unknown: "))
    let closed = Screen()
    #expect(await closed.run(["check"], text: Self.one, isWritable: false) == .io)
  }

  @Test func explainEndsWellWhateverItFound() async {
    let screen = Screen()
    #expect(await screen.run(["explain"], text: Array("# A\n\n- Run: `frob | less`\n".utf8)) == .success)
    #expect(screen.output.hasPrefix("  1  heading    # A\n  2  blank\n  3  ") && screen.errors.isEmpty)
    let none = Screen()
    #expect(await none.run(["explain"], text: nil) == .noRunbook)
    let bytes = Screen()
    #expect(await bytes.run(["explain"], text: [0x41, 0x00]) == .unreadable)
  }

  @Test func noRunbookAndNoText() async {
    let none = Screen()
    #expect(await none.run(["check"], text: nil) == .noRunbook)
    #expect(
      none.errors == "runbook: there is no AGENTS.md\n  try: runbook --file PATH\n" && none.output.isEmpty)
    let bytes = Screen()
    #expect(await bytes.run(["check"], text: [0xFF, 0x00, 0xC3]) == .unreadable)
    #expect(bytes.errors.hasPrefix("runbook: ") && bytes.output.isEmpty)
  }

  @Test func jsonIsJSON() async throws {
    for words in [
      ["check"], ["check", "--only", "luci,port-listens"], ["list"], ["ask", "port of luci"],
      ["plan", "restart-service", "luci"],
      ["run", "service-status"], ["explain"],
    ] {
      let screen = Screen()
      _ = await screen.run(words + ["--format", "json"], isColoured: true)
      let json = try JSON.parse(screen.output)
      #expect((json["version"] ?? json["format_version"])?.asInt == 1)
      #expect(!screen.output.contains("\u{1B}") && screen.errors.isEmpty)
    }
  }

  @Test func optionsStandAnywhere() async {
    for words in [
      ["--format", "json", "--file", "/a", "check"], ["check", "--file=/a", "--format=json"],
      ["--file", "/a", "check", "--format", "json"],
    ] {
      let screen = Screen()
      _ = await screen.run(words)
      #expect(screen.options.map(\.file) == ["/a"] && screen.options.map(\.format) == ["json"])
    }
    let verbose = Screen()
    _ = await verbose.run(["check", "--verbose"])
    #expect(verbose.options.map(\.isVerbose) == [true])
    let record = Screen()
    _ = await record.run(["record", "/tmp/x"])
    #expect(record.options.map(\.recordTo) == ["/tmp/x"])
  }

  @Test func runEndsAsItWent() async {
    let failed = Screen()
    #expect(await failed.run(["run", "restart-service", "luci"]) == .negative)
    #expect(failed.output == "gone\n")
    for (fault, code) in [
      (Fault(.busy, "busy"), ExitCode.busy), (Fault(.permission, "no"), .permission),
      (Fault(.io, "full"), .io),
      (Fault(.unavailable, "no folder"), .unavailable),
    ] {
      let screen = Screen()
      #expect(await screen.run(["run", "restart-service", "luci"], lock: fault) == code)
      #expect(screen.errors == "runbook: \(fault.text)\n" && screen.output.isEmpty)
    }
    let status = Screen()
    #expect(await status.run(["run", "service-status", "luci"]) == .success)
    #expect(status.output == "luci  site-luci  RUNNING  pid 812  up 3600 s  listens on 3004\n")
  }

  @Test func listAndPlanInText() async {
    let list = Screen()
    #expect(await list.run(["list"]) == .success)
    #expect(
      list.output.hasPrefix("observes:\n  ") && list.output.contains("\n  service-status [service]  ")
        && list.output.contains("<service>: luci, twin\n"))
    let plan = Screen()
    #expect(await plan.run(["plan", "restart-service", "luci"]) == .success)
    let id = plan.output.split(separator: " ").last.map { $0.filter { !$0.isWhitespace } } ?? ""
    #expect(id.count == 20)
    #expect(
      plan.output == """
        restart-service service/luci (AGENTS.md:3:3): interrupts
          1. stop site-luci
             does: supervisord stop site-luci (/var/run/supervisor.sock)
             proof: site-luci is stopped
             if a later step fails: start site-luci
          2. start site-luci
             does: supervisord start site-luci (/var/run/supervisor.sock)
             proof: site-luci runs anew, listens on 3004, answers, and stays so for 5 s
          to run it: runbook run --plan \(id)

        """)
  }
}
