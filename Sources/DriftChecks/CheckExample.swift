public import ServerFacts

/// A small runbook and a recorded server, with what the check must say of them.
///
/// A line that holds nothing but `↓` marks where the finding must stand: the column under the arrow, in the line
/// below. It is taken out before the runbook is read.
public struct CheckExample: Sendable {
  public enum Expectation: String, Sendable { case holds, drifts, unknown }

  public var expectation: Expectation
  public var runbook: String
  public var server: RecordedServer

  init(_ expectation: Expectation, _ runbook: String, _ server: ExampleServer) {
    self.init(expectation, runbook, server.recorded)
  }

  init(_ expectation: Expectation, _ runbook: String, _ server: RecordedServer) {
    self.expectation = expectation
    self.runbook = runbook
    self.server = server
  }
}
