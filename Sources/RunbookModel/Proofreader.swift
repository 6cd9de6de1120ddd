import Findings

/// Looks for one kind of slip in the text of a runbook, beside what the server says.
protocol Proofreader: SendableMetatype {
  /// The source of its findings: `contradiction`.
  static var id: String { get }
  static func findings(_ runbook: Runbook) -> [Finding]
}

extension Proofreader {
  static func warning(_ range: SourceRange?, _ message: String, advice: String, subject: Address? = nil)
    -> Finding
  {
    Finding(
      source: id, severity: .warning, subject: subject, range: range, message: message,
      remedy: .advice(advice))
  }

  static func note(_ range: SourceRange?, _ message: String, advice: String) -> Finding {
    Finding(
      source: id, severity: .note, subject: nil, range: range, message: message, remedy: .advice(advice))
  }
}
