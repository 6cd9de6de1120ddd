public import JSON
public import Operations

/// The journal and the locks in the state folder, which is looked for when something is first changed: a
/// lookup leaves no trace.
public struct LazyState: Journal, Locks {
  private let threads: Threads

  public init(threads: Threads) {
    self.threads = threads
  }

  public func append(_ record: JSONObject) async throws(Fault) { try await journal().append(record) }

  public func records() async throws(Fault) -> [JSON] { try await journal().records() }

  public func recent() async throws(Fault) -> [JSON] { try await journal().recent() }

  public func verify() async throws(Fault) -> JournalState { try await journal().verify() }

  private func journal() throws(Fault) -> FileJournal {
    FileJournal(folder: "\(try StateFolder.path())/journal", threads: threads)
  }

  public func take(_ subject: String) async throws(Fault) -> any HeldLock {
    try await HostLock(folder: "\(StateFolder.path())/locks", what: "a change of \(subject)").take(subject)
  }

  public func held() async throws(Fault) -> [String] {
    let locks = HostLock(folder: "\(try StateFolder.path())/locks", what: "")
    let result: Result<[String], Fault> = await threads.run {
      do throws(SystemFault) { return .success(try locks.holders()) } catch { return .failure(error.fault) }
    }
    return try result.get()
  }
}
