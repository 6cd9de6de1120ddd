import Operations
import RunbookModel
import Synchronization

/// The trusted text as it was last read. One call asks for it several times: what may be asked for, what is planned,
/// what is run; and reading a text takes far longer than seeing that it is still the same.
final class TrustedReading: Sendable {
  private let last = Mutex<(record: TrustedRunbook, runbook: Runbook)?>(nil)

  func runbook(_ record: TrustedRunbook, _ read: (TrustedRunbook) throws -> Runbook) throws -> Runbook {
    if let last = last.withLock({ $0 }), last.record == record { return last.runbook }
    let runbook = try read(record)
    last.withLock { $0 = (record, runbook) }
    return runbook
  }
}
