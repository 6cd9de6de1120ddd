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
    let severity = "\(finding.severity.rawValue):"
    var lines = Columns.hung(
      "\(place(finding))\(severity) \(finding.message.onOneLine) [\(finding.source)]", page)
    if let line = lines.firstIndex(where: { $0.contains(severity) }) {
      lines[line] = lines[line].replacing(severity, with: page.paint(severity, colour), maxReplacements: 1)
    }
    if let range = finding.range, let excerpt = page.excerpt(range) { lines += shown(excerpt, colour) }
    var more = finding.evidence.map { "  seen: \(($0.source + ": " + $0.text).onOneLine)" }
    if let lasting, lasting.runs > 1 { more.append("  since \(lasting.day) (\(lasting.runs) runs)") }
    more += consequences.map { "  so also: \($0.message.onOneLine) [\($0.source)]" }
    if let remedy = finding.remedy { more.append("  remedy: \(remedy.words.onOneLine)") }
    return lines + more.flatMap { Columns.hung($0, page) }
  }

  /// The line with carets below it; of one that is wider than the window, the part that is meant.
  private func shown(_ excerpt: Excerpt, _ colour: Colour) -> [String] {
    var line = excerpt.line[...], caret = excerpt.caret[...]
    if let width = page.width, line.count > width - 2 {
      let start = max(0, min(caret.prefix { $0 != "^" }.count - 4, line.count - width + 2))
      line = line.dropFirst(start).prefix(width - 2)
      caret = caret.dropFirst(start).prefix(width - 2)
    }
    return ["  \(line)", "  " + page.paint(String(caret), colour)]
  }

  private func place(_ finding: Finding) -> String { finding.range.map { "\($0): " } ?? "" }

  /// One line for each thing that could not be seen, with the checks that wanted it, and what to do to see it.
  func told(_ spot: BlindSpot) -> [String] {
    let wanting = "\(counted(spot.verdicts.count, "verdict")) of \(spot.checks.joined(separator: ", "))"
    let word = "unknown:"
    var lines = Columns.hung("\(word) \(spot.blindness.text.onOneLine): \(wanting)", page)
    lines[0] = page.paint(word, .yellow) + lines[0].dropFirst(word.count)
    return lines + (spot.advice.map { Columns.hung("  to see it: \($0)", page) } ?? [])
  }

  private func acknowledged(_ drift: CheckReport.Drift) -> [String] {
    guard let known = drift.acknowledgement else { return [] }
    let also = drift.consequences.isEmpty ? "" : " (and \(drift.consequences.count) more that it explains)"
    return Columns.hung(
      "acknowledged until \(known.until), \(known.why.onOneLine): \(place(drift.finding))"
        + "\(drift.finding.message.onOneLine) [\(drift.finding.source)]\(also)", page)
  }

  private var unchecked: [String] {
    ["nobody checks:"]
      + Columns.aligned(
        report.unchecked.map { value in
          ["  \(value.range)", "\(value.address.name) \(value.label)", value.value].map(\.onOneLine)
        }.map { ["  " + $0[0]] + $0.dropFirst() }, width: page.width)
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
