import JSON
import Operations
import RunbookDesk
import RunbookModel
import ServerFacts
import Synchronization
import TestDoor
import Testing

@testable import DriftChecks

/// What only looks needs nobody, unless a word is the caller's, or a rule or root's policy speaks of it.
struct ObservingTests {
  private static let text = """
    ## Sites
    | App | Port | Program |
    |---|---|---|
    | luci | 3004 | site-luci |

    ## Daily
    - Disk: `df -h`
    - Look: `cat /srv/app/<file>`
    - Probe: `bash /srv/app/check-status.sh`
    - Restart the guide: `supervisorctl restart site-luci`
    """

  /// Counts what is done, and does nothing.
  private final class Hands: Actuator, Journal, Locks {
    struct Free: HeldLock { func release() async {} }
    let done = Mutex<[String]>([])
    func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
      done.withLock { $0.append(deed.words) }
      return DeedOutcome(status: 0, output: "")
    }
    func append(_ record: JSONObject) async throws(Fault) {}
    func take(_ subject: String) async throws(Fault) -> any HeldLock { Free() }
  }

  private struct Machine: Server {
    func look(_ look: Look) async -> Observation<Seen> {
      if case .attributes(let path) = look, path.hasPrefix("/usr/bin/") {
        return .seen(.attributes(FileAttributes(kind: .file, mode: 0o755)))
      }
      return await ExampleServer.whole.recorded.look(look)
    }
    func now() async -> Instant { Instant(seconds: 1_795_608_000) }
  }

  private static func desk(_ hands: Hands, rules: String = "", policy: String? = nil) async throws -> Desk {
    let door = TestDoor(policy: policy), server = Machine()
    let executor = Executor(
      server: server, actuator: hands, journal: hands, locks: hands, digests: TestDigests(), pause: { _ in })
    return try await door.trust(
      Desk(
        source: MemorySource(text: text + "\n\n" + rules), server: server, executor: executor, door: door.door
      ))
  }

  private static func name(_ words: String, _ desk: Desk) throws -> String {
    try #require(desk.runbook.commands.first { $0.line.template.contains(words) }?.name)
  }

  private static func refusal(
    _ words: String, _ desk: Desk, _ arguments: [String: String] = [:]
  ) async throws -> Refusal.Kind? {
    do {
      _ = try await desk.operate(desk.request(name(words, desk), arguments: arguments), actor: "test")
      return nil
    } catch let refusal as Refusal {
      return refusal.kind
    }
  }

  @Test func whatOnlyLooksIsDoneAtOnce() async throws {
    let hands = Hands()
    #expect(try await Self.refusal("df -h", try await Self.desk(hands)) == nil)
    #expect(hands.done.withLock { $0 } == ["/usr/bin/df -h"])
  }

  @Test func aWordOfTheCallersWaitsForAPerson() async throws {
    let hands = Hands(), desk = try await Self.desk(hands)
    #expect(try await Self.refusal("cat /srv/app", desk, ["file": "notes.txt"]) == .consent)
    #expect(hands.done.withLock { $0.isEmpty })
    let planned = try await desk.plan(
      desk.request(Self.name("cat /srv/app", desk), arguments: ["file": "notes.txt"]), actor: "test")
    let id = try #require(planned.first?.id)
    await #expect(throws: Refusal.self) { _ = try await desk.runKept(id) }
    #expect(hands.done.withLock { $0.isEmpty })
    let page = try await desk.planToApprove(id, of: nil)
    try await desk.approve(page, typed: page.word)
    #expect(try await desk.runKept(id).outcome == .done)
    #expect(hands.done.withLock { $0 } == ["/usr/bin/cat /srv/app/notes.txt"])
  }

  @Test func aRuleSpeaksOfItToo() async throws {
    let hands = Hands()
    let forbidden = try await Self.desk(hands, rules: "Never run `df -h` here.\n")
    #expect(try await Self.refusal("df -h", forbidden) == .rule)
    #expect(hands.done.withLock { $0.isEmpty })
  }

  @Test func aGuessIsNoObservation() async throws {
    let desk = try await Self.desk(Hands())
    let offers = await desk.operations()
    let probe = try #require(offers.first { $0.template?.contains("check-status.sh") == true })
    #expect(probe.card.effect == .interrupts)
    #expect(offers.first { $0.template == "df -h" }?.card.effect == .observes)
  }

  @Test(arguments: ["never = restart-service luci", "never = restart-service"])
  func aPolicyNamesWhatIsDoneByWhateverNameItIsAskedFor(_ policy: String) async throws {
    let hands = Hands(), desk = try await Self.desk(hands, policy: policy)
    #expect(try await Self.refusal("restart site-luci", desk) == .rule)
    #expect(hands.done.withLock { $0.isEmpty })
  }

  @Test func aPolicyAsksForWhatOnlyLooks() async throws {
    let hands = Hands()
    let name = try Self.name("df -h", try await Self.desk(hands))
    #expect(try await Self.refusal("df -h", try await Self.desk(hands, policy: "ask = \(name)")) == .consent)
    #expect(try await Self.refusal("df -h", try await Self.desk(hands, policy: "never = \(name)")) == .rule)
    #expect(hands.done.withLock { $0.isEmpty })
  }

  @Test func damagedCountsAreBegunAnewByAPerson() async throws {
    let hands = Hands(), door = TestDoor(), server = Machine()
    let executor = Executor(
      server: server, actuator: hands, journal: hands, locks: hands, digests: TestDigests(), pause: { _ in })
    let desk = try await door.trust(
      Desk(source: MemorySource(text: Self.text), server: server, executor: executor, door: door.door))
    try await door.state.write(Array("{".utf8), to: Limits.item, of: .caller)
    do {
      _ = try await desk.operate(desk.request("restart-service", words: ["luci"]), actor: "test")
      Issue.record("restarted")
    } catch let refusal as Refusal {
      #expect(refusal.kind == .limit && refusal.help == "runbook thaw service/luci")
    }
    #expect(try await desk.thaw(subject: "service/luci"))
    #expect(Limits(try await door.state.read(Limits.item, of: .caller)) == Limits())
  }
}
