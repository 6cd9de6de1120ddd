import Operations
import RunbookDesk
import ServerFacts
import TestDoor
import Testing

/// A trusted runbook, its server, and the door between them.
struct DoorScene {
  let server: SmallServer
  let door: TestDoor
  let desk: Desk

  init(_ text: String = SmallRunbook.text, policy: String? = nil, locksExclude: Bool = true) async throws {
    server = SmallServer(locksExclude: locksExclude)
    door = TestDoor(policy: policy)
    desk = try await door.trust(server.desk(Chapters([text]), door.door))
  }

  func plan(_ operation: String, _ words: String...) async throws -> String {
    let plans = try await desk.plan(desk.request(operation, words: words), actor: "test")
    return try #require(plans.first?.id)
  }

  func bytes(_ id: String) async throws -> [UInt8] {
    try #require(try await door.state.read(StateItem(.plans, id), of: .caller))
  }

  /// Keeps bytes under the name that they would have.
  func keep(_ bytes: [UInt8]) async throws -> String {
    let id = String(TestDigests().sha256(bytes).prefix(20))
    try await door.state.write(bytes, to: StateItem(.plans, id), of: .caller)
    return id
  }

  func approve(_ id: String) async throws {
    let plan = try await desk.planToApprove(id, of: nil)
    try await desk.approve(plan, typed: plan.word)
  }

  /// Nothing was done for it, for that reason.
  func refuses(
    _ id: String, _ kind: Refusal.Kind, on desk: Desk? = nil, _ why: Comment? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let before = server.performed
    await #expect(why, sourceLocation: sourceLocation) {
      _ = try await (desk ?? self.desk).runKept(id)
    } throws: {
      ($0 as? Refusal)?.kind == kind
    }
    #expect(server.performed == before, why, sourceLocation: sourceLocation)
  }

  /// So that a refusal before is for the reason that it is held to be for.
  func runs(_ id: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let execution = try await desk.runKept(id)
    #expect(execution.outcome == .done, "\(execution)", sourceLocation: sourceLocation)
  }
}
