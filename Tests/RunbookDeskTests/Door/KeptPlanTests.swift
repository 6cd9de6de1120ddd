import JSON
import Operations
import RunbookDesk
import ServerFacts
import TestDoor
import Testing

/// A plan runs once, as it was kept, where it was made, soon, and with the yes of whoever has to say it.
@Suite struct KeptPlanTests {
  /// Each single bit of a plan, and of its name.
  @Test func noPlanOfAnotherBitRuns() async throws {
    // A long host name makes the plan long enough.
    let scene = try await DoorScene(
      SmallRunbook.text.replacing(
        "luci.example", with: String(repeating: "very-", count: 40) + "luci.example"))
    let id = try await scene.plan("restart-service", "luci"), item = StateItem(.plans, id)
    let kept = try await scene.bytes(id)
    let bits = kept.count * 8
    try #require(bits >= 10_000)
    var others: [String] = []
    for bit in 0..<bits {
      var bytes = kept
      bytes[bit / 8] ^= 1 << (bit % 8)
      try await scene.door.state.write(bytes, to: item, of: .caller)
      do {
        _ = try await scene.desk.runKept(id)
        others.append("bit \(bit) ran")
      } catch let refusal as Refusal where refusal.kind == .stalePlan {
      } catch {
        others.append("bit \(bit): \(error)")
      }
    }
    #expect(others.isEmpty, "\(others.count): \(others.prefix(3))")
    #expect(scene.server.performed.isEmpty)
    try await scene.door.state.write(kept, to: item, of: .caller)
    for bit in 0..<id.utf8.count * 8 {
      var name = Array(id.utf8)
      name[bit / 8] ^= 1 << (bit % 8)
      await scene.refuses(String(decoding: name, as: UTF8.self), .stalePlan)
    }
    try await scene.runs(id)
  }

  /// Whoever can write the store can keep a plan under its right name. It is only ever run as what is derived, and needs
  /// the same yes.
  @Test func aForgedPlanWidensNothing() async throws {
    let scene = try await DoorScene()
    let id = try await scene.plan("restart-service", "nearyou")
    let kept = try await scene.bytes(id), text = String(decoding: kept, as: UTF8.self)
    for bit in stride(from: 0, to: kept.count * 8, by: 29) {
      var bytes = kept
      bytes[bit / 8] ^= 1 << (bit % 8)
      let forged = try await scene.keep(bytes)
      await #expect(throws: (any Error).self, "bit \(bit)") { try await scene.desk.runKept(forged) }
    }
    let forgeries: [(String, String, Refusal.Kind)] = [
      ("\"consent\":\"person\"", "\"consent\":\"none\"", .consent),
      ("\"effect\":\"interrupts\"", "\"effect\":\"observes\"", .stalePlan),
      ("\"service\":\"nearyou\"", "\"service\":\"luci\"", .stalePlan),
      ("\"service\":\"nearyou\"", "\"service\":\"café\"", .rule),
      ("\"service\":\"nearyou\"", "\"service\":\"all\"", .argument),
      ("site-nearyou", "site-luci", .stalePlan), ("supervisor.sock", "supervisor.sack", .stalePlan),
      ("\"operation\":\"restart-service\"", "\"operation\":\"reload-nginx\"", .argument),
    ]
    for (old, new, kind) in forgeries {
      try #require(text.contains(old), "\(old)")
      let forged = try await scene.keep(Array(text.replacing(old, with: new).utf8))
      await scene.refuses(forged, kind, "\(old) as \(new)")
    }
    #expect(scene.server.performed.isEmpty)
    try await scene.approve(id)
    try await scene.runs(id)
  }

  @Test func runsOnceAndSoon() async throws {
    let scene = try await DoorScene()
    let late = try await scene.plan("restart-service", "luci")
    scene.server.pass(seconds: 15 * 60)
    await scene.refuses(late, .stalePlan)
    let young = try await scene.plan("restart-service", "luci")
    scene.server.pass(seconds: -1)
    await scene.refuses(young, .stalePlan, "the clock was set back")
    scene.server.pass(seconds: 1)
    scene.server.pass(seconds: 15 * 60 - 1)
    try await scene.runs(young)
    await scene.refuses(young, .stalePlan, "a second time")
    await scene.refuses(late, .stalePlan)
  }

