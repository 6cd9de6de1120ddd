import DriftChecks
import Findings
import Operations
import ServerFacts

/// The last look at what leaves the desk: no answer, no record of a job repeats a secret of the runbook.
extension Desk {
  func masked(_ execution: Execution) -> Execution {
    var execution = execution
    execution.steps = execution.steps.map(masked)
    execution.compensations = execution.compensations.map(masked)
    execution.fault = execution.fault.map {
      Fault($0.kind, secrets.everywhere($0.text), said: secrets.everywhere($0.said))
    }
    return execution
  }

  func masked(_ verdict: Verdict) -> Verdict {
    var verdict = verdict
    verdict.claim.name = secrets.name(verdict.claim.name)
    switch verdict.outcome {
    case .holds: break
    case .drifts(let finding): verdict.outcome = .drifts(masked(finding))
    case .unknown(let blindness):
      verdict.outcome = .unknown(Blindness(blindness.reason, secrets.everywhere(blindness.text)))
    }
    return verdict
  }

  private func masked(_ record: StepRecord) -> StepRecord {
    var record = record
    record.untrusted = secrets.everywhere(record.untrusted)
    if case .log(let text)? = record.shown { record.shown = .log(masked(text)) }
    if let errors = record.errors { record.errors?.text = masked(errors.text) }
    return record
  }

  private func masked(_ text: UntrustedText) -> UntrustedText {
    guard !text.lines.isEmpty else { return text }
    var text = text
    let lines = secrets.everywhere(text.lines.joined(separator: "\n"))
    text.lines = lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return text
  }

  /// Whether a person has agreed to the present text, byte for byte. What cannot be told counts as no; a recording has
  /// nobody to agree, and nothing to change.
  public func isTrusted() async -> Bool {
    guard let door else { return true }
    return (try? await trusted(door))??.chapters == present
  }
}
