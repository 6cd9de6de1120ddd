import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TestDoor
import Testing

/// A change in the process that was asked for it: nothing of the door is left out, and whoever asked has no hold of it
/// any more when the first thing is changed.
@Suite struct RunHereTests {
  /// Whoever asked, until they are let go.
  private final class Caller: Sendable {
    let count = Mutex(0)
    let isGone: Bool

    init(isGone: Bool = false) { self.isGone = isGone }

    @Sendable func letGo() throws(Fault) {
      if isGone { throw Fault(.unavailable, "gone") }
      count.withLock { $0 += 1 }
    }
  }

  private func run(_ scene: DoorScene, _ service: String = "luci", _ caller: Caller = Caller()) async throws
    -> [Execution]
  {
    let request = try scene.desk.request("restart-service", words: [service])
    return try await scene.desk.operate(request, actor: "test", letGo: caller.letGo)
  }

  /// It never begins, and whoever asked is not let go for it.
  private func refuses(
    _ scene: DoorScene, _ kind: Refusal.Kind, _ service: String = "luci",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    let caller = Caller(), before = scene.server.performed
    await #expect(sourceLocation: sourceLocation) {
      try await run(scene, service, caller)
    } throws: {
      ($0 as? Refusal)?.kind == kind
    }
    #expect(scene.server.performed == before, sourceLocation: sourceLocation)
    #expect(caller.count.withLock { $0 } == 0, sourceLocation: sourceLocation)
  }

  @Test func leavesWhatAJobLeaves() async throws {
    let here = try await DoorScene(), job = try await DoorScene()
    let caller = Caller()
    var execution = try #require(try await run(here, "luci", caller).first)
    #expect(execution.outcome == .done && caller.count.withLock { $0 } > 0)
    var ran = try await job.desk.runKept(try await job.plan("restart-service", "luci"))
    let id = try #require(execution.id)
    #expect(try await here.desk.job(id).outcome?.isDone == true)
    (execution.id, ran.id) = (nil, nil)
    #expect(execution == ran)
    #expect(here.server.performed == job.server.performed)
    func events(_ scene: DoorScene) -> [String] {
      scene.server.records.compactMap { $0["event"]?.asString }
    }
    #expect(events(here) == events(job) && events(here).suffix(2) == ["proof", "end"])
    for folder in StateItem.Folder.allCases where folder != .trust {
      let left = try await here.door.state.names(in: folder).count
      #expect(try await job.door.state.names(in: folder).count == left, "\(folder)")
    }
  }

  @Test func isRefusedAsAJobIs() async throws {
    let scene = try await DoorScene(policy: "restarts = 1\nnever = reload-nginx")
    await refuses(scene, .rule, "café")
    await refuses(scene, .consent, "nearyou")
    await refuses(scene, .drift, "old")
    _ = try await scene.desk.freeze(why: "we move")
    await refuses(scene, .frozen)
    #expect(try await scene.desk.thaw())
    let lock = try await scene.server.take("service/luci")
    await #expect(throws: Fault(.busy, "service/luci is being changed")) { try await run(scene) }
    await lock.release()
    #expect(scene.server.performed.isEmpty)
    #expect(try await run(scene).map(\.outcome) == [.done])
    // The limit is counted when it begins, and whoever asked has been let go by then.
    let before = scene.server.performed
    await #expect {
      try await run(scene)
    } throws: {
      ($0 as? Refusal)?.kind == .limit
    }
    #expect(scene.server.performed == before)
  }

  /// What a person has to agree to is kept, and their yes counts.
  @Test func aPersonsYesCounts() async throws {
    let scene = try await DoorScene()
    for service in ["nearyou", "old"] {
      await refuses(scene, service == "old" ? .drift : .consent, service)
      let id = try #require(try await scene.door.state.names(in: .plans).first)
      try await scene.approve(id)
      #expect(try await run(scene, service).map(\.id) == [id])
      #expect(try await scene.door.state.names(in: .plans).isEmpty)
    }
  }

  @Test func nothingBeginsForWhoeverIsGone() async throws {
    let scene = try await DoorScene()
    await #expect(throws: Fault(.unavailable, "gone")) { try await run(scene, "luci", Caller(isGone: true)) }
    #expect(scene.server.performed.isEmpty)
    for folder in [StateItem.Folder.plans, .used, .jobs, .limits] {
      #expect(try await scene.door.state.names(in: folder).isEmpty, "\(folder)")
    }
  }

  /// The text as it is when the lock is held, and not as it was when the program started.
  @Test func theTextIsReadAgain() async throws {
    let server = SmallServer(), door = TestDoor()
    let file = EditedFile()
    let desk = try await door.trust(
      try Desk(source: file, server: server, executor: server.executor, door: door.door))
    let request = try desk.request("restart-service", words: ["luci"])
    file.text.withLock { $0 = SmallRunbook.text.replacing("| luci | 3004 |", with: "| luci | 3014 |") }
    await #expect {
      try await desk.operate(request, actor: "test", letGo: Caller().letGo)
    } throws: {
      ($0 as? Refusal)?.kind == .untrusted
    }
    #expect(server.performed.isEmpty)
    file.text.withLock { $0 = SmallRunbook.text }
    #expect(try await desk.operate(request, actor: "test", letGo: Caller().letGo).map(\.outcome) == [.done])
  }

  /// A runbook that is edited while the program runs.
  private final class EditedFile: RunbookSource {
    let text = Mutex(SmallRunbook.text)
    let path = "/srv/AGENTS.md"

    func chapters() throws(Unavailable) -> [Chapter] {
      [Chapter(name: "AGENTS.md", bytes: Array(text.withLock { $0 }.utf8))]
    }

    func exposure() throws(Unavailable) -> String? { nil }
  }

  /// Kept with its key, once, and run here.
  @Test func aKeyIsDoneOnce() async throws {
    let scene = try await DoorScene()
    let request = try scene.desk.request("restart-service", words: ["luci"])
    var done: [[Execution]] = []
    for _ in 1...2 {
      done.append(
        try await scene.desk.operate(request, actor: "test", key: "k", letGo: Caller().letGo))
    }
    #expect(done[0].map(\.id) == done[1].map(\.id) && done[0].map(\.outcome) == [.done])
    #expect(scene.server.performed.count == 2)
  }
}

extension JobOutcome {
  fileprivate var isDone: Bool {
    if case .ended(let execution) = self { execution.outcome == .done } else { false }
  }
}
