import DriftChecks
import Findings
import RunbookDesk
import ServerFacts

/// A check for people: the reader's findings and the faults, worst first; then what could not be seen, what is
/// acknowledged, and one line that counts.
struct CheckText {
  private let report: CheckReport
  private let page: Page

  init(_ report: CheckReport, _ page: Page) {
    self.report = report
    self.page = page
  }

  var lines: [String] {
    var lines: [String] = []
    for severity in Severity.allCases.sorted(by: >) {
      for finding in report.readingFindings where finding.severity == severity {
        lines += told(finding)
      }
      for drift in report.drifts where drift.severity == severity { lines += told(drift) }
    }
    lines += report.blindSpots.flatMap(told)
    if !report.acknowledged.isEmpty {
      lines += (lines.isEmpty ? [] : [""]) + report.acknowledged.flatMap(acknowledged)
    }
    if page.isVerbose, !report.unchecked.isEmpty { lines += (lines.isEmpty ? [] : [""]) + unchecked }
    if !lines.isEmpty { lines.append("") }
    return lines + [summary]
  }

  /// `AGENTS.md:8:20: error: message [check]`, the line, a caret, the evidence and the remedy.
  func told(_ drift: CheckReport.Drift) -> [String] {
    told(drift.finding, consequences: drift.consequences, lasting: drift.lasting)
  }

  private func told(
    _ finding: Finding, consequences: [Finding] = [], lasting: Lasting? = nil
  ) -> [String] {
    let colour: Colour = finding.severity == .error ? .red : .yellow
    var lines = [
      place(finding) + page.paint("\(finding.severity.rawValue):", colour)
        + " \(finding.message.onOneLine) [\(finding.source)]"
    ]
    if let range = finding.range, let excerpt = page.excerpt(range) {
      lines += ["  \(excerpt.line)", "  " + page.paint(excerpt.caret, colour)]
    }
    lines += finding.evidence.map { "  seen: \(($0.source + ": " + $0.text).onOneLine)" }
    if let lasting, lasting.runs > 1 { lines.append("  since \(lasting.day) (\(lasting.runs) runs)") }
    lines += consequences.map { "  so also: \($0.message.onOneLine) [\($0.source)]" }
    if let remedy = finding.remedy { lines.append("  remedy: \(remedy.words.onOneLine)") }
    return lines
  }

  private func place(_ finding: Finding) -> String { finding.range.map { "\($0): " } ?? "" }

  /// One line for each thing that could not be seen, with the checks that wanted it, and what to do to see it.
  func told(_ spot: BlindSpot) -> [String] {
    let wanting = "\(counted(spot.verdicts.count, "verdict")) of \(spot.checks.joined(separator: ", "))"
    return [page.paint("unknown:", .yellow) + " \(spot.blindness.text.onOneLine): \(wanting)"]
      + (spot.advice.map { ["  to see it: \($0)"] } ?? [])
  }

  private func acknowledged(_ drift: CheckReport.Drift) -> [String] {
    guard let known = drift.acknowledgement else { return [] }
    let also = drift.consequences.isEmpty ? "" : " (and \(drift.consequences.count) more that it explains)"
    return [
      "acknowledged until \(known.until), \(known.why.onOneLine): \(place(drift.finding))"
        + "\(drift.finding.message.onOneLine) [\(drift.finding.source)]\(also)"
    ]
  }

  private var unchecked: [String] {
    ["nobody checks:"]
      + Columns.aligned(
        report.unchecked.map { value in
          ["  \(value.range)", "\(value.address.name) \(value.label)", value.value].map(\.onOneLine)
        }.map { ["  " + $0[0]] + $0.dropFirst() })
  }

  var summary: String {
    let count = report.claims
    var parts = ["\(count.hold) hold"]
    if count.drift > 0 { parts.append(page.paint("\(count.drift) drift", .red)) }
    if count.unknown > 0 { parts.append(page.paint("\(count.unknown) unseen", .yellow)) }
    if count.unchecked > 0 { parts.append("\(count.unchecked) nobody checks") }
    let known =
      report.acknowledged.isEmpty ? "" : " (\(counted(report.acknowledged.count, "fault")) acknowledged)"
    return "\(report.file): \(counted(count.total, "claim")): " + parts.joined(separator: ", ") + known
  }
}
