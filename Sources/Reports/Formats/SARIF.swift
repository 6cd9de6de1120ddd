import DriftChecks
import Findings
import JSON
import RunbookDesk
import ServerFacts

/// For code scanning: SARIF 2.1.0, a rule for each check and a result for each finding. What could not be seen is told
/// as notifications of the run; what is acknowledged is suppressed.
public struct SARIFFormat: Format {
  public static let name = "sarif"
  public static let summary = "SARIF 2.1.0 for code scanning; check only"

  private static let schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

  public init() {}

  public func render(_ answer: Answer, _ page: Page) -> String? {
    guard case .check(let report) = answer else { return nil }
    let findings = ReportedFinding.all(report)
    let cards = Desk.checkCards
    var rules = cards.map(rule), places: [String: Int] = [:]
    for (place, card) in cards.enumerated() { places[card.id] = place }
    // What the reader says has no card.
    for finding in findings where places[finding.finding.source] == nil {
      places[finding.finding.source] = rules.count
      rules.append(["id": .string(finding.finding.source)])
    }
    var driver: JSONObject = ["name": "runbook"]
    if !page.version.isEmpty { driver["version"] = .string(page.version) }
    driver["rules"] = .array(rules)
    let run: JSON = [
      "tool": ["driver": .object(driver)], "columnKind": "unicodeCodePoints",
      "invocations": [
        [
          "executionSuccessful": true, "endTimeUtc": .string("\(report.at)"),
          "toolExecutionNotifications": .array(report.blindSpots.map(notification)),
        ]
      ],
      "results": .array(findings.map { result($0, places, page) }),
    ]
    return JSON.object(["$schema": .string(Self.schema), "version": "2.1.0", "runs": [run]]).text(.pretty)
  }

  private func rule(_ card: CheckCard) -> JSON {
    [
      "id": .string(card.id), "shortDescription": ["text": .string(card.summary)],
      "fullDescription": ["text": .string(card.why)], "help": ["text": .string(card.fix)],
      "defaultConfiguration": ["level": .string(card.severity.rawValue)],
    ]
  }

  private func notification(_ spot: BlindSpot) -> JSON {
    let words =
      "\(spot.blindness.text): \(counted(spot.verdicts.count, "verdict")) of \(spot.checks.joined(separator: ", "))"
    return ["level": "warning", "message": ["text": .string(WorldText.clean(words))]]
  }

  private func result(_ reported: ReportedFinding, _ places: [String: Int], _ page: Page) -> JSON {
    let finding = reported.finding
    var lines = [reported.message] + finding.evidence.map { "seen: \($0.source): \($0.text)" }
    if let remedy = finding.remedy { lines.append("remedy: \(remedy.words)") }
    var object: JSONObject = [
      "ruleId": .string(finding.source), "level": .string(finding.severity.rawValue),
      "message": ["text": .string(WorldText.clean(lines.joined(separator: "\n")))],
    ]
    object["ruleIndex"] = places[finding.source].map { JSON($0) }
    if let range = finding.range { object["locations"] = [location(range, page)] }
    // The claim and not the line: an edit above it makes no new alert.
    object["partialFingerprints"] = reported.subject.map { ["claim/v1": .string("\(finding.source)@\($0)")] }
    if let known = reported.acknowledgement {
      object["suppressions"] = [
        [
          "kind": "external", "status": "accepted",
          "justification": .string(WorldText.clean("until \(known.until): \(known.why)")),
        ]
      ]
    }
    if let because = reported.because { object["properties"] = ["because": .string(because)] }
    return .object(object)
  }

  private func location(_ range: SourceRange, _ page: Page) -> JSON {
    var region: JSONObject = ["startLine": JSON(range.line)]
    if let columns = page.excerpt(range)?.characters {
      region["startColumn"] = JSON(columns.lowerBound)
      if range.line == range.endLine { region["endColumn"] = JSON(columns.upperBound) }
    }
    if range.endLine > range.line { region["endLine"] = JSON(range.endLine) }
    return [
      "physicalLocation": [
        "artifactLocation": ["uri": .string(Self.uri(range.file))], "region": .object(region),
      ]
    ]
  }

  /// Unreserved characters and slashes stay (RFC 3986).
  private static func uri(_ path: String) -> String {
    path.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        return String(Unicode.Scalar(byte))
      default: return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}
