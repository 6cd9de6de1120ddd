import JSON
import Operations
import RunbookDesk
import ServerFacts
import TestDoor
import Testing

@testable import DriftChecks

struct DoctorTests {
  private struct Chain: Journal {
    var broken: Int?
    func append(_ record: JSONObject) async throws(Fault) {}
    func verify() async throws(Fault) -> JournalState {
      JournalState(records: 7, head: "", firstBroken: broken, isTorn: false)
    }
  }

  private func desk(_ door: TestDoor, broken: Int? = nil) throws -> Desk {
    let hands = NoHands(), server = ExampleServer.whole.recorded
    let executor = Executor(
      server: server, actuator: hands, journal: Chain(broken: broken), locks: hands, digests: TestDigests(),
      pause: { _ in })
    return try Desk(
      source: MemorySource(text: CheckTests.table), server: server, executor: executor, door: door.door)
  }

  private func states(_ desk: Desk) async throws -> [String: Diagnosis.State] {
    Dictionary(
      try await desk.diagnoses().map { ($0.subject, $0.state) }, uniquingKeysWith: { $0 == .poor ? $0 : $1 })
  }

  @Test func trustIsTold() async throws {
    let door = TestDoor(), desk = try desk(door)
    #expect(try await states(desk)["trust"] == .poor)
    let trusted = try await door.trust(desk)
    #expect(try await states(trusted)["trust"] == .good)
    #expect(try await desk.diagnoses().allSatisfy { $0.state != .poor || $0.help != nil })
  }

  @Test func aBrokenChainIsTold() async throws {
    #expect(try await states(desk(TestDoor()))["journal"] == .good)
    #expect(try await states(desk(TestDoor(), broken: 3))["journal"] == .poor)
  }

  @Test func aFreezeAndABrokenPolicyAreTold() async throws {
    let door = TestDoor(), desk = try desk(door)
    #expect(try await states(desk)["freeze"] == nil)
    _ = try await desk.freeze(why: "moving")
    #expect(try await states(desk)["freeze"] == .poor)
    #expect(try await states(self.desk(TestDoor(policy: "nonsense")))["consent"] == .poor)
    let modes = try await self.desk(TestDoor(policy: "mode = enforced")).diagnoses().map(\.text)
    #expect(modes.contains { $0.hasPrefix("enforced") })
  }
}
