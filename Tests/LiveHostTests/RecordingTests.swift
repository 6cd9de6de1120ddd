import Foundation
import JSON
import Operations
import ServerFacts
import Testing

@testable import LiveHost

@Suite struct RecordingTests {
  static let looks: [Look] = [
    .attributes(path: "/a"), .folder(path: "/b"), .text(path: "/c"), .account(name: "deploy"), .caller,
    .processTable,
    .supervisor(socket: "/s", call: .state), .supervisor(socket: "/s", call: .allProcesses),
    .supervisor(socket: "/s", call: .logTail(program: "x", bytes: 99)), .certificate(path: "/d"),
    .publicKey(path: "/e"),
    .handshake(port: 443, serverName: "example.org"), .http(port: 80, host: "h", path: "/"),
    .command(.ownCrontab),
    .command(.nginxConfigurationTest), .command(.sudoAllows(words: ["/bin/a", "b c"])),
    .supervisor(socket: "/s", call: .allConfigurations), .https(port: 443, host: "h", path: "/p"),
    .lines(path: "/f", LogFilter(lines: 7)),
    .lines(path: "/f", LogFilter(lines: 7, since: Instant(seconds: 9), onlyErrors: true)),
    .tail(path: "/f", bytes: 7), .process(pid: 1), .environment(pid: 1, names: ["PORT", "B"]),
    .fileSystem(path: "/g"), .command(.sudoGrants(user: "u")), .command(.sudoersSyntax(path: "/h")),
    .command(.unpacked(path: "/i")),
    .command(.gitStatus(folder: "/k")), .command(.gitRemotes(folder: "/k")),
    .command(.gitUpstream(folder: "/k", remote: "origin", branch: "main")),
    .command(.rcloneRemotes(account: "u")), .command(.remoteFolder(remote: "r:a", account: "u")),
    .command(.databaseAnswers(name: "d", host: nil, role: "r", account: "u")),
    .command(.databaseAnswers(name: "d", host: "h", role: nil, account: "u")),
    .command(.systemdUnit(name: "x.timer")), .command(.containers),
    .command(.pm2Processes(account: "u")), .command(.containerState(name: "c")),
    .command(.unitJournal(name: "x", lines: 7, since: nil)),
    .command(.unitJournal(name: "x", lines: 7, since: 9)),
    .command(.containerLog(name: "c", lines: 7, since: 9)),
    .command(.pm2Log(account: "u", name: "n", lines: 7)), .command(.version(.nginx)),
  ]

  static let link = FileAttributes(kind: .link, mode: 0o777, target: "/x", resolvedKind: .folder)
  static let account = Account(name: "deploy", uid: 1000, gid: 1000, home: "/home/deploy", groups: [4, 27])
  static let observations: [Observation<Seen>] =
    [
      .absent, .attributes(FileAttributes(kind: .file, mode: 0o644, uid: 1, gid: 2, size: 3, modified: 4)),
      .attributes(link), .attributes(FileAttributes(kind: .link, mode: 0o777, target: "/nowhere")),
      .folder([FolderEntry(name: "é \"", attributes: link)]), .text("a\u{0}\n"), .account(account),
      .caller(account),
      .processTable(
        ProcessTable(
          processes: [RunningProcess(pid: 1, parent: 0, uid: 0, name: "init", startTicks: 5)],
          listeners: [Listener(address: "::", port: 3000, pids: [7, 9])])),
      .certificates([
        CertificateFields(
          subject: "CN=a", issuer: "CN=b", notBefore: -1, notAfter: 2, names: ["a", "b"], serial: "01",
          fingerprint: "ff", publicKey: "00")
      ]), .publicKey(PublicKeyFields(publicKey: "00", attributes: link)),
      .http(HTTPAnswer(status: 301, headers: ["location": "/x", "a": "b"])),
      .output(CommandOutput(status: 1, output: "o", errors: "e")),
      .http(HTTPAnswer(status: 200, bodyDigest: "ab")), .silence(seconds: 5), .tail(text: "a\n", size: 9),
      .lines(FoundLines(text: "a\n", size: 9, searched: 4, end: .enough)),
      .process(ProcessFields(program: "/a (deleted)", folder: nil)), .environment(["A": "1", "B": ""]),
      .fileSystem(FileSystemFields(freeBytes: 1, totalBytes: 2, freeFiles: 3, totalFiles: 4)),
      .processTable(ProcessTable(processes: [], listeners: [], bootTime: 5)),
    ].map(Observation.seen) + Blindness.Reason.allCases.map { .unseen(Blindness($0, "why")) }

  @Test(arguments: looks) func looksComeBack(_ look: Look) throws {
    let text = Recording.json(look, .seen(.absent)).text()
    #expect(try Recording.read(try JSON.parse(text)).look == look)
  }

  @Test(arguments: observations) func observationsComeBack(_ observation: Observation<Seen>) throws {
    let text = Recording.json(.caller, observation).text()
    #expect(try Recording.read(try JSON.parse(text)).observation == observation)
  }

  @Test func whatIsNoRecording() throws {
    #expect(throws: Recording.Malformed.self) {
      try RecordedServer(manifest: ["version": 2, "now": 1], looks: [])
    }
    #expect(throws: Recording.Malformed.self) { try Recording.read(["look": ["kind": "soothsaying"]]) }
    #expect(throws: Recording.Malformed.self) { try Recording.read(["look": ["kind": "caller"]]) }
  }

  @Test func aFolderIsWrittenAndRead() async throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/recording"
    var looks: [Look: Observation<Seen>] = [:]
    for (place, look) in Self.looks.enumerated() {
      looks[look] = Self.observations[place % Self.observations.count]
    }
    let source = RecordedServer(at: Instant(seconds: 1_795_620_581), looks: looks)
    let recording = try await RecordingServer(source, folder: path)
    for look in Self.looks + [.caller] { #expect(await recording.look(look) == source.look(look)) }
    #expect(await recording.failure == nil)
    #expect(try RecordedServer.read(folder: path) == source)
    let names = try FileLooks.names(in: "\(path)/looks")
    #expect(names.count == Self.looks.count)
    #expect(names[0] == "001-attributes.json")
    await #expect(throws: Fault.self) { try await RecordingServer(source, folder: path) }
  }

  @Test func aFileOfLinesIsRead() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/recording.jsonl", now = Instant(seconds: 1_795_620_581)
    let manifest = Recording.manifest(now: now, timeZone: "UTC")
    let look = Recording.json(.caller, .seen(.caller(Self.account)))
    try "\(manifest.text())\n\(look.text())\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(
      try RecordedServer.read(at: path)
        == RecordedServer(at: now, looks: [.caller: .seen(.caller(Self.account))]))
    try "\(look.text())\n".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: Fault.self) { try RecordedServer.read(at: path) }
  }
}
