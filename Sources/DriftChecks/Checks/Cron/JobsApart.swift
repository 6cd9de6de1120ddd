import Findings
public import RunbookModel
public import ServerFacts

/// Jobs that run after each other still do so on the night when the clocks go forward.
public struct JobsApart: Check {
  public static let card = CheckCard(
    id: "jobs-apart",
    summary: "no two jobs meet on the night of the clock change",
    why:
      "cron runs the jobs of the hour that is left out at its end: those of 02:00 and of 03:00 start at once.",
    fix: "Move a job out of the hour that is left out, or let the server run on UTC.", severity: .warning)

  public init() {}

  public func judge(_ runbook: Runbook, by facts: Facts) async -> [Verdict] {
    var jobs: [(schedule: Schedule, pattern: CronPattern)] = []
    for schedule in runbook.schedules where schedule.user != nil {
      guard let pattern = schedule.time.flatMap({ try? CronPattern($0.value) }), pattern.isFixed else {
        continue
      }
      jobs.append((schedule, pattern))
    }
    guard jobs.count > 1, let first = jobs.first else { return [] }
    let claim = Address("cron", "clock-change"), range = first.schedule.words.range
    let zone: String
    switch await facts.ask(LocalZone()) {
    case .unseen(let blindness): return [unknown(claim, at: range, blindness)]
    case .seen(nil): return []
    case .seen(let name?): zone = name
    }
    if LocalZone.universal.contains(zone) { return [holds(claim, at: range)] }
    guard let hour = ClockChange.skippedHour(in: zone) else { return [] }
    let meeting = jobs.filter {
      $0.pattern.runs(inHour: hour) || $0.pattern.runs(atHour: hour + 1, minute: 0)
    }
    guard let early = meeting.first(where: { $0.pattern.runs(inHour: hour) }),
      let other = meeting.first(where: {
        $0.schedule.words.range != early.schedule.words.range && $0.pattern.sharesDay(with: early.pattern)
      })
    else { return [holds(claim, at: range)] }
    return [tell(early.schedule, other.schedule, zone, hour + 1, claim)]
  }

  private func tell(
    _ early: Schedule, _ other: Schedule, _ zone: String, _ end: Int, _ claim: Address
  ) -> Verdict {
    let names = "\(early.name.value) at \(early.words.value) and \(other.name.value) at \(other.words.value)"
    let zone = WorldText.clean(zone)
    return drifts(
      claim, at: early.words.range,
      "the runbook runs \(names); in \(zone) both start at \(end):00 on the night when the clocks go forward",
      evidence: [Evidence(source: "/etc/localtime", text: zone)],
      remedy: .advice(
        "move \(early.name.value) out of the hour before \(end):00, or let the server run on UTC"))
  }

  private static let text =
    "## Cron (deploy user)\n- 02:00 nightly: /home/deploy/a.sh\n- 03:00 nightly: /home/deploy/b.sh"
  private static let apart =
    "## Cron (deploy user)\n- 02:00 nightly: /home/deploy/a.sh\n- 03:30 nightly: /home/deploy/b.sh"
  private static let marked =
    "## Cron (deploy user)\n  ↓\n- 02:00 nightly: /home/deploy/a.sh\n- 03:00 nightly: /home/deploy/b.sh"
  private static let markedSame =
    "## Cron (deploy user)\n  ↓\n- 01:00 nightly: /home/deploy/a.sh\n- 01:30 nightly: /home/deploy/b.sh"

  private static func server(_ zone: String) -> ExampleServer {
    .with {
      $0.looks[.attributes(path: "/etc/localtime")] = .attributes(
        FileAttributes(kind: .link, mode: 0o777, target: "/usr/share/zoneinfo/\(zone)", resolvedKind: .file))
    }
  }

  public static let examples = [
    CheckExample(.holds, text, server("Etc/UTC")),
    CheckExample(.holds, text, server("Europe/London")),
    CheckExample(.holds, apart, server("Europe/Berlin")),
    CheckExample(.drifts, marked, server("Europe/Berlin")),
    CheckExample(.drifts, marked, server("America/Indiana/Knox")),
    CheckExample(.drifts, markedSame, server("Europe/Lisbon")),
    CheckExample(.unknown, text, .with { $0.refused = [.attributes(path: "/etc/localtime")] }),
  ]
}
