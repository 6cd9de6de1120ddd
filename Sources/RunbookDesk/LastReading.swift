import Operations
import RunbookModel
import Synchronization

/// The trusted text as it was last read. One call asks for it several times: what may be asked for, what is planned,
/// what is run; and reading a text takes far longer than seeing that it is still the same.
final class TrustedReading: Sendable {
  private let last = Mutex<(record: TrustedRunbook, runbook: Runbook)?>(nil)
  private let lastRecord = Mutex<(bytes: [UInt8], record: TrustedRunbook)?>(nil)

  /// What the bytes of a record say; nil where it is damaged.
  func record(_ bytes: [UInt8], _ read: ([UInt8]) -> TrustedRunbook?) -> TrustedRunbook? {
    if let last = lastRecord.withLock({ $0 }), last.bytes == bytes { return last.record }
    guard let record = read(bytes) else { return nil }
    lastRecord.withLock { $0 = (bytes, record) }
    return record
  }

  func runbook(_ record: TrustedRunbook, _ read: (TrustedRunbook) throws -> Runbook) throws -> Runbook {
    if let last = last.withLock({ $0 }), last.record == record { return last.runbook }
    let runbook = try read(record)
    last.withLock { $0 = (record, runbook) }
    return runbook
  }
}
