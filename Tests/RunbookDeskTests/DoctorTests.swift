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

  private func desk(
    _ door: TestDoor, broken: Int? = nil, text: String = CheckTests.table,
    server: RecordedServer = ExampleServer.whole.recorded
  ) throws -> Desk {
    let hands = NoHands()
    let executor = Executor(
      server: server, actuator: hands, journal: Chain(broken: broken), locks: hands, digests: TestDigests(),
      pause: { _ in })
    return try Desk(
      source: MemorySource(text: text), server: server, executor: executor, door: door.door)
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

  /// What stands beside the runbook, and what the doctor says of the agents.
  struct Beside: Sendable, CustomTestStringConvertible {
    var files: [String: String], state: Diagnosis.State?, words: String, help: String?
    var testDescription: String { "\(files)" }
    init(_ files: [String: String], _ state: Diagnosis.State?, _ words: String, _ help: String? = nil) {
      (self.files, self.state, self.words, self.help) = (files, state, words, help)
    }
  }

  @Test(arguments: [
    Beside([:], .unknown, "there is no CLAUDE.md", "ln -s AGENTS.md /srv/CLAUDE.md"),
    Beside(["/srv/CLAUDE.md": "@AGENTS.md\n"], .good, "/srv/CLAUDE.md leads to AGENTS.md"),
    Beside(["/srv/CLAUDE.md": "# Ours\n\nSee @./AGENTS.md first.\n"], .good, "leads to"),
    Beside(["/srv/CLAUDE.md": "-> AGENTS.md"], .good, "leads to"),
    Beside(
      ["/srv/CLAUDE.md": "See `@AGENTS.md`.\n```\n@AGENTS.md\n```\n"], .poor, "does not import",
      "echo @AGENTS.md >> /srv/CLAUDE.md"),
    Beside(["/srv/CLAUDE.md": "See [it](AGENTS.md)\n"], .poor, "/srv/CLAUDE.md does not import"),
    Beside(
      ["/CLAUDE.md": "# Of the machine\n"], .poor, "/CLAUDE.md does not import",
      "echo @/srv/AGENTS.md >> /CLAUDE.md"),
    Beside(["/CLAUDE.md": "# x\n", "/srv/CLAUDE.md": "@AGENTS.md"], .good, "leads to"),
    Beside(["/srv/.claude/CLAUDE.md": "@../AGENTS.md"], .good, "/srv/.claude/CLAUDE.md leads"),
    Beside(
      ["/srv/CLAUDE.md": "@AGENTS.md", "/srv/AGENTS.override.md": "x"], .poor, "Codex reads it instead"),
    Beside(["/srv/CLAUDE.md": "@AGENTS.md", "/srv/GEMINI.md": "x"], .poor, "/srv/GEMINI.md does not import"),
    Beside(["/srv/CLAUDE.md": "@AGENTS.md", "/srv/GEMINI.md": "@./AGENTS.md"], .good, "leads to"),
  ]) func whetherAgentsReadTheSameFile(_ example: Beside) async throws {
    let server = ExampleServer.whole.changed { server in
      for path in [
        "/srv/CLAUDE.md", "/CLAUDE.md", "/srv/.claude/CLAUDE.md", "/.claude/CLAUDE.md", "/srv/GEMINI.md",
        "/srv/AGENTS.override.md",
      ] {
        server.looks[.attributes(path: path)] = .absent
        server.looks[.text(path: path)] = .absent
        guard let text = example.files[path] else { continue }
        let isLink = text.hasPrefix("-> ")
        server.looks[.attributes(path: path)] = .attributes(
          FileAttributes(
            kind: isLink ? .link : .file, mode: 0o644, target: isLink ? String(text.dropFirst(3)) : nil))
        server.looks[.text(path: path)] = .text(isLink ? "# Whatever" : text)
      }
    }.recorded
    let found = try await desk(TestDoor(), server: server).diagnoses().filter { $0.subject == "agents" }
    #expect(found.contains { $0.state == example.state && $0.text.contains(example.words) }, "\(found)")
    if let help = example.help { #expect(found.map(\.help).contains(help)) }
    #expect(found.contains { $0.state == .poor } == (example.state == .poor))
  }

  @Test func aLongRunbookIsCutForCodex() async throws {
    let long = CheckTests.table + "\n" + String(repeating: "Some words of a long runbook.\n", count: 1200)
    #expect(try await states(desk(TestDoor(), text: long))["agents"] == .poor)
  }

  @Test func versionsOfWhatTheRunbookRestsOn() async throws {
    let text = CheckTests.table + "\n## Nginx\n- Reload: sudo nginx -s reload\n"
    func told(_ nginx: Observation<Seen>) async throws -> [Diagnosis] {
      var server = ExampleServer.whole.recorded
      server.looks[.command(.version(.nginx))] = nginx
      server.looks[.command(.version(.supervisord))] = .seen(
        .output(CommandOutput(status: 0, output: "4.2.5\n", errors: "")))
      return try await desk(TestDoor(), text: text, server: server).diagnoses(version: "1.2.3").filter {
        $0.subject == "version"
      }
    }
    let said = CommandOutput(status: 0, output: "", errors: "nginx version: nginx/1.22.1\n")
    #expect(
      try await told(.seen(.output(said))).map(\.text) == [
        "runbook 1.2.3", "supervisord 4.2.5", "nginx 1.22.1",
      ])
    let missing = try await told(.unseen(Blindness(.missingProgram, "nginx is in none of …")))
    #expect(missing.last?.state == .poor && missing.last?.help == "apt-get install nginx")
    #expect(try await told(.unseen(Blindness(.timeout, "nginx"))).last?.state == .unknown)
  }

  @Test(
    arguments: [
      ("Sudo version 1.9.13p3\nSudoers policy plugin", "1.9.13p3"),
      ("rclone v1.75.0\n- os/version: debian", "1.75.0"),
      ("git version 2.39.5", "2.39.5"), ("psql (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)", "15.13"),
      ("no", nil),
    ] as [(String, String?)]) func aVersionIsRead(text: String, version: String?) async
  {
    let server = RecordedServer(
      at: Instant(seconds: 0),
      looks: [.command(.version(.git)): .seen(.output(CommandOutput(status: 0, output: text, errors: "")))])
    let seen = await ProgramVersion(.git).ask(server)
    if let version { #expect(seen == .seen(version)) } else { #expect(seen != .seen(nil)) }
  }

  /// What the state folder's mode says, and that every fault comes with what mends it.
  @Test func anOpenStateFolderIsTold() async throws {
    func told(_ mode: Int) async throws -> [Diagnosis] {
      let server = ExampleServer.whole.changed {
        $0.looks[.attributes(path: "/memory")] = .attributes(FileAttributes(kind: .folder, mode: mode))
        $0.looks[.attributes(path: "/var/lib/runbook/everyone")] = .attributes(
          FileAttributes(kind: .folder, mode: 0o777))
      }.recorded
      return try await desk(TestDoor(), server: server).diagnoses().filter { $0.subject == "state" }
    }
    #expect(try await told(0o700).first?.state == .good)
    #expect(try await told(0o755).first?.help == "chmod 700 /memory")
    #expect(
      try await told(0o700).last?.help
        == "chown root /var/lib/runbook/everyone && chmod 755 /var/lib/runbook/everyone")
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
