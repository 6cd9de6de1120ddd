public import Operations
import Synchronization

/// The records of a state store in memory.
public final class MemoryState: StateStore {
  private struct Place: Hashable {
    var owner: StateOwner
    var item: StateItem
  }

  private let records = Mutex<[Place: [UInt8]]>([:])

  public init() {}

  public func place() async throws(Fault) -> String { "/memory" }

  /// Every record in one folder, whoever it belongs to.
  public func texts(in folder: StateItem.Folder) -> [String] {
    records.withLock { records in
      records.filter { $0.key.item.folder == folder }.map { String(decoding: $0.value, as: UTF8.self) }
    }
  }

  public func read(_ item: StateItem, of owner: StateOwner) async throws(Fault) -> [UInt8]? {
    records.withLock { $0[Place(owner: owner, item: item)] }
  }

  public func write(_ bytes: [UInt8], to item: StateItem, of owner: StateOwner) async throws(Fault) {
    records.withLock { $0[Place(owner: owner, item: item)] = bytes }
  }

  public func create(_ bytes: [UInt8], as item: StateItem) async throws(Fault) -> Bool {
    records.withLock { records in
      let place = Place(owner: .caller, item: item)
      guard records[place] == nil else { return false }
      records[place] = bytes
      return true
    }
  }

  public func remove(_ item: StateItem, of owner: StateOwner) async throws(Fault) {
    records.withLock { $0[Place(owner: owner, item: item)] = nil }
  }

  public func names(in folder: StateItem.Folder) async throws(Fault) -> [String] {
    records.withLock { records in
      records.keys.filter { $0.owner == .caller && $0.item.folder == folder }.map(\.item.name).sorted()
    }
  }

  public func change<Value: Sendable>(
    _ item: StateItem, _ body: @escaping @Sendable ([UInt8]?) -> (write: [UInt8]?, value: Value)
  ) async throws(Fault) -> Value {
    records.withLock { records in
      let place = Place(owner: .caller, item: item)
      let (write, value) = body(records[place])
      if let write { records[place] = write }
      return value
    }
  }
}
