import Foundation
import Glibc
import ServerFacts
import Testing

@testable import LiveHost

/// The looks at processes, logs, rooms and programs, on this very machine.
struct WindowTests {
  let folder: TemporaryFolder
  let server = LiveServer(threads: Threads())

  init() throws { folder = try TemporaryFolder() }

  @Test func aTailBeginsWithAWholeLine() async throws {
    try folder.write("log", "first line\nsecond password=x\nthird\n")
    #expect(
      await server.look(.tail(path: "\(folder.path)/log", bytes: 20))
        == .seen(.tail(text: "third\n", size: 35)))
    #expect(
      await server.look(.tail(path: "\(folder.path)/log", bytes: 4096))
        == .seen(.tail(text: "first line\nsecond password=•••\nthird\n", size: 35)))
    #expect(await server.look(.tail(path: "\(folder.path)/none", bytes: 20)) == .seen(.absent))
  }

  @Test func aProcessAndItsNamedValues() async throws {
    let own = Int(getpid())
    guard case .seen(.process(let fields)) = await server.look(.process(pid: own)) else {
      throw TemporaryFolder.Failure()
    }
    #expect(fields.program?.hasPrefix("/") == true && fields.folder?.hasPrefix("/") == true)
    guard
      case .seen(.environment(let values)) = await server.look(
        .environment(pid: own, names: ["PATH", "NOPE"]))
    else { throw TemporaryFolder.Failure() }
    #expect(Set(values.keys) == ["PATH"])
    #expect(await server.look(.process(pid: 4_194_305)) == .seen(.absent))
    guard case .seen(.processTable(let table)) = await server.look(.processTable) else {
      throw TemporaryFolder.Failure()
    }
    let boot = try #require(table.bootTime)
    let told = try String(contentsOfFile: "/proc/stat", encoding: .utf8).split(separator: "\n")
      .first { $0.hasPrefix("btime ") }.flatMap { Int($0.dropFirst(6)) }
    #expect(abs(boot - (try #require(told))) <= 1)
  }

  @Test func theRoomOfAFileSystem() async throws {
    guard case .seen(.fileSystem(let room)) = await server.look(.fileSystem(path: folder.path)) else {
      throw TemporaryFolder.Failure()
    }
    #expect(room.totalBytes > 0 && room.freeBytes <= room.totalBytes && room.freeFiles <= room.totalFiles)
  }

  @Test func anArchiveByItsHeadAndTail() async throws {
    try folder.write("cut.gz", "no archive")
    guard
      case .seen(.output(let answer)) = await server.look(.command(.unpacked(path: "\(folder.path)/cut.gz")))
    else { throw TemporaryFolder.Failure() }
    #expect(answer.status == 1 && answer.output.isEmpty && answer.errors.contains("not in gzip format"))
  }

  @Test func aChunkedBodyIsTheSameAsAPlainOne() async throws {
    let head = "HTTP/1.1 200 OK\r\n"
    var digests: Set<String?> = []
    for text in [
      head + "Content-Length: 5\r\n\r\nhello",
      head + "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\n\r\n",
      head + "\r\nhello",
    ] {
      let socket = try ListeningSocket(AF_INET)
      async let served: String = Threads().run { socket.answer(text) }
      guard case .seen(.http(let answer)) = await server.look(.http(port: socket.port, host: "x", path: "/"))
      else {
        throw TemporaryFolder.Failure()
      }
      digests.insert(answer.bodyDigest)
      _ = await served
      socket.stop()
    }
    #expect(digests == [OpenSSLDigests().sha256(Array("hello".utf8))])
  }

  @Test(arguments: [
    Look.command(.remoteFolder(remote: ":sftp,ssh=/bin/true:x", account: "")),
    .command(.remoteFolder(remote: "r2,ssh=/bin/true:x", account: "")),
    .command(.remoteFolder(remote: "--config=/x:y", account: "")),
    .command(.remoteFolder(remote: "/etc", account: "")),
    .command(.databaseAnswers(name: "service=x", host: nil, role: nil, account: "")),
    .command(.databaseAnswers(name: "postgres://x", host: nil, role: nil, account: "")),
    .command(.systemdUnit(name: "-x")), .command(.unitJournal(name: "--vacuum-size=1", lines: 1, since: nil)),
    .command(.containerState(name: "-x")), .command(.containerLog(name: "a b", lines: 1, since: nil)),
    .command(.sudoersSyntax(path: "x")), .command(.unpacked(path: "-")),
    .command(.gitStatus(folder: "--exec-path=/x")),
  ]) func wordsOfARunbookAreNoOptionsAndNoSettings(_ look: Look) async throws {
    var look = look
    if case .command(.remoteFolder(let remote, _)) = look {
      look = .command(.remoteFolder(remote: remote, account: AccountLooks.caller().name))
    }
    if case .command(.databaseAnswers(let name, _, _, _)) = look {
      look = .command(.databaseAnswers(name: name, host: nil, role: nil, account: AccountLooks.caller().name))
    }
    guard case .unseen(let blindness) = await server.look(look) else { throw TemporaryFolder.Failure() }
    #expect(blindness.reason == .malformed, "\(blindness)")
  }

  @Test(.enabled(if: geteuid() == 0, "needs root")) func rootLooksAsAnotherWithoutItsPower() async throws {
    guard case .seen(.account(let nobody)) = await server.look(.account(name: "nobody")) else {
      throw TemporaryFolder.Failure()
    }
    let result = try ChildProcess.run(
      words: ["/usr/bin/id"], environment: [:], seconds: 5, account: nobody)
    #expect(
      String(decoding: result.output, as: UTF8.self).hasPrefix("uid=\(nobody.uid)(nobody) gid=\(nobody.gid)"))
    let status = try ChildProcess.run(
      words: ["/usr/bin/grep", "-E", "^(NoNewPrivs|CapEff)", "/proc/self/status"], environment: [:],
      seconds: 5,
      account: nobody)
    #expect(String(decoding: status.output, as: UTF8.self) == "CapEff:\t0000000000000000\nNoNewPrivs:\t1\n")
  }

  @Test func aThreadThatHangsIsNotWaitedFor() async {
    let late = await Threads().run(seconds: 1, late: "late") { _ in
      // Far longer than other suites may keep the timer from the pool.
      sleep(60)
      return "seen"
    }
    #expect(late == "late")
    #expect(await Threads().run(seconds: 5, late: "late") { _ in "seen" } == "seen")
  }
}