  /// Put back after it has run, with its yes, it is still used up.
  @Test func isNotReplayed() async throws {
    let scene = try await DoorScene()
    let id = try await scene.plan("restart-service", "nearyou")
    try await scene.approve(id)
    let kept = try await scene.bytes(id), approval = StateItem(.approvals, id)
    let yes = try #require(try await scene.door.state.read(approval, of: .root))
    try await scene.runs(id)
    try await scene.door.state.write(kept, to: StateItem(.plans, id), of: .caller)
    try await scene.door.state.write(yes, to: approval, of: .root)
    await scene.refuses(id, .stalePlan)
  }

  @Test func runsOnlyWhereItWasMade() async throws {
    let scene = try await DoorScene()
    let id = try await scene.plan("restart-service", "luci")
    let stranger = SmallServer(account: Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy"))
    await scene.refuses(
      id, .stalePlan, on: try stranger.desk(Chapters([SmallRunbook.text]), scene.door.door), "another account"
    )
    #expect(stranger.performed.isEmpty)
    let other = try scene.server.desk(
      Chapters([SmallRunbook.text], path: "/srv/other/AGENTS.md"), scene.door.door)
    try await other.trust(expected: other.trustStatus().digest)
    await scene.refuses(id, .stalePlan, on: other, "another runbook of the same text")
    try await scene.runs(id)
  }

  @Test func isStaleWhereItsRowIsAnother() async throws {
    let scene = try await DoorScene()
    let id = try await scene.plan("restart-service", "luci")
    let edited = try scene.server.desk(
      Chapters([SmallRunbook.text.replacing("luci.example", with: "luci.example.org")]), scene.door.door)
    await scene.refuses(id, .untrusted, on: edited)
    try await edited.trust(expected: edited.trustStatus().digest)
    await scene.refuses(id, .stalePlan, on: edited, "trusted, and not what was planned")
    try await scene.desk.trust(expected: scene.desk.trustStatus().digest)
    try await scene.runs(id)
  }

  @Test func isStaleWhereTheServerIsAnother() async throws {
    let scene = try await DoorScene()
    let restart = try await scene.plan("restart-service", "luci"),
      reload = try await scene.plan("reload-nginx")
    scene.server.show(
      .text(path: SupervisorSocket.configuration), .text("[unix_http_server]\nfile=/tmp/mine.sock\n"))
    await scene.refuses(restart, .notPossible, "nothing answers at the other socket")
    let nginx = Look.attributes(path: "/usr/sbin/nginx")
    scene.server.show(nginx, .attributes(FileAttributes(kind: .file, mode: 0o755, size: 1)))
    await scene.refuses(reload, .stalePlan, "another file")
    scene.server.show(nginx, .attributes(FileAttributes(kind: .file, mode: 0o777)))
    await scene.refuses(reload, .notPossible, "anybody can replace it")
    scene.server.show(.text(path: SupervisorSocket.configuration), .absent)
    try await scene.runs(restart)
  }

  @Test func needsItsOwnYes() async throws {
    let scene = try await DoorScene()
    let first = try await scene.plan("restart-service", "nearyou")
    let second = try await scene.plan("restart-service", "nearyou")
    await scene.refuses(first, .consent, "nobody has agreed")
    try await scene.approve(second)
    await scene.refuses(first, .consent, "somebody agreed to another")
    try await scene.approve(first)
    scene.server.pass(seconds: 2 * 60)
    await scene.refuses(first, .consent, "the yes is too old")
    try await scene.approve(first)
    scene.server.pass(seconds: -1)
    await scene.refuses(first, .consent, "the clock was set back behind the yes")
    scene.server.pass(seconds: 1)
    await #expect(throws: Refusal.self) {
      try await scene.desk.approve(scene.desk.planToApprove(second, of: nil), typed: "luci")
    }
    try await scene.runs(first)
  }

