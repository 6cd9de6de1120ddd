import Findings
import RunbookDesk
import ServerFacts

/// For GitHub Actions: workflow commands that annotate the runbook's lines in a pull request.
public struct GitHubFormat: Format {
  public static let name = "github"
  public static let summary = "annotations of GitHub Actions; check only"

  public init() {}

  public func render(_ answer: Answer, _ page: Page) -> String? {
    guard case .check(let report) = answer else { return nil }
    let findings = ReportedFinding.all(report).filter { $0.acknowledgement == nil }
    let unknowns = report.blindSpots.map { spot in
      let verdicts = "\(counted(spot.verdicts.count, "verdict")) of \(spot.checks.joined(separator: ", "))"
      return command("warning", [("title", "unknown")], "\(spot.blindness.text): \(verdicts)")
    }
    return (findings.map { annotation($0, page) } + unknowns).joined(separator: "\n")
  }

  private func annotation(_ reported: ReportedFinding, _ page: Page) -> String {
    let finding = reported.finding
    var properties: [(String, String)] = []
    if let range = finding.range {
      properties = [("file", range.file), ("line", "\(range.line)"), ("endLine", "\(range.endLine)")]
      // Columns are taken for what lies on one line only.
      if range.line == range.endLine, let columns = page.excerpt(range)?.characters {
        properties += [("col", "\(columns.lowerBound)"), ("endColumn", "\(columns.upperBound - 1)")]
      }
    }
    properties.append(("title", finding.source))
    var lines = [reported.message] + finding.evidence.map { "seen: \($0.source): \($0.text)" }
    if let because = reported.because { lines.append("because of \(because)") }
    if let remedy = finding.remedy { lines.append("remedy: \(remedy.words)") }
    let name = finding.severity == .note ? "notice" : finding.severity.rawValue
    return command(name, properties, lines.joined(separator: "\n"))
  }

  private func command(_ name: String, _ properties: [(String, String)], _ message: String) -> String {
    let list = properties.map { "\($0)=\(Self.property($1))" }.joined(separator: ",")
    return "::\(name) \(list)::\(Self.text(message))"
  }

  private static func text(_ words: String) -> String {
    WorldText.clean(words).replacing("%", with: "%25").replacing("\r", with: "%0D").replacing(
      "\n", with: "%0A")
  }

  private static func property(_ words: String) -> String {
    text(words).replacing(":", with: "%3A").replacing(",", with: "%2C")
  }
}
