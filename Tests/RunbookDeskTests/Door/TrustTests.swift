import Operations
import RunbookDesk
import ServerFacts
import TestDoor
import Testing

/// What a person has to have said before anything is done, and what an edit since then can and cannot do.
@Suite struct TrustTests {
  private let server = SmallServer()
  private let door = TestDoor()

  private func desk(_ text: String = SmallRunbook.text, writer: String? = nil) throws -> Desk {
    var chapters = Chapters([text])
    chapters.writer = writer
    return door.open(try server.desk(chapters, door.door))
  }

  private func refuses(
    _ kind: Refusal.Kind, _ desk: Desk, _ service: String = "luci",
    sourceLocation: SourceLocation = #_sourceLocation
  ) async {
    await #expect(sourceLocation: sourceLocation) {
      try await desk.operate(desk.request("restart-service", words: [service]), actor: "test")
    } throws: {
      ($0 as? Refusal)?.kind == kind
    }
    #expect(server.performed.isEmpty, sourceLocation: sourceLocation)
  }

  @Test func nothingIsDoneBeforeSomebodyTrusts() async throws {
    let desk = try desk()
    await refuses(.untrusted, desk)
    #expect(await desk.operations().isEmpty)
    try await desk.trust(expected: try await desk.trustStatus().digest)
    #expect(
      try await desk.operate(desk.request("restart-service", words: ["luci"]), actor: "test").count == 1)
  }

  /// Another text than the one that was read is not trusted in its place.
  @Test func onlyWhatWasReadIsTrusted() async throws {
    let read = try await desk().trustStatus().digest
    let edited = try desk(SmallRunbook.text + "\n- Wipe: `rm -rf /srv`\n")
    await #expect {
      try await edited.trust(expected: read)
    } throws: {
      ($0 as? Refusal)?.kind == .untrusted
    }
    #expect(try await edited.trustStatus().trusted == nil)
    await refuses(.untrusted, edited)
  }

  /// Whoever else can write the file would be trusted with it, and could narrow what is done.
  @Test func aFileThatOthersWriteIsWorthNothing() async throws {
    let desk = try desk()
    try await desk.trust(expected: try await desk.trustStatus().digest)
    let exposed = try self.desk(writer: "the group www-data")
    await refuses(.untrusted, exposed)
    await #expect(throws: Refusal.self) {
      try await exposed.trust(expected: try await exposed.trustStatus().digest)
    }
    let closed = try self.desk()
    #expect(
      try await closed.operate(closed.request("restart-service", words: ["luci"]), actor: "test").count == 1)
  }

  /// A letter and its accent apart are the same string and other bytes: another program.
  @Test func anotherSpellingIsAnotherText() async throws {
    let program = "site-caf\u{E9}", other = "site-cafe\u{301}"
    #expect(program == other)
    let text = SmallRunbook.text.replacing("site-cafe", with: program)
    let desk = try desk(text)
    try await desk.trust(expected: try await desk.trustStatus().digest)
    let respelled = try self.desk(
      String(
        decoding: Array(text.utf8).replacing(Array(program.utf8), with: Array(other.utf8)), as: UTF8.self))
    await #expect {
      try await respelled.plan(respelled.request("service-status", words: []), actor: "test")
    } throws: {
      ($0 as? Refusal)?.kind == .untrusted
    }
    // Whoever is asked to trust it is told.
    let status = try await respelled.trustStatus()
    #expect(status.changes.widens && status.changes.lines.contains { $0.detail.contains("other bytes") })
  }

  /// A rule acts from the moment it is written until its going is trusted.
  @Test func aRuleThatWasTakenOutStillActs() async throws {
    let desk = try desk()
    try await desk.trust(expected: try await desk.trustStatus().digest)
    let without = try self.desk(SmallRunbook.text.replacing("- Never restart café.\n", with: ""))
    await refuses(.rule, without, "café")
    let with = try self.desk(SmallRunbook.text.replacing("- Never", with: "- Never restart luci.\n- Never"))
    await refuses(.rule, with)
    try await without.trust(expected: try await without.trustStatus().digest)
    let trusted = try self.desk(SmallRunbook.text.replacing("- Never restart café.\n", with: ""))
    #expect(
      try await trusted.operate(trusted.request("restart-service", words: ["café"]), actor: "test").count == 1
    )
  }

  /// An account that could agree for itself in root's stead would make the mode a word.
  @Test func whereItIsEnforcedOnlyRootsYesCounts() async throws {
    let door = TestDoor(policy: "mode = enforced")
    _ = try await door.trust(server.desk(Chapters([SmallRunbook.text]), door.door))
    let own = SmallServer(account: Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy"))
    let desk = door.open(try own.desk(Chapters([SmallRunbook.text]), door.door))
    let plans = try await desk.plan(desk.request("restart-service", words: ["nearyou"]), actor: "test")
    let id = try #require(plans.first?.id)
    let yes = Approval(by: "root", at: await own.now()).bytes, item = StateItem(.approvals, id)
    try await door.state.write(yes, to: item, of: .caller)
    await #expect {
      try await desk.runKept(id)
    } throws: {
      ($0 as? Refusal)?.kind == .consent
    }
    #expect(own.performed.isEmpty)
    try await door.state.write(yes, to: item, of: .root)
    #expect(try await desk.runKept(id).outcome == .done)
  }

  /// While a program runs every account can read its words.
  @Test func aSecretInTheWordsIsNeverRun() async throws {
    let desk = try desk(SmallRunbook.text + "\n## Daily\n- Look: `ls --password=Xq7canary9word /srv`\n")
    try await desk.trust(expected: try await desk.trustStatus().digest)
    let name = try #require(await desk.operations().first { $0.isStated }?.card.name)
    await #expect {
      try await desk.operate(desk.request(name, words: []), actor: "test")
    } throws: {
      guard let refusal = $0 as? Refusal else { return false }
      return refusal.kind == .notPossible && refusal.message.contains("secret")
    }
    #expect(server.performed.isEmpty)
  }
}
