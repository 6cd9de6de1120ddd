import DriftChecks
import Findings
import RunbookDesk

/// One finding of a check as the formats for programs list it: faults, what they explain, and what the reader says of
/// the runbook's own text, in one row.
struct ReportedFinding {
  var finding: Finding
  /// The check at the root of it.
  var because: String?
  var lasting: Lasting?
  var acknowledgement: Acknowledgement?

  var subject: String? { finding.subject.map { WorldText.clean($0.description) } }
  var message: String { WorldText.clean(finding.message) }

  /// What the reader says comes first, since it is about the text that all else is read from; then faults, worst first,
  /// each followed by what it explains.
  static func all(_ report: CheckReport) -> [ReportedFinding] {
    let read = report.readingFindings.map { ReportedFinding(finding: $0) }
    return read
      + (report.drifts + report.acknowledged).flatMap { drift in
        [
          ReportedFinding(
            finding: drift.finding, lasting: drift.lasting, acknowledgement: drift.acknowledgement)
        ]
          + drift.consequences.map {
            ReportedFinding(
              finding: $0, because: drift.finding.source, acknowledgement: drift.acknowledgement)
          }
      }
  }
}

extension String {
  /// On one line, whatever it came from.
  var onOneLine: String {
    WorldText.clean(self).split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}

/// `1 error`, `2 errors`.
func counted(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
