import Glibc
import Operations
import ServerFacts
import Testing

@testable import LiveHost

@Suite struct LiveServerTests {
  private let server = LiveServer(threads: Threads())
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func files() async throws {
    try folder.write("b.env", "A=1\nDB_PASSWORD=x\n", mode: 0o640)
    symlink("b.env", "\(folder.path)/a")
    symlink("nowhere", "\(folder.path)/c")
    guard case .seen(.folder(let entries)) = await server.look(.folder(path: folder.path)) else {
      throw TemporaryFolder.Failure()
    }
    #expect(entries.map(\.name) == ["a", "b.env", "c"])
    #expect(entries.map(\.attributes.resolvedKind) == [.file, .file, nil])
    #expect(entries[0].attributes.target == "b.env")
    #expect(entries[1].attributes.size == 18)
    #expect(await server.look(.text(path: "\(folder.path)/b.env")) == .seen(.text("A=1\nDB_PASSWORD=•••\n")))
    for path in ["\(folder.path)/none", "\(folder.path)/b.env/x", "\(folder.path)/c"] {
      #expect(await server.look(.text(path: path)) == .seen(.absent))
    }
    mkfifo("\(folder.path)/fifo", 0o600)
    for path in [folder.path, "\(folder.path)/fifo"] {
      #expect(reason(await server.look(.text(path: path))) == .malformed)
    }
  }

  @Test func accounts() async throws {
    guard case .seen(.account(let root)) = await server.look(.account(name: "root")),
      case .seen(.caller(let caller)) = await server.look(.caller)
    else { throw TemporaryFolder.Failure() }
    #expect(root.uid == 0 && root.home == "/root" && !root.groups.contains(0))
    #expect(caller.uid == Int(geteuid()))
    #expect(await server.look(.account(name: "no-such-account")) == .seen(.absent))
  }

  @Test func anOwnListenerIsSeen() async throws {
    for family in [AF_INET, AF_INET6] {
      let socket = try ListeningSocket(family)
      guard case .seen(.processTable(let table)) = await server.look(.processTable) else {
        throw TemporaryFolder.Failure()
      }
      let listener = table.listeners.first { $0.port == socket.port }
      #expect(listener?.address == (family == AF_INET ? "127.0.0.1" : "::1"))
      #expect(listener?.pids == [Int(getpid())])
      let own = table.processes.first { $0.pid == Int(getpid()) }
      #expect(own?.parent == Int(getppid()) && own?.uid == Int(geteuid()))
      #expect((own?.startTicks ?? 0) > 0)
    }
  }

  @Test func anHTTPAnswerOnIPv6Alone() async throws {
    let socket = try ListeningSocket(AF_INET6)
    async let served: String = Threads().run {
      socket.answer("HTTP/1.1 404 Nope\r\nServer: x\r\nX-A:  b\r\n\r\nrest")
    }
    let seen = await server.look(.http(port: socket.port, host: "example.org", path: "/health"))
    let digest = OpenSSLDigests().sha256(Array("rest".utf8))
    let answer = HTTPAnswer(status: 404, headers: ["server": "x", "x-a": "b"], bodyDigest: digest)
    #expect(seen == .seen(.http(answer)))
    #expect(await served.hasPrefix("GET /health HTTP/1.1\r\nHost: example.org\r\n"))
    socket.stop()
    #expect(reason(await server.look(.http(port: socket.port, host: "x", path: "/"))) == .unreachable)
    #expect(reason(await server.look(.http(port: socket.port, host: "x\r\ny", path: "/"))) == .malformed)
  }

  @Test func supervisorByItsSocket() async throws {
    let path = "\(folder.path)/s.sock"
    #expect(reason(await server.look(.supervisor(socket: path, call: .state))) == .unreachable)
    let long = "/" + String(repeating: "x", count: 107)
    #expect(reason(await server.look(.supervisor(socket: long, call: .state))) == .malformed)
    let socket = try ListeningSocket(path: path)
    let xml = "<a>TOKEN=x</a><b>y &lt; z</b>"
    async let served: String = Threads().run {
      socket.answer("HTTP/1.1 200 OK\r\nContent-Length: \(xml.utf8.count)\r\n\r\n\(xml)")
    }
    let seen = await server.look(.supervisor(socket: path, call: .logTail(program: "a<b", bytes: 10)))
    #expect(seen == .seen(.text("<a>TOKEN=•••</a><b>y &lt; z</b>")))
    #expect(await served.contains("<string>a&lt;b</string>"))
    let fault =
      "<methodResponse><fault><value><struct><member><name>faultCode</name>"
      + "<value><int>60</int></value></member>"
      + "<member><name>faultString</name><value>"
      + "<string>ALREADY_STARTED: &lt;x&gt;</string></value></member></struct>"
      + "</value></fault></methodResponse>"
    #expect(SupervisorFault.read(fault) == SupervisorFault(code: 60, text: "ALREADY_STARTED: <x>"))
    #expect(SupervisorFault.read(xml) == nil)
    async let again: String = Threads().run {
      socket.answer("HTTP/1.1 200 OK\r\nContent-Length: \(fault.utf8.count)\r\n\r\n\(fault)")
    }
    let outcome = try await LiveActuator(threads: Threads())
      .perform(.supervisor(.start, program: "x", socket: path))
    #expect(outcome == DeedOutcome(status: 0, output: "ALREADY_STARTED: <x>"))
    #expect(await again.contains("supervisor.startProcess"))
  }

  @Test func commands() async throws {
    let actuator = LiveActuator(threads: Threads())
    let outcome = try await actuator.perform(.run(Words("/bin/echo", ["a  b", "$HOME", "TOKEN=x"])))
    #expect(outcome == DeedOutcome(status: 0, output: "a  b $HOME TOKEN=•••\n"))
    let late = await #expect(throws: Fault.self) {
      try await actuator.perform(.run(Words("/bin/sleep", ["9"], seconds: 1)))
    }
    #expect(late?.kind == .timeout)
    guard case .seen(.output) = await server.look(.command(.ownCrontab)) else {
      throw TemporaryFolder.Failure()
    }
  }

  private func reason(_ observation: Observation<Seen>) -> Blindness.Reason? {
    if case .unseen(let blindness) = observation { blindness.reason } else { nil }
  }
}
