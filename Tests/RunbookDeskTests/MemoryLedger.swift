import Operations
import RunbookDesk
import Synchronization

/// What a check remembers, in memory.
final class MemoryLedger: Ledger {
  struct Free: HeldLock { func release() async {} }

  private let kept = Mutex(LedgerState())
  private let fault: Fault?

  init(fault: Fault? = nil) {
    self.fault = fault
  }

  var state: LedgerState { kept.withLock { $0 } }

  func take() async throws(Fault) -> any HeldLock {
    if let fault { throw fault }
    return Free()
  }

  func read() async throws(Fault) -> LedgerReading { LedgerReading(state) }

  func write(_ state: LedgerState) async throws(Fault) { kept.withLock { $0 = state } }
}
