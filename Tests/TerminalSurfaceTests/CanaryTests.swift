import JSON
import Operations
import RunbookDesk
import ServerFacts
import Synchronization
import TerminalSurface
import TestDoor
import Testing

/// What strangers plant, and what the runbook keeps secret, is neither on the terminal nor in any file that is kept.
@Suite struct CanaryTests {
  private final class LoudHands: Actuator, Journal, Locks, HeldLock, Digests {
    private let kept = Mutex<[String]>([])
    let status: Int
    let isLate: Bool
    var records: [String] { kept.withLock { $0 } }

    init(status: Int = 0, isLate: Bool = false) { (self.status, self.isLate) = (status, isLate) }

    func perform(_ deed: Deed) async throws(Fault) -> DeedOutcome {
      if isLate { throw Fault(.timeout, "supervisord: ended after 60 s", said: Canaries.planted) }
      return DeedOutcome(status: status, output: Canaries.planted)
    }
    func append(_ record: JSONObject) async throws(Fault) {
      kept.withLock { $0.append(JSON.object(record).text()) }
    }
    func take(_ subject: String) async throws(Fault) -> any HeldLock { self }
    func release() async {}
    func sha256(_ bytes: [UInt8]) -> String { TestDigests().sha256(bytes) }
  }

  private struct Text: RunbookSource {
    func chapters() throws(Unavailable) -> [Chapter] {
      [Chapter(name: "AGENTS.md", bytes: Array(Canaries.runbook.utf8))]
    }
  }

  private static let commands: [[String]] = [
    ["check"], ["check", "--verbose"], ["check", "--format", "cron"], ["check", "--format", "sarif"],
    ["check", "--format", "junit"], ["check", "--format", "github"], ["check", "--format", "nagios"],
    ["list"], ["run", "service-status"], ["run", "show-log", "luci"], ["plan", "restart-service", "luci"],
    ["run", "restart-service", "luci"], ["run", "restart-service", "lucy"], ["jobs"], ["trust", "--show"],
    ["ask", "luci", "password"], ["explain"], ["sudoers", "--user", "deploy"],
  ]

  @Test(arguments: CanaryServer.Scene.allCases) func nothingIsShownAndNothingIsKept(
    _ scene: CanaryServer.Scene
  ) async throws {
    for hands in [LoudHands(), LoudHands(status: 50), LoudHands(isLate: true)] {
      let door = TestDoor(), server = CanaryServer(scene)
      let desk = try await door.trust(
        try Desk(
          source: Text(), server: server,
          executor: Executor(
            server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in }),
          door: door.door))
      for words in Self.commands + Self.commands.map({ $0 + ["--format", "json"] }) {
        let screen = Mutex("")
        let world = World(
          version: "1", isColoured: false, desk: { _ in desk }, serveAgents: { _ in 0 },
          write: { text, _ in
            screen.withLock { $0 += text }
            return true
          })
        _ = await Terminal(world).run(words)
        let shown = screen.withLock { $0 }
        #expect(!shown.isEmpty, "\(words)")
        #expect(Canaries.leaks(in: shown).isEmpty, "\(words) on \(scene): \(shown)")
      }
      #expect(
        !door.state.texts(in: .plans).isEmpty || !door.state.texts(in: .jobs).isEmpty || scene == .blind)
      for folder in [StateItem.Folder.plans, .jobs, .used, .limits, .approvals, .keys] {
        for text in door.state.texts(in: folder) {
          #expect(Canaries.leaks(in: text).isEmpty, "\(folder) on \(scene): \(text)")
        }
      }
      #expect(hands.records.count > 1 || scene == .stranger || scene == .blind)
      for record in hands.records {
        #expect(Canaries.leaks(in: record).isEmpty && !record.contains("canary: "), "\(scene): \(record)")
      }
    }
  }

  /// A person is told what a model is not: the words behind a refusal, cleaned.
  @Test func aPersonReadsWhatTheRefusalRestsOn() async throws {
    let hands = LoudHands(), door = TestDoor(), server = CanaryServer(.stranger)
    let desk = try await door.trust(
      try Desk(
        source: Text(), server: server,
        executor: Executor(
          server: server, actuator: hands, journal: hands, locks: hands, digests: hands, pause: { _ in }),
        door: door.door))
    let screen = Mutex("")
    let world = World(
      version: "1", isColoured: false, desk: { _ in desk }, serveAgents: { _ in 0 },
      write: { text, _ in
        screen.withLock { $0 += text }
        return true
      })
    #expect(await Terminal(world).run(["run", "restart-service", "luci"]) == .refused)
    let shown = screen.withLock { $0 }
    #expect(shown.contains("the entry has drifted: port-belongs-to-program"), "\(shown)")
    #expect(
      shown.contains("  | the runbook puts site-luci on port 3004; pid 99 (canary: xy) holds it"), "\(shown)")
  }
}
