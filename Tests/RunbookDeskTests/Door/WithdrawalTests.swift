import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

/// A plan is run or withdrawn, and whoever is told which is told what is so, wherever the one comes between two steps of
/// the other.
@Suite struct WithdrawalTests {
  /// The steps of one side, before each of which the other can have its whole way.
  private enum Side: CaseIterable, Sendable { case run, withdrawal }

  @Test(arguments: Side.allCases) private func oneOfTheTwoIsFirst(_ side: Side) async throws {
    var ends: Set<Withdrawal> = []
    var place = 0, isReached = true
    while isReached, place < 500 {
      place += 1
      let step = place
      let scene = try await DoorScene(), state = InterruptedState(scene.door.state)
      var door = scene.door.door
      door.state = state
      let interrupted = try scene.server.desk(Chapters([SmallRunbook.text]), door)
      let id = try await scene.plan("restart-service", "luci")
      let withdrawal = Mutex<Withdrawal?>(nil), ran = Mutex<Result<Execution, any Error>?>(nil)
      let withdraw: @Sendable (Desk) async -> Void = { desk in
        do {
          let end = try await desk.withdraw(id)
          withdrawal.withLock { $0 = end }
        } catch {
          Issue.record("\(side), step \(step): \(error)")
        }
      }
      let run: @Sendable (Desk) async -> Void = { desk in
        do {
          let execution = try await desk.runKept(id)
          ran.withLock { $0 = .success(execution) }
        } catch {
          ran.withLock { $0 = .failure(error) }
        }
      }
      let desk = scene.desk
      state.interrupt(at: place) { await side == .run ? withdraw(desk) : run(desk) }
      await side == .run ? run(interrupted) : withdraw(interrupted)
      isReached = state.wasInterrupted
      if !isReached { await side == .run ? withdraw(desk) : run(desk) }
      let end = try #require(withdrawal.withLock { $0 }, "\(side), step \(place)")
      ends.insert(end)
      let outcome = ran.withLock { try? $0?.get().outcome }
      let job = try await desk.job(id)
      if end == .withdrawn {
        #expect(outcome == nil && scene.server.performed.isEmpty, "\(side), step \(place)")
        #expect(job.state == .refused && job.words.contains("withdrawn"), "\(side), step \(place): \(job)")
        await scene.refuses(id, .stalePlan)
      } else {
        #expect(outcome == .done && job.state == .done, "\(side), step \(place): \(job)")
        #expect(scene.server.performed.count == 2, "\(side), step \(place)")
      }
      #expect(try await scene.door.state.names(in: .used).isEmpty, "\(side), step \(place)")
      #expect(try await scene.door.state.names(in: .plans).isEmpty, "\(side), step \(place)")
    }
    #expect(!isReached && place > 5, "\(place) steps")
    #expect(ends.contains(.withdrawn) && ends.count >= 2, "\(ends)")
  }
}

/// A store that lets somebody else have their way before one of its steps.
private final class InterruptedState: StateStore {
  private struct State {
    var steps = 0
    var place = 0
    var body: (@Sendable () async -> Void)?
  }

  private let inner: MemoryState
  private let state = Mutex(State())

  init(_ inner: MemoryState) { self.inner = inner }

  var wasInterrupted: Bool { state.withLock { $0.body == nil } }

  func interrupt(at place: Int, _ body: @escaping @Sendable () async -> Void) {
    state.withLock { $0 = State(place: place, body: body) }
  }

  private func step() async {
    let body: (@Sendable () async -> Void)? = state.withLock { state in
      state.steps += 1
      guard state.steps == state.place else { return nil }
      defer { state.body = nil }
      return state.body
    }
    await body?()
  }

  func place() async throws(Fault) -> String { try await inner.place() }

  func read(_ item: StateItem, of owner: StateOwner) async throws(Fault) -> [UInt8]? {
    await step()
    return try await inner.read(item, of: owner)
  }

  func write(_ bytes: [UInt8], to item: StateItem, of owner: StateOwner) async throws(Fault) {
    await step()
    try await inner.write(bytes, to: item, of: owner)
  }

  func create(_ bytes: [UInt8], as item: StateItem) async throws(Fault) -> Bool {
    await step()
    return try await inner.create(bytes, as: item)
  }

  func remove(_ item: StateItem, of owner: StateOwner) async throws(Fault) {
    await step()
    try await inner.remove(item, of: owner)
  }

  func names(in folder: StateItem.Folder) async throws(Fault) -> [String] {
    try await inner.names(in: folder)
  }

  func sweep(
    _ folder: StateItem.Folder, writtenBefore then: Instant, keeping kept: Set<String>
  ) async throws(Fault) -> [String] {
    try await inner.sweep(folder, writtenBefore: then, keeping: kept)
  }

  func change<Value: Sendable>(
    _ item: StateItem, _ body: @escaping @Sendable ([UInt8]?) -> (write: [UInt8]?, value: Value)
  ) async throws(Fault) -> Value {
    await step()
    return try await inner.change(item, body)
  }
}
