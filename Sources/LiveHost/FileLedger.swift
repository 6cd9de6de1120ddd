import Glibc
import JSON
public import Operations
public import RunbookDesk
import ServerFacts

/// What the check of one runbook remembers, as a JSON file in the state folder, named by the digest of the runbook's
/// path.
public struct FileLedger: Ledger {
  /// How long a run waits for another to end.
  private static let patience = 30

  private let runbook: String
  private let threads: Threads
  private let patience: Int
  private let folder: @Sendable () throws(Fault) -> String

  public init(runbook: String, threads: Threads) {
    self.init(runbook: runbook, threads: threads, patience: Self.patience) { () throws(Fault) in
      try StateFolder.path()
    }
  }

  init(
    runbook: String, threads: Threads, patience: Int, folder: @escaping @Sendable () throws(Fault) -> String
  ) {
    self.runbook = (try? AtomicFile.resolved(runbook)) ?? runbook
    self.threads = threads
    self.patience = patience
    self.folder = folder
  }

  public func take() async throws(Fault) -> any HeldLock {
    let locks = HostLock(
      folder: try "\(folder())/locks", what: "runbook check of \(runbook)", busy: "another check is under way"
    )
    let name = "check \(digest)"
    var wait = patience * 5
    while true {
      do throws(Fault) {
        return try await locks.take(name)
      } catch {
        guard error.kind == .busy, wait > 0, !Task.isCancelled else { throw error }
      }
      wait -= 1
      try? await Task.sleep(for: .milliseconds(200))
    }
  }

  public func read() async throws(Fault) -> LedgerReading {
    let path = try path()
    let result: Result<LedgerReading, Fault> = await threads.run {
      do throws(SystemFault) {
        let file = try FileLooks.bytes(of: path, limit: LedgerFile.largest)
        if let state = LedgerFile.state(file.bytes) { return .success(LedgerReading(state)) }
        let aside = path + ".damaged"
        guard rename(path, aside) == 0 else { throw SystemFault(errno, path) }
        return .success(
          LedgerReading(
            LedgerState(), damage: "what was remembered of earlier checks was damaged; it is now \(aside)"))
      } catch {
        return error.isAbsence ? .success(LedgerReading(LedgerState())) : .failure(error.fault)
      }
    }
    return try result.get()
  }

  public func write(_ state: LedgerState) async throws(Fault) {
    let path = try path(), runbook = runbook
    let result: Result<Void, Fault> = await threads.run {
      do throws(SystemFault) {
        return .success(
          try AtomicFile.write(LedgerFile.bytes(state, runbook: runbook), to: path, mode: 0o600))
      } catch {
        return .failure(error.fault)
      }
    }
    try result.get()
  }

  private var digest: String { String(OpenSSLDigests().sha256(Array(runbook.utf8)).prefix(32)) }

  private func path() throws(Fault) -> String {
    let folder = try "\(folder())/checks"
    try StateFolder.make(folder)
    return "\(folder)/\(digest).json"
  }
}
