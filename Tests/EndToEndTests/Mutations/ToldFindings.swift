import JSON

/// What one `runbook check --format json` said.
struct ToldFindings: Sendable {
  struct Primary: Sendable, CustomStringConvertible {
    var check, severity, message: String
    var line: Int
    var description: String { "\(severity) \(check) at line \(line): \(message)" }
  }

  var status: Int32
  /// The findings that no other one explains.
  var primaries: [Primary]
  var unknown: Int
  /// Whether one of the checks, and not the reader alone, tells more than a note.
  var isDrifting: Bool
  /// All that was written, for a test that fails.
  var text: String

  init(_ output: Testbed.Output) throws {
    status = output.status
    text = output.output + output.errors
    let report = try JSON.parse(Array(output.output.utf8))
    let verdicts = report["verdicts"]?.asArray ?? []
    unknown = verdicts.count { $0["outcome"]?.asString == "unknown" }
    let findings = report["findings"]?.asArray ?? []
    let drifting = Set(verdicts.filter { $0["outcome"]?.asString == "drifts" }.map { $0["check"]?.asString })
    primaries = findings.filter { $0["because"] == nil }.map(Self.primary)
    isDrifting = primaries.contains { $0.severity != "note" && drifting.contains($0.check) }
  }

  private static func primary(_ json: JSON) -> Primary {
    Primary(
      check: json["check"]?.asString ?? "", severity: json["severity"]?.asString ?? "",
      message: json["message"]?.asString ?? "", line: json["line"]?.asInt ?? 0)
  }
}
