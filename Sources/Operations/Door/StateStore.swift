public import ServerFacts

/// Small records that must outlive a process: what is trusted, planned, agreed, done, counted. There is one on the disk
/// (in `LiveHost`) and one in memory in the tests. What a record means is decided above; a store only keeps it whole.
public protocol StateStore: Sendable {
  /// Where the caller's records lie.
  func place() async throws(Fault) -> String
  /// nil where there is none.
  func read(_ item: StateItem, of owner: StateOwner) async throws(Fault) -> [UInt8]?
  /// The record is whole and on the disk when this returns; after a crash the old or the new one is there.
  func write(_ bytes: [UInt8], to item: StateItem, of owner: StateOwner) async throws(Fault)
  /// Like `write` where there is none yet. Of any number at once exactly one gets true.
  func create(_ bytes: [UInt8], as item: StateItem) async throws(Fault) -> Bool
  func remove(_ item: StateItem, of owner: StateOwner) async throws(Fault)
  /// The names of a folder, sorted.
  func names(in folder: StateItem.Folder) async throws(Fault) -> [String]
  /// Throws away the caller's records of a folder that were last written before `then`, all but `kept`, and what killed
  /// writers left there. The names of those that went.
  func sweep(
    _ folder: StateItem.Folder, writtenBefore then: Instant, keeping kept: Set<String>
  ) async throws(Fault) -> [String]
  /// Reads a record and writes it anew while nobody else can; nil leaves it as it was.
  func change<Value: Sendable>(
    _ item: StateItem, _ body: @escaping @Sendable ([UInt8]?) -> (write: [UInt8]?, value: Value)
  ) async throws(Fault) -> Value
}

/// The name of one record.
public struct StateItem: Hashable, Sendable {
  public enum Folder: String, Sendable, CaseIterable {
    case trust, plans, approvals
    /// Plans that somebody began to run.
    case used
    /// What became of a plan.
    case jobs
    /// Idempotency keys.
    case keys
    case limits, freeze
  }

  public var folder: Folder
  /// Letters, digits, `-`.
  public var name: String

  public init(_ folder: Folder, _ name: String) {
    self.folder = folder
    self.name = name
  }
}

/// Whose records.
public enum StateOwner: Hashable, Sendable {
  /// The calling account's.
  case caller
  /// Root's word for everybody: others can read it and nobody else can write it.
  case root
  /// Another account's, which only root can read.
  case account(String)
}
