import Findings
import MarkdownDocument

/// The same thing is said to have two values: nobody knows which is meant.
enum Contradictions: Proofreader {
  static let id = "contradiction"

  static func findings(_ runbook: Runbook) -> [Finding] {
    var first: [Address: Claim] = [:]
    var findings: [Finding] = []
    for claim in runbook.claims where claim.address.kind == Service.kind {
      if let earlier = first[claim.address] { findings += compare(claim, with: earlier) }
      first[claim.address] = first[claim.address] ?? claim
    }
    return findings + jobs(runbook)
  }

  /// One script may run as several jobs: with other arguments, or by two lines of one crontab. What is compared is the
  /// same command at two places.
  private static func jobs(_ runbook: Runbook) -> [Finding] {
    var first: [[String]: Schedule] = [:]
    var again: [(schedule: Schedule, earlier: Schedule)] = []
    let named = Dictionary(runbook.schedules.map { ($0.name.value, 1) }, uniquingKeysWith: +)
    for schedule in runbook.schedules where named[schedule.name.value] != 1 {
      let job = schedule.job
      if let earlier = first[job] { again.append((schedule, earlier)) } else { first[job] = schedule }
    }
    guard !again.isEmpty else { return [] }
    let blocks = Self.blocks(runbook)
    return again.flatMap { schedule, earlier -> [Finding] in
      let block = blocks[Line(schedule.words.range)]
      if block != nil, block == blocks[Line(earlier.words.range)] { return [] }
      return schedule.claims.flatMap { claim in
        earlier.claims.first { $0.address == claim.address }.map { compare(claim, with: $0) } ?? []
      }
    }
  }

  private struct Line: Hashable {
    var file: String, line: Int

    init(_ range: SourceRange) { (file, line) = (range.file, range.line) }
  }

  /// Which block of code each line is of.
  private static func blocks(_ runbook: Runbook) -> [Line: Int] {
    var blocks: [Line: Int] = [:]
    for (number, code) in runbook.passages.codes.enumerated() {
      for line in code.block.lines { blocks[Line(line.range)] = number }
    }
    return blocks
  }

  private static func compare(_ claim: Claim, with earlier: Claim) -> [Finding] {
    guard earlier.value.value != claim.value.value else { return [] }
    let name = WorldText.clean(claim.address.name)
    return [
      warning(
        claim.value.range,
        "the \(WorldText.clean(claim.label)) of \(name) is \(WorldText.clean(claim.value.value)) here and "
          + "\(WorldText.clean(earlier.value.value)) on line \(earlier.value.range.line)",
        advice: "keep the one that is so", subject: claim.address)
    ]
  }
}
