public import Operations
public import ServerFacts
import Synchronization

/// The records of a state store in memory.
public final class MemoryState: StateStore {
  private struct Place: Hashable {
    var owner: StateOwner
    var item: StateItem
  }

  private struct Record {
    var bytes: [UInt8]
    var written: Instant
  }

  private let records = Mutex<[Place: Record]>([:])
  /// The time at which records are written. Until it is told, they never grow old.
  private let clock = Mutex(Instant(seconds: .max))

  public init() {}

  public func set(_ now: Instant) { clock.withLock { $0 = now } }

  private var now: Instant { clock.withLock { $0 } }

  public func place() async throws(Fault) -> String { "/memory" }

  /// Every record in one folder, whoever it belongs to.
  public func texts(in folder: StateItem.Folder) -> [String] {
    records.withLock { records in
      records.filter { $0.key.item.folder == folder }.map { String(decoding: $0.value.bytes, as: UTF8.self) }
    }
  }

  public func read(_ item: StateItem, of owner: StateOwner) async throws(Fault) -> [UInt8]? {
    records.withLock { $0[Place(owner: owner, item: item)]?.bytes }
  }

  public func write(_ bytes: [UInt8], to item: StateItem, of owner: StateOwner) async throws(Fault) {
    records.withLock { $0[Place(owner: owner, item: item)] = Record(bytes: bytes, written: now) }
  }

  public func create(_ bytes: [UInt8], as item: StateItem) async throws(Fault) -> Bool {
    records.withLock { records in
      let place = Place(owner: .caller, item: item)
      guard records[place] == nil else { return false }
      records[place] = Record(bytes: bytes, written: now)
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

  public func sweep(
    _ folder: StateItem.Folder, writtenBefore then: Instant, keeping kept: Set<String>
  ) async throws(Fault) -> [String] {
    records.withLock { records in
      let old = records.filter { place, record in
        place.owner == .caller && place.item.folder == folder && record.written < then
          && !kept.contains(place.item.name)
      }.keys
      for place in old { records[place] = nil }
      return old.map(\.item.name).sorted()
    }
  }

  public func change<Value: Sendable>(
    _ item: StateItem, _ body: @escaping @Sendable ([UInt8]?) -> (write: [UInt8]?, value: Value)
  ) async throws(Fault) -> Value {
    records.withLock { records in
      let place = Place(owner: .caller, item: item)
      let (write, value) = body(records[place]?.bytes)
      if let write { records[place] = Record(bytes: write, written: now) }
      return value
    }
  }
}
