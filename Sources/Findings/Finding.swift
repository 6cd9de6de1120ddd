/// Something that is wrong with the runbook or the server, told as data. It is never thrown.
public struct Finding: Hashable, Sendable {
  /// The id of the check or the reader that says it: `port-listens`.
  public var source: String
  public var severity: Severity
  public var subject: Address?
  /// The place in the runbook that claims otherwise; nil where the runbook says nothing at all.
  public var range: SourceRange?
  /// One lower-case sentence, claim first, then fact.
  public var message: String
  public var evidence: [Evidence]
  public var remedy: Remedy?

  public init(
    source: String, severity: Severity, subject: Address?, range: SourceRange?, message: String,
    evidence: [Evidence] = [], remedy: Remedy? = nil
  ) {
    self.source = source
    self.severity = severity
    self.subject = subject
    self.range = range
    self.message = message
    self.evidence = evidence
    self.remedy = remedy
  }
}

/// One thing seen that supports a finding: where it was seen and what it was.
public struct Evidence: Hashable, Sendable {
  /// Where it was seen: `/etc/nginx/sites-enabled/nearyou:12`, `supervisord`, `/proc/net/tcp6`.
  public var source: String
  public var text: String

  /// The text is cleaned, since it often comes from the server's files and logs.
  public init(source: String, text: String) {
    self.source = source
    self.text = WorldText.clean(text)
  }
}