  /// Of two hundred at once one runs; the mark alone sees to it where the locks do not.
  @Test(arguments: [true, false]) func runsOnceOfManyAtOnce(_ locksExclude: Bool) async throws {
    let scene = try await DoorScene(policy: "restarts = 1000\nchanges = 10000", locksExclude: locksExclude)
    let id = try await scene.plan("restart-service", "luci")
    let desk = scene.desk
    let results = await withTaskGroup(of: Result<Execution, any Error>.self) { group in
      for _ in 0..<200 { group.addTask { await Result { try await desk.runKept(id) } } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    let done = results.filter { (try? $0.get())?.outcome == .done }
    let others = results.filter { result in
      switch result {
      case .success: false
      case .failure(let refusal as Refusal): refusal.kind == .stalePlan
      case .failure(let fault as Fault): fault.kind == .busy
      case .failure: false
      }
    }
    let told = Set(results.map { "\($0)".prefix(300) })
    #expect(
      done.count == 1 && others.count == 199, "\(done.count) ran, \(others.count) were told why not: \(told)")
    #expect(scene.server.performed.map { $0.split(separator: " ")[1] } == ["stop", "start"])
    #expect(scene.server.records.compactMap { $0["event"]?.asString }.filter { $0 == "begin" }.count == 1)
  }

  /// What looks like drift while another call restarts it is no question to a person.
  @Test func isBusyAndNotDriftedWhileAnotherRuns() async throws {
    let scene = try await DoorScene()
    let request = try scene.desk.request("restart-service", words: ["old"])
    let lock = try await scene.server.take("service/old")
    await #expect(throws: Fault(.busy, "service/old is being changed")) {
      try await scene.desk.operate(request, actor: "test")
    }
    await lock.release()
    await #expect {
      try await scene.desk.operate(request, actor: "test")
    } throws: {
      ($0 as? Refusal)?.kind == .drift
    }
  }

  /// Refused until its plan had expired, a key can be used again; and then it is done once.
  @Test func aKeyThatWasNeverDoneIsNotLost() async throws {
    let scene = try await DoorScene()
    let request = try scene.desk.request("restart-service", words: ["luci"])
    _ = try await scene.desk.freeze(why: "a look at the disks")
    for _ in 1...2 {
      await #expect(throws: Refusal.self) {
        try await scene.desk.operate(request, actor: "test", key: "k")
      }
    }
    #expect(try await scene.door.state.names(in: .plans).count == 1)
    scene.server.pass(seconds: 15 * 60 + 121)
    #expect(try await scene.desk.thaw())
    for _ in 1...2 {
      let executions = try await scene.desk.operate(request, actor: "test", key: "k")
      #expect(executions.map(\.outcome) == [.done])
    }
    #expect(scene.server.performed.count == 2)
  }

  /// What nobody can run any more goes after an hour, what became of a plan after a month; what was begun stays.
  @Test func oldPlansAreSwept() async throws {
    let scene = try await DoorScene()
    func pass(_ seconds: Int) async {
      scene.server.pass(seconds: seconds)
      scene.door.state.set(await scene.server.now())
    }
    func names(_ folder: StateItem.Folder) async throws -> [String] {
      try await scene.door.state.names(in: folder)
    }
    await pass(1)
    let old = try await scene.plan("restart-service", "luci")
    try await scene.approve(old)
    let begun = try await scene.plan("restart-service", "luci")
    #expect(try await scene.door.state.create([], as: StateItem(.used, begun)))
    _ = try await scene.desk.freeze(why: "a look at the disks")
    await scene.refuses(old, .frozen)
    #expect(try await scene.desk.thaw())
    let request = try scene.desk.request("restart-service", words: ["luci"])
    let done = try await scene.desk.operate(request, actor: "test", key: "k")
    #expect(try await names(.plans) == [old, begun].sorted())
    await pass(3601)
    let new = try await scene.plan("restart-service", "luci")
    #expect(try await names(.plans) == [begun, new].sorted())
    #expect(try await names(.approvals) == [])
    #expect(try await names(.jobs).count == done.count)
    await pass(29 * 86400)
    #expect(try await scene.desk.operate(request, actor: "test", key: "k") == done)
    await pass(2 * 86400)
    _ = try await scene.plan("restart-service", "luci")
    #expect(try await names(.jobs) == [])
    #expect(try await names(.keys) == [])
    #expect(try await names(.used) == [begun])
  }

  /// A key whose plan was refused, and swept since, can be used again.
  @Test func aKeyOutlivesItsPlan() async throws {
    let scene = try await DoorScene()
    scene.door.state.set(await scene.server.now())
    let request = try scene.desk.request("restart-service", words: ["luci"])
    _ = try await scene.desk.freeze(why: "a look at the disks")
    await #expect(throws: Refusal.self) { try await scene.desk.operate(request, actor: "test", key: "k") }
    #expect(try await scene.desk.thaw())
    scene.server.pass(seconds: 3601)
    scene.door.state.set(await scene.server.now())
    _ = try await scene.plan("restart-service", "nearyou")
    for _ in 1...2 {
      let executions = try await scene.desk.operate(request, actor: "test", key: "k")
      #expect(executions.map(\.outcome) == [.done])
    }
    #expect(scene.server.performed.count == 2)
  }

  /// A person agreed to what was there to be read, and not to what has come since.
  @Test func aYesToLessIsNone() async throws {
    let scene = try await DoorScene()
    let id = try await scene.plan("restart-service", "nearyou")
    try await scene.approve(id)
    scene.server.show(
      .text(path: "/etc/nginx/sites-enabled/nearyou"),
      .text(
        "server { listen 443; server_name nearyou.example; location / { proxy_pass http://127.0.0.1:3999; } }\n"
      ))
    await scene.refuses(id, .stalePlan)
  }

  /// A record of another plan that cannot be read is no reason to do nothing.
  @Test func aDamagedRecordStopsNoOtherPlan() async throws {
    let scene = try await DoorScene()
    scene.door.state.set(await scene.server.now())
    let old = try await scene.plan("restart-service", "nearyou")
    try await scene.door.state.write([0x7B], to: StateItem(.jobs, old), of: .caller)
    scene.server.pass(seconds: 3601)
    scene.door.state.set(await scene.server.now())
    let request = try scene.desk.request("restart-service", words: ["luci"])
    #expect(try await scene.desk.operate(request, actor: "test").map(\.outcome) == [.done])
  }

  /// Whoever calls again with the key of a plan that was withdrawn is told so, as often as that is.
  @Test func theKeyOfAWithdrawnPlanSaysSo() async throws {
    let scene = try await DoorScene()
    let request = try scene.desk.request("restart-service", words: ["luci"])
    _ = try await scene.desk.freeze(why: "a look at the disks")
    await #expect(throws: Refusal.self) { try await scene.desk.operate(request, actor: "test", key: "k") }
    #expect(try await scene.desk.thaw())
    let id = try #require(try await scene.door.state.names(in: .plans).first)
    #expect(try await scene.desk.withdraw(id) == .withdrawn)
    for _ in 1...2 {
      await #expect {
        try await scene.desk.operate(request, actor: "test", key: "k")
      } throws: {
        ($0 as? Refusal)?.message.contains("withdrawn") == true
      }
    }
    #expect(scene.server.performed.isEmpty)
  }

  /// One key at once from many: one restart, and everybody is told what became of it or that it is under way.
  /// Those run it in a process of its own, or each in theirs.
  @Test(arguments: [false, true]) func aKeyIsDoneOnce(_ isHere: Bool) async throws {
    @Sendable func nobodyToLeave() throws(Fault) {}
    let letGo = isHere ? nobodyToLeave : nil
    let scene = try await DoorScene()
    let desk = scene.desk, request = try desk.request("restart-service", words: ["luci"])
    let results = await withTaskGroup(of: Result<[Execution], any Error>.self) { group in
      for _ in 0..<100 {
        group.addTask {
          await Result { try await desk.operate(request, actor: "test", key: "k", letGo: letGo) }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for result in results {
      switch result {
      case .success(let executions): #expect(executions.map(\.outcome) == [.done])
      case .failure(let fault as Fault): #expect(fault.kind == .busy, "\(fault)")
      case .failure(let error): Issue.record("\(error)")
      }
    }
    #expect(scene.server.performed.count == 2)
    #expect(try await desk.operate(request, actor: "test", key: "k").map(\.outcome) == [.done])
    #expect(scene.server.performed.count == 2)
    await #expect(throws: Refusal.self) {
      try await desk.operate(desk.request("reload-nginx", words: []), actor: "test", key: "k")
    }
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
