import Synchronization
import Testing

@testable import ServerFacts

/// Counts the looks that are made through it.
private actor CountingServer: Server {
  private(set) var counts: [Look: Int] = [:]
  private(set) var clockReadings = 0

  func look(_ look: Look) async -> Observation<Seen> {
    counts[look, default: 0] += 1
    await Task.yield()
    return .seen(.absent)
  }

  func now() async -> Instant {
    clockReadings += 1
    return Instant(seconds: clockReadings)
  }
}

struct FactsTests {
  @Test func eachLookIsMadeOnce() async {
    let server = CountingServer()
    let facts = Facts(server)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask { _ = await facts.ask(PathAttributes(path: "/a")) }
        group.addTask { _ = await facts.ask(Script(path: "/a")) }
        group.addTask { _ = await facts.ask(SupervisedPrograms()) }
        group.addTask { _ = await facts.ask(LogTail(program: "x", bytes: 10)) }
        group.addTask { _ = await facts.ask(Crontab(user: "deploy")) }
      }
    }
    let counts = await server.counts
    #expect(counts.values.allSatisfy { $0 == 1 }, "\(counts)")
    #expect(counts[.attributes(path: "/a")] == 1)
    #expect(counts[.text(path: SupervisorSocket.configuration)] == 1)
  }

  @Test func theClockStandsStill() async {
    let facts = Facts(CountingServer())
    let first = await facts.now()
    #expect(await facts.now() == first)
  }

  @Test func whatWasNotRecordedIsUnseen() async {
    let server = RecordedServer(at: Instant(seconds: 0), looks: [:])
    guard case .unseen(let blindness) = await PathAttributes(path: "/a").ask(server) else {
      Issue.record("seen")
      return
    }
    #expect(blindness.reason == .notRecorded)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-86_400, "1969-12-31T00:00:00Z"),
    (-86_401, "1969-12-30T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
    (1_709_251_199, "2024-02-29T23:59:59Z"), (1_709_251_200, "2024-03-01T00:00:00Z"),
    (1_795_620_581, "2026-11-25T15:29:41Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    (4_107_542_400, "2100-03-01T00:00:00Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
  ]) func dates(_ seconds: Int, _ words: String) {
    #expect(Instant(seconds: seconds).description == words)
  }

  @Test func trees() {
    func process(_ pid: Int, _ parent: Int) -> RunningProcess {
      RunningProcess(pid: pid, parent: parent, uid: 0, name: "x", startTicks: 0)
    }
    let table = ProcessTable(
      processes: [
        process(1, 0), process(10, 1), process(11, 10), process(12, 11), process(20, 21), process(21, 20),
        process(30, 30),
      ],
      listeners: [])
    #expect(table.isInTree(12, of: 10) && table.isInTree(10, of: 10) && table.isInTree(12, of: 1))
    #expect(!table.isInTree(10, of: 12) && !table.isInTree(99, of: 10))
    #expect(!table.isInTree(20, of: 10) && !table.isInTree(30, of: 1))
    #expect(table.isInTree(20, of: 21))
  }

  @Test(arguments: [
    ("[unix_http_server]\nfile=/run/s.sock ; x\n", "/run/s.sock"),
    ("[inet_http_server]\nfile=/no\n[unix_http_server]\nfile = /run/t.sock\n", "/run/t.sock"),
    ("[supervisord]\n", "/var/run/supervisor.sock"),
  ]) func sockets(_ text: String, _ path: String) async {
    let server = RecordedServer(
      at: Instant(seconds: 0), looks: [.text(path: SupervisorSocket.configuration): .seen(.text(text))])
    #expect(await SupervisorSocket().ask(server) == .seen(path))
  }

  /// What a look brings after the deadline is not waited for, and nothing is looked at any more.
  @Test func theRunEndsAtItsDeadline() async {
    let facts = Facts(StuckServer()) { try? await Task.sleep(for: .milliseconds(50)) }
    guard case .unseen(let blindness) = await facts.ask(PathAttributes(path: "/a")),
      case .unseen(let later) = await facts.ask(PathAttributes(path: "/b"))
    else {
      Issue.record("seen")
      return
    }
    #expect(blindness.reason == .timeout && later.reason == .timeout)
  }

  /// Both who asks and the look behind it end: nobody else wants it.
  @Test(arguments: [true, false]) func whatNobodyWaitsForIsNotLookedAtAnyMore(isCancelled: Bool) async throws
  {
    let server = StuckServer(), deadline = isCancelled ? Duration.seconds(86_400) : .milliseconds(100)
    let facts = Facts(server) { try? await Task.sleep(for: deadline) }
    let run = Task {
      await withTaskGroup(of: Void.self) { group in
        for path in ["/a", "/a", "/b"] {
          group.addTask { _ = await facts.ask(PathAttributes(path: path)) }
        }
      }
    }
    while server.looks.load(ordering: .relaxed) < 2 { try await Task.sleep(for: .milliseconds(2)) }
    if isCancelled { run.cancel() }
    await run.value
    #expect(server.cancelled.load(ordering: .relaxed) == 2)
    #expect(server.looks.load(ordering: .relaxed) == 2)
  }
}

/// Answers a day late, unless nobody waits for it.
private final class StuckServer: Server {
  let looks = Atomic(0)
  let cancelled = Atomic(0)

  func look(_ look: Look) async -> Observation<Seen> {
    looks.wrappingAdd(1, ordering: .relaxed)
    try? await Task.sleep(for: .seconds(86_400))
    if Task.isCancelled { cancelled.wrappingAdd(1, ordering: .relaxed) }
    return .seen(.absent)
  }

  func now() async -> Instant { Instant(seconds: 0) }
}
