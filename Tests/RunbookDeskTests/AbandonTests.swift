import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import DriftChecks

/// A plan that was cut off and cannot be derived again: a person gives it up.
struct AbandonTests {
  private final class Kept: Journal, Locks {
    struct Free: HeldLock { func release() async {} }
    private let all = Mutex<[JSON]>([])
    func append(_ record: JSONObject) async throws(Fault) { all.withLock { $0.append(.object(record)) } }
    func records() async throws(Fault) -> [JSON] { all.withLock { $0 } }
    func take(_ subject: String) async throws(Fault) -> any HeldLock { Free() }
  }

  private static let id = "0123456789abcdef0123"

  private func desk(_ kept: Kept, _ door: TestDoor) throws -> Desk {
    let server = ExampleServer.whole.recorded
    let executor = Executor(
      server: server, actuator: NoHands(), journal: kept, locks: kept, digests: TestDigests(), pause: { _ in }
    )
    return try Desk(
      source: MemorySource(text: CheckTests.table), server: server, executor: executor, door: door.door)
  }

  @Test func itIsEndedAndNothingIsDone() async throws {
    let kept = Kept(), door = TestDoor()
    let desk = try await door.trust(desk(kept, door))
    // Begun by a runbook that said something else.
    try await kept.append([
      "event": "begin", "id": .string(Self.id), "subject": "service/luci", "digest": "another",
      "request": ["operation": "restart-service", "arguments": ["service": "luci"]],
    ])
    try await kept.append(["event": "deed", "id": .string(Self.id), "step": 0])
    let first = try await desk.recover()
    #expect(first.ended.isEmpty && first.left.count == 1 && first.left[0].contains("cannot be derived again"))
    try await desk.abandon(Self.id)
    let second = try await desk.recover()
    #expect(second.ended.isEmpty && second.left.isEmpty)
    let last = try await kept.records().last
    #expect(last?["event"] == "end" && last?["outcome"] == "abandoned")
  }

  @Test func onlyWhatWasCutOff() async throws {
    let kept = Kept(), door = TestDoor()
    let desk = try await door.trust(desk(kept, door))
    for id in [Self.id, "", "../journal"] {
      await #expect(throws: Refusal.self) { try await desk.abandon(id) }
    }
  }
}
