import Findings
import RunbookDesk
import ServerFacts

/// For Nagios, Icinga and their kin: one line with figures behind a bar. Its exit status is a plugin's and not the
/// program's own: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN, also where there is no runbook to check.
public struct NagiosFormat: Format {
  public static let name = "nagios"
  public static let summary = "one line for a monitoring plugin, which exits 0, 1, 2 or 3; check only"

  public init() {}

  private enum State: Int32 {
    case ok, warning, critical, unknown

    var word: String { "\(self)".uppercased() }
  }

  public func render(_ answer: Answer, _ page: Page) -> String? {
    guard case .check(let report) = answer else { return nil }
    let words = state(report).word + " - " + summary(report)
    return words.replacing("|", with: "/") + " | " + figures(report)
  }

  public func status(_ answer: Answer) -> Int32? {
    if case .check(let report) = answer { state(report).rawValue } else { nil }
  }

  public func render(failure message: String) -> (text: String, status: Int32)? {
    ("UNKNOWN - " + message.onOneLine.replacing("|", with: "/"), State.unknown.rawValue)
  }

  private func state(_ report: CheckReport) -> State {
    switch report.outcome {
    case .holds: .ok
    case .unknown: .unknown
    // An error that a warning explains is an error still.
    case .drifts: report.drifts.contains { $0.severity == .error } ? .critical : .warning
    }
  }

  private func summary(_ report: CheckReport) -> String {
    var counts: [String] = []
    for severity in [Severity.error, .warning] where report.count(severity) > 0 {
      counts.append(counted(report.count(severity), severity.rawValue))
    }
    if !report.unknowns.isEmpty { counts.append("\(report.unknowns.count) unknown") }
    guard !counts.isEmpty else {
      return "\(report.claims.hold) of \(counted(report.claims.total, "claim")) hold"
    }
    let worst = report.drifts.first { $0.severity > .note }?.finding.message
    let first = worst ?? report.blindSpots.first?.blindness.text ?? ""
    return counts.joined(separator: ", ") + ": " + first.onOneLine
  }

  /// `label=value;warn;crit;min`: a range of 0 alerts on anything above.
  private func figures(_ report: CheckReport) -> String {
    [
      "errors=\(report.count(.error));;0;0", "warnings=\(report.count(.warning));0;;0",
      "unknown=\(report.unknowns.count);;;0", "claims=\(report.claims.total);;;0",
      "hold=\(report.claims.hold);;;0",
    ].joined(separator: " ")
  }
}
