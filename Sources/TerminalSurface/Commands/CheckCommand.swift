import Reports
import RunbookDesk

/// Holds every claim of the runbook against the server.
enum CheckCommand: Command {
  static let card = CommandCard(
    name: "check", synopsis: "[options]", summary: "hold every claim of the runbook against the server",
    examples: [
      "runbook check", "runbook check --format cron", "runbook check --only nginx,luci",
      "runbook check --except certificate-current@certificate/origin",
      "runbook check --format prometheus --output /var/lib/node_exporter/runbook.prom",
      "runbook --recording DIR check",
    ],
    options: [
      OptionCard(
        "--only", "NAMES", "only these checks, groups of checks or subjects; id@subject is one on one",
        takes: .verdict),
      OptionCard("--except", "NAMES", "all but these", takes: .verdict),
      OptionCard("--output", "FILE", "write the report into a file, whole or not at all", takes: .file),
    ],
    notes: [
      "The check sees what its caller may see, and lists what it could not see: run it as root to see all.",
      "--format nagios decides the exit status: 0 OK, 1 warning, 2 critical, 3 unknown.",
      "--format cron tells a fault once, again every 7 days, and once when it holds again; one that comes and goes is",
      "told as flapping once a week; what could not be seen is told in the second run. It remembers by account.",
    ])

  static func run(_ invocation: Invocation, _ terminal: Terminal) async throws -> ExitCode {
    guard invocation.words.isEmpty else { throw Invocation.Unusable(message: "check takes no words") }
    let desk = try await terminal.world.desk(invocation.options)
    let own = invocation.options.own
    let selection = CheckSelection(only: own["--only"] ?? [], except: own["--except"] ?? [])
    let progress = CheckProgress()
    let line = ProgressLine(terminal.world) { _ in
      "checking: \(progress.done) of \(progress.total) checks are through"
    }
    defer { line.clear() }
    var code = ExitCode.internalError, memoryTrouble: String?
    let trouble = try await desk.check(
      selection, progress: progress, isNightly: invocation.options.format == CronFormat.name
    ) { report in
      line.clear()
      memoryTrouble = report.memoryTrouble
      code = terminal.report(.check(report), desk, invocation, ExitCode(report))
      return !code.isFailure
    }
    if let trouble { terminal.note(trouble) }
    if invocation.options.isVerbose, let memoryTrouble {
      terminal.note("nothing is remembered: \(memoryTrouble)")
    }
    return code
  }
}
