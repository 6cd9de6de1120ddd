import DriftChecks
import Findings
import RunbookDesk
import ServerFacts

/// For continuous integration: JUnit's XML, a suite for each check and a test for each verdict. What could not be seen
/// and what is acknowledged is skipped; a note passes.
public struct JUnitFormat: Format {
  public static let name = "junit"
  public static let summary = "JUnit XML, each verdict a test; check only"

  public init() {}

  public func render(_ answer: Answer, _ page: Page) -> String? {
    guard case .check(let report) = answer else { return nil }
    var order: [String] = [], suites: [String: [JudgedVerdict]] = [:]
    for judged in report.verdicts {
      if suites[judged.verdict.check] == nil { order.append(judged.verdict.check) }
      suites[judged.verdict.check, default: []].append(judged)
    }
    let lines = order.flatMap { suite($0, suites[$0] ?? [], report.at) }
    return
      (["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", open("testsuites", report.file, report.verdicts) + ">"]
      + lines + ["</testsuites>"]).joined(separator: "\n")
  }

  private func suite(_ id: String, _ verdicts: [JudgedVerdict], _ at: Instant) -> [String] {
    [open("testsuite", id, verdicts, indent: "  ") + " timestamp=\"\(at.description.prefix(19))\">"]
      + verdicts.flatMap(test) + ["  </testsuite>"]
  }

  private func open(_ tag: String, _ name: String, _ verdicts: [JudgedVerdict], indent: String = "") -> String
  {
    let failed = verdicts.count { $0.result == .failed }, skipped = verdicts.count { $0.result == .skipped }
    return
      "\(indent)<\(tag) name=\"\(Self.escaped(name))\" tests=\"\(verdicts.count)\" failures=\"\(failed)\" "
      + "errors=\"0\" skipped=\"\(skipped)\" time=\"0\""
  }

  private func test(_ judged: JudgedVerdict) -> [String] {
    let verdict = judged.verdict
    var start = "    <testcase classname=\"runbook.\(Self.escaped(verdict.check))\" "
    start += "name=\"\(Self.escaped(verdict.claim.description))\""
    if let range = verdict.range { start += " file=\"\(Self.escaped(range.file))\" line=\"\(range.line)\"" }
    start += " time=\"0\""
    let inner: String
    switch verdict.outcome {
    case .holds: return [start + "/>"]
    case .unknown(let blindness):
      inner = "<skipped message=\"\(Self.escaped("unknown: " + blindness.text))\"/>"
    case .drifts(let finding): inner = told(finding, judged)
    }
    return [start + ">", "      " + inner, "    </testcase>"]
  }

  private func told(_ finding: Finding, _ judged: JudgedVerdict) -> String {
    var lines = finding.range.map { ["at \($0)"] } ?? []
    lines += finding.evidence.map { "seen: \($0.source): \($0.text)" }
    if let because = judged.because { lines.append("because of \(because)") }
    if let remedy = finding.remedy { lines.append("remedy: \(remedy.words)") }
    let message = Self.escaped(finding.message),
      text = Self.escaped(lines.joined(separator: "\n"), isText: true)
    switch judged.result {
    case .passed: return "<system-out>\(message)\n\(text)</system-out>"
    case .failed:
      return "<failure message=\"\(message)\" type=\"\(finding.severity.rawValue)\">\(text)</failure>"
    case .skipped:
      let known = judged.acknowledgement.map { "acknowledged until \($0.until), \($0.why): " } ?? ""
      return "<skipped message=\"\(Self.escaped(known))\(message)\"/>"
    }
  }

  /// XML 1.0 has no form at all for most control characters; they are gone before. Line feeds and tabs of an attribute
  /// would be read as blanks.
  private static func escaped(_ words: String, isText: Bool = false) -> String {
    var text = WorldText.clean(words).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
    if !isText {
      text = text.replacing("\"", with: "&quot;").replacing("\n", with: "&#10;").replacing("\t", with: "&#9;")
    }
    return String(
      String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{FFFE}" && $0 != "\u{FFFF}" }))
  }
}

extension JudgedVerdict {
  fileprivate enum Result { case passed, failed, skipped }

  fileprivate var result: Result {
    switch verdict.outcome {
    case .holds: .passed
    case .unknown: .skipped
    case .drifts(let finding):
      acknowledgement != nil ? .skipped : finding.severity == .note ? .passed : .failed
    }
  }
}
